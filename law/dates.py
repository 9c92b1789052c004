"""Days, months, quarters and years as Vietnamese papers write them."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, time

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}

HOUR = r"(?:(?P<hour>\d{1,2})\s*(?:giờ|h|g)\s*(?P<minute>\d{2})?\s*(?:phút\s*)?[,-]?\s*(?:của\s+)?)?"
DAY = (
    r"(?:ngày\s+)?(?P<day>\d{1,2})(?:\s*[/.-]\s*(?P<month>\d{1,2})(?:\s*[/.-]\s*(?P<year>\d{4}))?(?![/\d])|"
    r"\s+tháng\s+(?P<named_month>\d{1,2})(?:\s*[,/]?\s*(?:năm\s+)?(?P<named_year>(?:19|20)\d{2}))?(?!\d))"
)
"""A day with its month, the year if it is printed: "15/12", "ngày 05 tháng 12 năm 2017"."""

_NUMBER = r"(?:i{1,3}|iv|[1-4])"
_YEAR = r"(?:\s*[/,]\s*|\s*(?:,\s*)?(?:của\s+)?năm\s+)"
PERIOD = (
    rf"(?:quý\s+(?P<quarter>{_NUMBER})(?:\s*(?:-|–|,|và|\+)\s*(?:quý\s+)?(?P<last_quarter>{_NUMBER}))?"
    rf"(?:{_YEAR}(?P<quarter_year>(?:19|20)\d{{2}}))?(?!\w)|"
    rf"tháng\s+(?P<of_month>\d{{1,2}})(?:\s*(?:-|–|,|và|đến)\s*(?:tháng\s+)?(?P<last_month>\d{{1,2}}))?"
    rf"(?:{_YEAR}(?P<month_year>(?:19|20)\d{{2}}))?(?![\d/])|"
    rf"(?:0?(?P<half>6|9)|(?P<half_word>sáu|chín))\s+tháng\s+(?P<which_half>đầu|cuối)\s+năm\s+(?P<half_year>(?:19|20)\d{{2}})|"
    rf"năm\s+(?P<of_year>(?:19|20)\d{{2}})(?!\s*[-–]\s*(?:19|20)\d{{2}}))"
)
"""A quarter, months, a half year or a year, with the year if it is printed: "quý III/2017", "tháng 6-7/2017"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Days from `first` to `last`, both in it."""

    first: date
    last: date


def day_of(found: re.Match[str], year: int | None) -> tuple[date | None, bool]:
    """Return the day that a match of DAY names, and whether it prints its year; None for an impossible day."""
    printed = found["year"] or found["named_year"]
    month = int(found["month"] or found["named_month"])
    value = int(printed) if printed else year
    if value is None:
        return None, False
    return _day(value, month, int(found["day"])), bool(printed)


def month_and_day(found: re.Match[str]) -> tuple[int, int] | None:
    """Return month and day of a match of DAY; None where no year has such a day."""
    month, day = int(found["month"] or found["named_month"]), int(found["day"])
    return (month, day) if _day(2024, month, day) else None


def hour_of(found: re.Match[str]) -> time | None:
    """Return the hour of a match of HOUR; None where none is printed."""
    if not found["hour"] or int(found["hour"]) > 23 or int(found["minute"] or 0) > 59:
        return None
    return time(int(found["hour"]), int(found["minute"] or 0))


def range_of(found: re.Match[str], year: int | None) -> Range | None:
    """Return the days of a match of PERIOD; None for an impossible one, or a year neither printed nor given."""
    printed = found["quarter_year"] or found["month_year"] or found["half_year"] or found["of_year"]
    value = int(printed) if printed else year
    if value is None:
        return None
    first, last = _months(found)
    if not 1 <= first <= last <= 12:
        return None
    return Range(first=date(value, first, 1), last=month_end(value, last))


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def _months(found: re.Match[str]) -> tuple[int, int]:
    if found["quarter"]:
        first = _quarter(found["quarter"])
        last = _quarter(found["last_quarter"]) if found["last_quarter"] else first
        return first * 3 - 2, last * 3
    if found["of_month"]:
        first = int(found["of_month"])
        return first, int(found["last_month"] or first)
    if found["which_half"]:
        length = 6 if (found["half"] or "6") == "6" and found["half_word"] != "chín" else 9
        return (1, length) if found["which_half"] == "đầu" else (13 - length, 12)
    return 1, 12


def _quarter(text: str) -> int:
    return _ROMAN.get(text) or int(text)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
