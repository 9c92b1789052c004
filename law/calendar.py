"""Which days public offices work: the rules of the Labour Code, corrected by the decisions in data/days_off.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import holidays

TIME_ZONE = "Asia/Ho_Chi_Minh"
"""The zone in which days begin and end. Source: Quyết định 134/2002/QĐ-TTg (giờ chính thức Việt Nam, UTC+7)."""

FIRST_YEAR = 2011
LAST_YEAR = 2060
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_SATURDAY = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Calendar:
    """The working days of public offices, Monday to Friday but for holidays, and the Saturdays that make up for a swap.

    `days_off` names each holiday. `worked` holds the days of a weekend that are worked. `known_until` is the last day
    for which every decision is known; `open_questions` are stretches before it (both ends inside) that are not settled.
    Outside FIRST_YEAR to LAST_YEAR only weekends are off.
    """

    days_off: Mapping[date, str]
    worked: frozenset[date]
    known_until: date
    open_questions: tuple[tuple[date, date], ...] = ()

    def is_working(self, day: date) -> bool:
        """Tell whether offices work on `day`."""
        return day in self.worked or (day.weekday() < _SATURDAY and day not in self.days_off)

    def on_or_after(self, day: date) -> date:
        """Return the first working day that is not before `day`."""
        while not self.is_working(day):
            day += _DAY
        return day

    def on_or_before(self, day: date) -> date:
        """Return the last working day that is not after `day`."""
        while not self.is_working(day):
            day -= _DAY
        return day

    def shift(self, day: date, working_days: int) -> date:
        """Return the n-th working day after `day`, or before it where n is negative; 0 is `day` itself.

        The day that is counted from is not counted. Source: BLDS 2015, Điều 147.
        """
        return _shift(self, day, working_days)

    def working_days_between(self, start: date, end: date) -> int:
        """Count the working days after `start` up to and with `end`; negative where `end` is before `start`."""
        if end < start:
            return -self.working_days_between(end, start)
        days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
        return sum(map(self.is_working, days))

    def why_off(self, day: date) -> str | None:
        """Name in Vietnamese why `day` is off ("Chủ nhật", "Quốc khánh"); None where offices work."""
        if self.is_working(day):
            return None
        return self.days_off.get(day) or WEEKDAYS[day.weekday()]

    def settled(self, first: date, last: date) -> bool:
        """Tell whether every decision about the days from `first` to `last`, both inside, is known."""
        if last > self.known_until:
            return False
        return all(last < opens or closes < first for opens, closes in self.open_questions)


def vietnam(extra_days_off: frozenset[date] = frozenset()) -> Calendar:
    """Return the calendar of public offices, with days off of a province's own (a storm, a local decision).

    Built once for the same days off.
    Source: BLLĐ 2019, Điều 111 khoản 3 and Điều 112; the decisions of data/days_off.toml win over them.
    """
    return _build(extra_days_off)


@lru_cache(maxsize=16384)
def _shift(calendar: Calendar, day: date, working_days: int) -> date:
    # Planning asks for the same few hundred days again and again.
    step = _DAY if working_days > 0 else -_DAY
    left = abs(working_days)
    while left:
        day += step
        left -= calendar.is_working(day)
    return day


@lru_cache(maxsize=64)
def _build(extra_days_off: frozenset[date]) -> Calendar:
    rules = holidays.country_holidays("VN", years=range(FIRST_YEAR, LAST_YEAR + 1), language="vi")
    days_off: dict[date, str] = dict(rules.items())
    worked = set(rules.weekend_workdays)
    table = _table()
    for decision in table["decision"]:
        for day in decision["off"]:
            days_off.setdefault(day, decision["name"])
        worked.difference_update(decision["off"])
        worked.update(decision["work"])
    worked.difference_update(extra_days_off)
    days_off.update(dict.fromkeys(extra_days_off, "ngày nghỉ riêng của tỉnh"))
    return Calendar(
        days_off=days_off,
        worked=frozenset(worked),
        known_until=table["known_until"],
        open_questions=tuple((question["first"], question["last"]) for question in table["open_question"]),
    )


def _table() -> dict[str, Any]:  # Any: what a TOML file holds is known only to its reader
    text = (Path(__file__).parent / "data" / "days_off.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
