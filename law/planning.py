"""From a timing to its occurrences: each period once, from the day of planning to the horizon."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import assert_never

from law.calendar import Calendar
from law.civil_code import on_the_beginning
from law.deadlines import (
    OURS,
    PLAIN_WORDS,
    Deadline,
    ReportingCalendar,
    Rules,
    of_day,
    of_report,
    of_slot,
    report_day,
)
from law.derivation import Step, StepRule
from law.periods import ONCE, Period, containing, due_in, next_of
from law.values import (
    Bound,
    Frequency,
    Kind,
    NPerYear,
    Once,
    QuotaBound,
    Recurring,
    Standing,
    Starting,
    Timing,
    WithinDays,
)

_MONTH = timedelta(days=31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What planning needs to know of one obligation.

    `to_desk` tells an agency's report to Sở Nội vụ from the desk's own roll-up to UBND tỉnh or a ministry.
    `coordinated` is the agency's place, from 0, in a calendar that a coordinator keeps for several agencies.
    """

    unit: str
    kind: Kind
    timing: Timing
    to_desk: bool
    coordinated: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One demand in one period. Days and `late_time` as in Deadline; `period_end` decides which reports merge."""

    period: str
    period_end: date
    opens_on: date
    target_on: date
    late_after: date
    late_time: time | None
    steps: tuple[Step, ...]
    provisional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    demand: Demand
    calendar: Calendar
    reporting: ReportingCalendar
    rules: Rules
    start: date
    horizon: date
    ends_on: date | None

    def origin(self, rule: StepRule, day: date | None, source: str) -> Step:
        demand = self.demand
        return Step(rule=rule, quote=demand.timing.raw, unit=demand.unit, from_=None, to=day, source=source)


def occurrences(
    demand: Demand,
    *,
    calendar: Calendar,
    reporting: ReportingCalendar,
    rules: Rules = Rules(),
    start: date,
    horizon: date,
    ends_on: date | None = None,
) -> tuple[Occurrence, ...]:
    """Return the occurrences of `demand`, sorted by target_on, each period once.

    `start` is the day of planning: nothing whose last day is over by then. `horizon` bounds target_on, itself inside.
    `ends_on` is the directive's last day, None = no end; a period is still owed if it ends or falls due by then.
    Standing and starting demands, an upper bound on a count, and days counted from an event not yet known give none.
    """
    plan = _Plan(
        demand=demand,
        calendar=calendar,
        reporting=reporting,
        rules=rules,
        start=start,
        horizon=horizon,
        ends_on=ends_on,
    )
    found = (each for each in _all(plan, demand.timing) if each.late_after >= start and each.target_on <= horizon)
    return tuple(sorted(found, key=lambda each: (each.target_on, each.period_end, each.period)))


def _all(plan: _Plan, timing: Timing) -> Iterator[Occurrence]:
    found: Iterator[Occurrence] = iter(())
    match timing:
        case Once():
            found = _once(plan, timing.due, timing.bound, timing.late_time, StepRule.TEXT_DAY)
        case WithinDays():
            if timing.due is not None:
                found = _once(plan, timing.due, Bound.BY, None, StepRule.EVENT_DAYS)
        case Recurring():
            found = _recurring(plan, timing)
        case NPerYear():
            if timing.bound is not QuotaBound.AT_MOST:
                found = _quota(plan, timing)
        case Starting() | Standing():
            pass
        case _:
            assert_never(timing)
    return found


def _once(plan: _Plan, due: date, bound: Bound, late_time: time | None, rule: StepRule) -> Iterator[Occurrence]:
    if _over(due, plan.ends_on):
        return
    source = on_the_beginning(due) if rule is StepRule.EVENT_DAYS else PLAIN_WORDS
    deadline = of_day(
        due,
        bound=bound,
        late_time=late_time,
        origin=plan.origin(rule, due, source),
        calendar=plan.calendar,
        rules=plan.rules,
    )
    yield _occurrence(Period(key=ONCE, first=due, last=due), deadline, plan.start)


def _recurring(plan: _Plan, timing: Recurring) -> Iterator[Occurrence]:
    rules = plan.rules
    short = timing.frequency in {Frequency.WEEKLY, Frequency.MONTHLY}
    lead = rules.short_lead_working_days if short else rules.lead_working_days
    for period in _periods(plan, timing):
        day = _nominal(plan, timing, period)
        if _over(min(day, period.last), timing.until, plan.ends_on):
            return
        deadline = _recurring_deadline(plan, timing, period, day)
        if deadline.target_on > plan.horizon:
            return
        opens_on = max(plan.start, plan.calendar.shift(deadline.target_on, -lead))
        yield _occurrence(period, deadline, opens_on)


def _periods(plan: _Plan, timing: Recurring) -> Iterator[Period]:
    """Yield every period that may matter, from one that fell due long before the start; the caller stops."""
    overhang = timing.due.month if timing.due else 1
    earliest = plan.start - _MONTH * (overhang + 1)
    period = containing(timing.frequency, max(earliest, timing.since or earliest))
    while True:
        if timing.since is None or period.last >= timing.since:
            yield period
        period = next_of(timing.frequency, period)


def _nominal(plan: _Plan, timing: Recurring, period: Period) -> date:
    if timing.due is not None:
        return due_in(period, timing.due, timing.frequency)
    if _by_reporting_calendar(plan, timing):
        return report_day(period, timing.frequency, to_desk=plan.demand.to_desk, reporting=plan.reporting)
    return period.last


def _by_reporting_calendar(plan: _Plan, timing: Recurring) -> bool:
    return timing.due is None and plan.demand.kind is Kind.REPORT and timing.frequency in plan.reporting.days


def _recurring_deadline(plan: _Plan, timing: Recurring, period: Period, day: date) -> Deadline:
    if _by_reporting_calendar(plan, timing):
        return of_report(
            period,
            timing.frequency,
            to_desk=plan.demand.to_desk,
            late_time=timing.late_time,
            origin=plan.origin(StepRule.REPORTING_CALENDAR, day, OURS),
            calendar=plan.calendar,
            reporting=plan.reporting,
            rules=plan.rules,
        )
    stated = timing.due is not None
    origin = plan.origin(StepRule.TEXT_DAY if stated else StepRule.PERIOD_END, day, PLAIN_WORDS if stated else OURS)
    return of_day(
        day,
        bound=(timing.bound or Bound.BY) if stated else Bound.WITHIN,
        late_time=timing.late_time,
        origin=origin,
        calendar=plan.calendar,
        rules=plan.rules,
    )


def _quota(plan: _Plan, timing: NPerYear) -> Iterator[Occurrence]:
    for year in range(plan.start.year - 1, plan.horizon.year + 1):
        for slot in _slots(year, timing.n):
            # A slot that is over gives no turn, although its year may go on: nothing is planned into the past.
            if plan.calendar.on_or_after(slot.last) < plan.start or (timing.since and slot.last < timing.since):
                continue
            origin = plan.origin(StepRule.QUOTA_SLOT, slot.last, OURS)
            deadline = of_slot(
                slot,
                coordinated=plan.demand.coordinated,
                not_before=plan.start,
                origin=origin,
                calendar=plan.calendar,
                rules=plan.rules,
            )
            if _over(min(deadline.target_on, slot.last), plan.ends_on):
                return
            lead = plan.rules.lead_working_days
            opens_on = max(plan.start, plan.calendar.shift(deadline.target_on, -lead))
            yield _occurrence(slot, deadline, opens_on)


def _slots(year: int, n: int) -> Iterator[Period]:
    """Yield the n parts of a year: whole months up to twelve, days beyond; the last part ends with the year."""
    first = new_year = date(year, 1, 1)
    days = (date(year, 12, 31) - new_year).days + 1
    for turn in range(1, n + 1):
        if n <= 12:
            month = -(-12 * turn // n)
            last = date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)
        else:
            last = new_year + timedelta(days=-(-days * turn // n) - 1)
        yield Period(key=f"{year:04}#{turn}", first=min(first, last), last=last)
        first = last + timedelta(days=1)


def _over(day: date, *ends: date | None) -> bool:
    return any(end is not None and day > end for end in ends)


def _occurrence(period: Period, deadline: Deadline, opens_on: date) -> Occurrence:
    return Occurrence(
        period=period.key,
        period_end=period.last,
        opens_on=opens_on,
        target_on=deadline.target_on,
        late_after=deadline.late_after,
        late_time=deadline.late_time,
        steps=deadline.steps,
        provisional=deadline.provisional,
    )
