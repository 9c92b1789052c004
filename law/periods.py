"""The names of reporting periods, the days that they span, and how a person calls them."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import assert_never

from law.errors import UnknownPeriod
from law.values import DueDay, Frequency

ONCE = "once"
_KEY = re.compile(
    r"(?P<year>[0-9]{4})"
    r"(?:-Q(?P<quarter>[1-4])|-H(?P<half>[12])|-(?P<nine>M9)|-(?P<month>0[1-9]|1[0-2])|-W(?P<week>[0-9]{2})"
    r"|#(?P<slot>[1-9][0-9]*))?"
)
_ROMAN = ("", "I", "II", "III", "IV")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """One period by its key, with its first and last day (both inside).

    Keys: "2026-Q3", "2026-H1", "2026-M9" (nine months), "2026", "2026-09", "2026-W05" (ISO week), "2026#1" (first of
    n in the year) and "once". How long a slot of a quota is, only its quota knows: parsed from its key it spans the
    whole year. "once" spans all days.
    """

    key: str
    first: date
    last: date


def parse(key: str) -> Period:
    """Return the period that `key` names.

    Raises UnknownPeriod: `key` is none of the forms of Period, or names a week that its year does not have.
    """
    if key == ONCE:
        return Period(key=ONCE, first=date.min, last=date.max)
    found = _match(key)
    year = int(found["year"])
    if week := found["week"]:
        try:
            monday = date.fromisocalendar(year, int(week), 1)
        except ValueError as error:
            raise _unknown(key) from error
        return Period(key=key, first=monday, last=monday + timedelta(days=6))
    if month := found["month"]:
        return _months(key, year, int(month), 1)
    if quarter := found["quarter"]:
        return _months(key, year, 3 * int(quarter) - 2, 3)
    if half := found["half"]:
        return _months(key, year, 6 * int(half) - 5, 6)
    return _months(key, year, 1, 9 if found["nine"] else 12)


def containing(frequency: Frequency, day: date) -> Period:
    """Return the period of `frequency` that `day` lies in; for nine months that of its year, also from October on."""
    match frequency:
        case Frequency.WEEKLY:
            year, week, weekday = day.isocalendar()
            monday = day - timedelta(days=weekday - 1)
            return Period(key=f"{year:04}-W{week:02}", first=monday, last=monday + timedelta(days=6))
        case Frequency.MONTHLY:
            return _months(f"{day.year:04}-{day.month:02}", day.year, day.month, 1)
        case Frequency.QUARTERLY:
            quarter = (day.month + 2) // 3
            return _months(f"{day.year:04}-Q{quarter}", day.year, 3 * quarter - 2, 3)
        case Frequency.SEMIANNUAL:
            half = (day.month + 5) // 6
            return _months(f"{day.year:04}-H{half}", day.year, 6 * half - 5, 6)
        case Frequency.NINE_MONTHS:
            return _months(f"{day.year:04}-M9", day.year, 1, 9)
        case Frequency.ANNUAL:
            return _months(f"{day.year:04}", day.year, 1, 12)
        case _:
            assert_never(frequency)


def frequency_of(key: str) -> Frequency | None:
    """Return the frequency that `key` is a period of; None for "once" and for a slot of a quota.

    Raises UnknownPeriod: as in `parse`.
    """
    if key == ONCE:
        return None
    found = _match(key)
    if found["slot"]:
        return None
    named = {
        "quarter": Frequency.QUARTERLY,
        "half": Frequency.SEMIANNUAL,
        "nine": Frequency.NINE_MONTHS,
        "month": Frequency.MONTHLY,
        "week": Frequency.WEEKLY,
    }
    return next((frequency for group, frequency in named.items() if found[group]), Frequency.ANNUAL)


def next_of(frequency: Frequency, period: Period) -> Period:
    """Return the period of `frequency` after `period`, which must be one of that frequency."""
    if frequency is Frequency.NINE_MONTHS:
        return containing(frequency, date(period.first.year + 1, 1, 1))
    return containing(frequency, period.last + timedelta(days=1))


def due_in(period: Period, due: DueDay, frequency: Frequency) -> date:
    """Return the day that `due` names in `period`.

    Months count from the period's first; a day that the month does not have is its last day. In a week, `month`
    counts weeks and `day` is the weekday from 1 = Monday. Source: BLDS 2015, Điều 148.
    """
    if frequency is Frequency.WEEKLY:
        return period.first + timedelta(days=7 * (due.month - 1) + due.day - 1)
    years, month = divmod(period.first.month - 1 + due.month - 1, 12)
    year = period.first.year + years
    return date(year, month + 1, min(due.day, calendar.monthrange(year, month + 1)[1]))


def label(period: Period | str) -> str:
    """Name a period in Vietnamese as it is written in a letter: "quý III/2026", "6 tháng đầu năm 2026".

    Raises UnknownPeriod: as in `parse`.
    """
    key = period if isinstance(period, str) else period.key
    if key == ONCE:
        return "một lần"
    found = _match(key)
    year = found["year"]
    match frequency_of(key):
        case None:
            return f"lần {found['slot']} năm {year}"
        case Frequency.WEEKLY:
            named = f"tuần {int(found['week'])} năm"
        case Frequency.MONTHLY:
            # NĐ 30/2020/NĐ-CP, Phụ lục I: of the months only January and February take a leading zero.
            month = int(found["month"])
            return f"tháng {month:02}/{year}" if month < 3 else f"tháng {month}/{year}"
        case Frequency.QUARTERLY:
            return f"quý {_ROMAN[int(found['quarter'])]}/{year}"
        case Frequency.SEMIANNUAL:
            named = "6 tháng đầu năm" if found["half"] == "1" else "6 tháng cuối năm"
        case Frequency.NINE_MONTHS:
            named = "9 tháng đầu năm"
        case Frequency.ANNUAL:
            named = "năm"
        case unknown:
            assert_never(unknown)
    return f"{named} {year}"


def _match(key: str) -> re.Match[str]:
    found = _KEY.fullmatch(key)
    if found is None or found["year"] == "0000":
        raise _unknown(key)
    return found


def _unknown(key: str) -> UnknownPeriod:
    return UnknownPeriod(
        f"Không hiểu tên kỳ “{key}”; dùng dạng 2026-Q3, 2026-H1, 2026-M9, 2026, 2026-09 hoặc 2026-W05."
    )


def _months(key: str, year: int, first_month: int, count: int) -> Period:
    last_month = first_month + count - 1
    last_day = calendar.monthrange(year, last_month)[1]
    return Period(key=key, first=date(year, first_month, 1), last=date(year, last_month, last_day))
