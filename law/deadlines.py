"""The two thresholds of a deadline, and each step that led to them. Rules and sources: docs/deadlines.md."""

import tomllib
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import assert_never

from law.calendar import Calendar
from law.civil_code import on_the_end
from law.derivation import Step, StepRule
from law.periods import Period, frequency_of
from law.values import Bound, Frequency

OURS = "mặc định của Đôn đốc"
PLAIN_WORDS = "theo lời văn bản"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a province may set about deadlines. Counts of days say in their name which days they count.

    `strict_before`: "trước ngày D" asks for D−1; off, for D. `target_back`: a target on a day off moves back to a
    working day. `late_forward`: a last day on a day off moves forward, also where the text names a fixed date.
    `quota_late_at_slot`: each turn of a yearly quota is late at its own slot's end; off, all at the end of the year.
    `quota_margin_working_days`: from a suggested turn to the end of its slot. `apart_days`: between two agencies of a
    coordinated calendar, 0 = all on one day.
    """

    strict_before: bool = True
    target_back: bool = True
    late_forward: bool = True
    quota_late_at_slot: bool = False
    quota_margin_working_days: int = 10
    apart_days: int = 14
    lead_working_days: int = 15
    short_lead_working_days: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """The day asked for and the last day that counts as on time (to `late_time`; None = 24:00), with the reasons.

    `target_on` is never after `late_after`. `provisional` says that a decision about days off may still move it.
    """

    target_on: date
    late_after: date
    late_time: time | None
    steps: tuple[Step, ...]
    provisional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDays:
    """When the report of one frequency is drawn up, in days of a month.

    The window opens in the month before the period. One that closes before `window_since`, the day `window_source` was
    issued, has the same days as a default of ours.
    """

    window_from_day: int
    cut_off_day: int
    desk_day: int
    rollup_day: int
    window_source: str
    window_since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingCalendar:
    """The proposal for reports whose text names no day. A frequency that is missing has neither window nor day."""

    days: Mapping[Frequency, ReportDays]
    desk_source: str
    rollup_source: str

    def window(self, period: Period) -> tuple[date, date] | None:
        """Return the first and last day whose figures belong to `period`, both inside; None where it has no window.

        Source: NĐ 09/2019/NĐ-CP, Điều 12.
        """
        frequency = frequency_of(period.key)
        days = self.days.get(frequency) if frequency else None
        if days is None:
            return None
        return _in_month(period.first - _DAY, days.window_from_day), _in_month(period.last, days.cut_off_day)


@lru_cache(maxsize=1)
def vietnam_reporting() -> ReportingCalendar:
    """Return the reporting calendar of data/reporting.toml."""
    return read_reporting((Path(__file__).parent / "data" / "reporting.toml").read_text(encoding="utf-8"))


def read_reporting(text: str) -> ReportingCalendar:
    """Return the reporting calendar that `text` holds in the form of data/reporting.toml.

    Raises tomllib.TOMLDecodeError: `text` is no TOML. Raises KeyError, ValueError: a field is missing or unknown.
    """
    table = tomllib.loads(text)
    days = {
        Frequency(row["frequency"]): ReportDays(
            window_from_day=row["window_from_day"],
            cut_off_day=row["cut_off_day"],
            desk_day=row["desk_day"],
            rollup_day=row["rollup_day"],
            window_source=row["window_source"],
            window_since=row["window_since"],
        )
        for row in table["report"]
    }
    return ReportingCalendar(days=days, desk_source=table["desk_source"], rollup_source=table["rollup_source"])


def of_day(
    day: date, *, bound: Bound, late_time: time | None, origin: Step, calendar: Calendar, rules: Rules
) -> Deadline:
    """Return the thresholds of a duty that `bound` ties to `day`; `origin` says where the day comes from.

    "trước ngày D" asks for D−1 and counts D; with an hour ("trước 17 giờ ngày D") the hour bounds, not the day.
    Source: BLDS 2015, Điều 148 (a last day off ends with the next working day).
    """
    match bound:
        case Bound.BEFORE:
            asked = day - _DAY if rules.strict_before and late_time is None else day
        case Bound.BY | Bound.WITHIN:
            asked = day
        case _:
            assert_never(bound)
    steps = [origin]
    if asked != day:
        steps.append(origin.then(StepRule.BEFORE, day, asked, source=OURS))
    target = calendar.on_or_before(asked) if rules.target_back else asked
    if target != asked:
        steps.append(_move(origin, StepRule.TARGET_BACK, asked, target, source=OURS, calendar=calendar))
    return _close(
        steps, asked=asked, target=target, day=day, late_time=late_time, origin=origin, calendar=calendar, rules=rules
    )


def of_report(
    period: Period,
    frequency: Frequency,
    *,
    to_desk: bool,
    late_time: time | None,
    origin: Step,
    calendar: Calendar,
    reporting: ReportingCalendar,
    rules: Rules,
) -> Deadline:
    """Return the thresholds that the reporting calendar proposes; `frequency` must be one of its own.

    The target never comes before the first working day after the cut-off, even where the last day has to move too.
    Source: NĐ 09/2019/NĐ-CP, Điều 12 (window), Điều 8 khoản 5 (a working day for drawing it up).
    """
    days = reporting.days[frequency]
    opens, cut_off = _in_month(period.first - _DAY, days.window_from_day), _in_month(period.last, days.cut_off_day)
    day = report_day(period, frequency, to_desk=to_desk, reporting=reporting)
    source = reporting.desk_source if to_desk else reporting.rollup_source
    window_source = days.window_source if cut_off >= days.window_since else f"{OURS}, như {days.window_source}"
    steps = [
        origin.then(StepRule.DATA_WINDOW, opens, cut_off, source=window_source),
        origin.then(StepRule.REPORTING_CALENDAR, None, day, source=source),
    ]
    target = calendar.on_or_before(day) if rules.target_back else day
    earliest = calendar.on_or_after(cut_off + _DAY)
    if target < earliest:
        target = earliest
        if target != day:
            steps.append(origin.then(StepRule.AFTER_CUTOFF, day, target, source=OURS))
    elif target != day:
        steps.append(_move(origin, StepRule.TARGET_BACK, day, target, source=OURS, calendar=calendar))
    return _close(
        steps, asked=day, target=target, day=day, late_time=late_time, origin=origin, calendar=calendar, rules=rules
    )


def report_day(period: Period, frequency: Frequency, *, to_desk: bool, reporting: ReportingCalendar) -> date:
    """Return the day of the period's last month that the reporting calendar proposes, before any move."""
    days = reporting.days[frequency]
    return _in_month(period.last, days.desk_day if to_desk else days.rollup_day)


def of_slot(
    slot: Period,
    *,
    coordinated: int,
    not_before: date,
    origin: Step,
    calendar: Calendar,
    rules: Rules,
) -> Deadline:
    """Return the suggested day for one turn of a yearly quota; `coordinated` is the agency's place in a joint calendar.

    The text only counts turns within a year, so a turn is late when the year is over (see Rules.quota_late_at_slot);
    where that day is off, the result may come on the next working day, but the turn itself belongs to its year.
    A suggestion that lies before `not_before`, the day of planning, moves to the slot's last working day.
    """
    asked = calendar.on_or_before(slot.last)
    steps = [origin.then(StepRule.QUOTA_SLOT, slot.first, slot.last, source=OURS)]
    target = max(calendar.shift(asked, -rules.quota_margin_working_days), min(calendar.on_or_after(slot.first), asked))
    if target != slot.last:
        steps.append(origin.then(StepRule.QUOTA_MARGIN, slot.last, target, source=OURS))
    spaced = _spaced(target, slot.first, coordinated, calendar, rules)
    if spaced != target:
        steps.append(origin.then(StepRule.APART, target, spaced, source=OURS))
    if spaced < not_before:
        again = asked if asked >= not_before else calendar.on_or_after(not_before)
        steps.append(origin.then(StepRule.NOT_PAST, spaced, again, source=OURS))
        spaced = again
    last = slot.last
    if not rules.quota_late_at_slot:
        last = date(slot.last.year, 12, 31)
        steps.append(origin.then(StepRule.QUOTA_YEAR, None, last, source=PLAIN_WORDS))
    return _close(
        steps,
        asked=spaced,
        target=spaced,
        day=last,
        late_time=None,
        origin=origin,
        calendar=calendar,
        rules=rules,
        note=f"; chỉ để gửi kết quả, lượt phải tổ chức trong năm {last.year}",
    )


def _in_month(any_day: date, day: int) -> date:
    return any_day.replace(day=min(day, monthrange(any_day.year, any_day.month)[1]))


def _spaced(target: date, first: date, coordinated: int, calendar: Calendar, rules: Rules) -> date:
    if rules.apart_days <= 0 or coordinated == 0:
        return target
    # Once the slot is full, counting starts again from its end: two agencies then share a day.
    room = max((target - first).days, 0) // rules.apart_days + 1
    day = target - timedelta(days=rules.apart_days * (coordinated % room))
    moved = calendar.on_or_before(day)
    return moved if moved >= first else min(calendar.on_or_after(day), target)


def _close(
    steps: list[Step],
    *,
    asked: date,
    target: date,
    day: date,
    late_time: time | None,
    origin: Step,
    calendar: Calendar,
    rules: Rules,
    note: str = "",
) -> Deadline:
    """Move the last day forward from `day`, never before `target`, and put the steps together.

    `note` goes behind the source of that move.
    """
    moved = calendar.on_or_after(day) if rules.late_forward else day
    if moved != day:
        steps.append(_move(origin, StepRule.LATE_FORWARD, day, moved, source=on_the_end(day) + note, calendar=calendar))
    late = max(moved, target)
    if late != moved:
        steps.append(origin.then(StepRule.LATE_WITH_TARGET, moved, late, source=OURS))
    if late_time is not None:
        steps.append(origin.then(StepRule.HOUR, None, late, source=PLAIN_WORDS))
    known = calendar.settled(min(asked, target), max(asked, target)) and calendar.settled(day, late)
    return Deadline(target_on=target, late_after=late, late_time=late_time, steps=tuple(steps), provisional=not known)


def _move(origin: Step, rule: StepRule, from_: date, to: date, *, source: str, calendar: Calendar) -> Step:
    holiday = calendar.days_off.get(from_)
    return origin.then(rule, from_, to, source=f"{source}; {holiday}" if holiday else source)
