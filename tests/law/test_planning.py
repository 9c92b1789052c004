"""Each period once: what is planned, from when to when, and that no way of planning changes it."""

import itertools
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from law.calendar import vietnam
from law.deadlines import Rules, vietnam_reporting
from law.periods import next_of, parse
from law.planning import Demand, Occurrence, occurrences
from law.values import (
    Bound,
    DueDay,
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

CALENDAR = vietnam()
REPORTING = vietnam_reporting()
MONTHS = {
    Frequency.WEEKLY: 1,
    Frequency.MONTHLY: 1,
    Frequency.QUARTERLY: 3,
    Frequency.SEMIANNUAL: 6,
    Frequency.NINE_MONTHS: 9,
    Frequency.ANNUAL: 12,
}


def _demand(timing: Timing, *, kind: Kind = Kind.PLAN, to_desk: bool = True, coordinated: int = 0) -> Demand:
    return Demand(unit="2/b", kind=kind, timing=timing, to_desk=to_desk, coordinated=coordinated)


def _plan(
    demand: Demand, start: date, horizon: date, *, ends_on: date | None = None, rules: Rules | None = None
) -> tuple[Occurrence, ...]:
    return occurrences(
        demand,
        calendar=CALENDAR,
        reporting=REPORTING,
        rules=rules or Rules(),
        start=start,
        horizon=horizon,
        ends_on=ends_on,
    )


def _keys(found: tuple[Occurrence, ...]) -> list[str]:
    return [each.period for each in found]


QUARTERLY = Recurring(frequency=Frequency.QUARTERLY, raw="định kỳ hàng quý")


@pytest.mark.parametrize(
    ("timing", "kind", "start", "horizon", "ends_on", "keys"),
    [
        pytest.param(
            QUARTERLY, Kind.REPORT, "2017-05-02", "2018-06-06", None,
            "2017-Q2 2017-Q3 2017-Q4 2018-Q1", id="KH 4/a over 400 days",
        ),
        pytest.param(
            QUARTERLY, Kind.REPORT, "2026-03-16", "2026-03-31", None, "2026-Q1", id="planned on the last day",
        ),
        pytest.param(QUARTERLY, Kind.REPORT, "2026-03-17", "2026-03-31", None, "", id="planned a day too late"),
        pytest.param(QUARTERLY, Kind.REPORT, "2026-06-01", "2026-06-14", None, "", id="target beyond the horizon"),
        pytest.param(QUARTERLY, Kind.REPORT, "2026-06-01", "2026-06-15", None, "2026-Q2", id="target on the horizon"),
        pytest.param(
            QUARTERLY, Kind.REPORT, "2020-01-01", "2022-01-01", "2020-12-31",
            "2020-Q1 2020-Q2 2020-Q3 2020-Q4", id="programme that ends with its year",
        ),
        pytest.param(
            QUARTERLY, Kind.REPORT, "2020-01-01", "2022-01-01", "2020-06-30", "2020-Q1 2020-Q2", id="ends with a period",
        ),
        pytest.param(
            QUARTERLY, Kind.REPORT, "2020-01-01", "2022-01-01", "2020-09-20",
            "2020-Q1 2020-Q2 2020-Q3", id="fell due before the end",
        ),
        pytest.param(
            QUARTERLY, Kind.REPORT, "2020-01-01", "2022-01-01", "2020-09-14", "2020-Q1 2020-Q2", id="ends a day earlier",
        ),
        pytest.param(
            Recurring(frequency=Frequency.ANNUAL, since=date(2018, 1, 1)), Kind.PLAN, "2017-05-02", "2019-12-31", None,
            "2018 2019", id="KH 2/c từ năm 2018 trở đi",
        ),
        pytest.param(
            Recurring(frequency=Frequency.ANNUAL, until=date(2020, 12, 31)), Kind.PLAN, "2018-05-02", "2022-12-31", None,
            "2018 2019 2020", id="KH 2/e/-4 đến năm 2020",
        ),
        pytest.param(
            Recurring(frequency=Frequency.NINE_MONTHS, since=date(2017, 11, 1)), Kind.REPORT, "2017-05-02",
            "2019-12-31", None, "2018-M9 2019-M9", id="nine months from november",
        ),
        pytest.param(
            Recurring(frequency=Frequency.ANNUAL, due=DueDay(month=13, day=15), bound=Bound.BY, until=date(2020, 12, 31)),
            Kind.REPORT, "2020-03-01", "2023-01-01", "2020-12-31", "2020", id="last report falls due after the end",
        ),
        pytest.param(
            Recurring(frequency=Frequency.ANNUAL, due=DueDay(month=13, day=15), bound=Bound.BY), Kind.REPORT,
            "2026-01-10", "2026-12-31", None, "2025", id="last year's report still due",
        ),
        pytest.param(
            Recurring(frequency=Frequency.WEEKLY), Kind.REPORT, "2026-12-21", "2027-01-16", None,
            "2026-W51 2026-W52 2026-W53 2027-W01 2027-W02", id="weeks over the turn of the year",
        ),
        pytest.param(
            Recurring(frequency=Frequency.MONTHLY), Kind.REPORT, "2026-01-16", "2026-04-30", None,
            "2026-02 2026-03 2026-04", id="months",
        ),
        pytest.param(
            NPerYear(n=2, bound=QuotaBound.AT_LEAST, since=date(2017, 1, 1)), Kind.EVENT, "2017-05-02", "2018-12-31",
            None, "2017#1 2017#2 2018#1 2018#2", id="KH 2/b over two years",
        ),
        pytest.param(
            NPerYear(n=2, bound=QuotaBound.AT_LEAST), Kind.EVENT, "2017-09-01", "2017-12-31", None, "2017#2",
            id="the first half-year is over",
        ),
        pytest.param(
            NPerYear(n=4, bound=QuotaBound.EXACTLY, since=date(2026, 7, 1)), Kind.EVENT, "2026-01-01", "2026-12-31",
            None, "2026#3 2026#4", id="quota from the middle of a year",
        ),
        pytest.param(
            NPerYear(n=2, bound=QuotaBound.EXACTLY), Kind.EVENT, "2026-01-01", "2027-12-31", "2026-09-30", "2026#1",
            id="quota of a directive that ends",
        ),
        pytest.param(
            NPerYear(n=1, bound=QuotaBound.AT_MOST), Kind.INSPECTION, "2017-05-02", "2018-12-31", None, "",
            id="KH 2/c không quá 01 lần",
        ),
        pytest.param(
            Once(due=date(2017, 9, 30), bound=Bound.WITHIN, start=date(2017, 7, 1)), Kind.PLAN, "2017-05-02",
            "2018-06-06", None, "once", id="KH 2/a/-1",
        ),
        pytest.param(
            Once(due=date(2017, 9, 30), bound=Bound.WITHIN), Kind.PLAN, "2017-10-02", "2018-06-06", None, "once",
            id="on the day that it moved to",
        ),
        pytest.param(
            Once(due=date(2017, 9, 30), bound=Bound.WITHIN), Kind.PLAN, "2017-10-03", "2018-06-06", None, "",
            id="nothing is planned into the past",
        ),
        pytest.param(
            Once(due=date(2020, 12, 31), bound=Bound.BY), Kind.TARGET, "2017-05-02", "2018-06-06", None, "",
            id="beyond the horizon",
        ),
        pytest.param(
            Once(due=date(2020, 12, 31), bound=Bound.BY), Kind.TARGET, "2020-05-02", "2021-06-06", "2020-08-01", "",
            id="replaced before it fell due",
        ),
        pytest.param(
            WithinDays(days=10, working=True, event="ban hành", due=date(2026, 3, 20)), Kind.PLAN, "2026-03-06",
            "2026-12-31", None, "once", id="event known",
        ),
        pytest.param(
            WithinDays(days=10, working=True, event="ban hành"), Kind.PLAN, "2026-03-06", "2026-12-31", None, "",
            id="event not known",
        ),
        pytest.param(Starting(start=date(2017, 5, 1)), Kind.STANDING, "2017-05-02", "2018-06-06", None, "", id="KH 1"),
        pytest.param(Standing(), Kind.STANDING, "2017-05-02", "2018-06-06", None, "", id="standing"),
    ],
)  # fmt: skip
def test_a_plan_holds_the_periods_between_start_and_horizon(
    timing: Timing, kind: Kind, start: str, horizon: str, ends_on: str | None, keys: str
) -> None:
    found = _plan(
        _demand(timing, kind=kind),
        date.fromisoformat(start),
        date.fromisoformat(horizon),
        ends_on=date.fromisoformat(ends_on) if ends_on else None,
    )

    assert _keys(found) == keys.split()


@pytest.mark.parametrize(
    ("timing", "kind", "start", "opens"),
    [
        pytest.param(QUARTERLY, Kind.REPORT, "2026-07-01", "2026-08-21", id="15 working days before 15/9"),
        pytest.param(QUARTERLY, Kind.REPORT, "2026-09-01", "2026-09-01", id="not before the start"),
        pytest.param(
            Recurring(frequency=Frequency.MONTHLY), Kind.REPORT, "2026-06-16", "2026-07-01", id="10 for months"
        ),
        pytest.param(Recurring(frequency=Frequency.WEEKLY), Kind.REPORT, "2026-06-16", "2026-06-16", id="10 for weeks"),
        pytest.param(
            NPerYear(n=2, bound=QuotaBound.EXACTLY), Kind.EVENT, "2026-01-05", "2026-05-26", id="15 for turns"
        ),
        pytest.param(
            Once(due=date(2026, 12, 31), bound=Bound.BY), Kind.PLAN, "2026-02-03", "2026-02-03", id="approval"
        ),
    ],
)
def test_an_occurrence_opens_some_working_days_ahead_but_not_before_the_plan(
    timing: Timing, kind: Kind, start: str, opens: str
) -> None:
    start_ = date.fromisoformat(start)

    assert _plan(_demand(timing, kind=kind), start_, start_ + timedelta(days=400))[0].opens_on.isoformat() == opens


def test_reports_that_end_on_one_day_share_their_period_end() -> None:
    ends = {
        frequency: {
            each.period_end for each in _plan(_demand(timing, kind=Kind.REPORT), date(2026, 1, 1), date(2026, 12, 31))
        }
        for frequency in (Frequency.QUARTERLY, Frequency.SEMIANNUAL, Frequency.NINE_MONTHS, Frequency.ANNUAL)
        for timing in [Recurring(frequency=frequency)]
    }

    assert ends[Frequency.SEMIANNUAL] < ends[Frequency.QUARTERLY]
    assert ends[Frequency.NINE_MONTHS] == {date(2026, 9, 30)}
    assert ends[Frequency.ANNUAL] == {date(2026, 12, 31)}
    assert ends[Frequency.NINE_MONTHS] | ends[Frequency.ANNUAL] < ends[Frequency.QUARTERLY]


def test_every_step_names_the_clause_and_its_words() -> None:
    found = _plan(_demand(QUARTERLY, kind=Kind.REPORT), date(2026, 1, 1), date(2026, 12, 31))

    assert {(step.unit, step.quote) for each in found for step in each.steps} == {("2/b", "định kỳ hàng quý")}


def test_an_hour_is_kept_in_every_period() -> None:
    timing = Recurring(frequency=Frequency.MONTHLY, due=DueDay(month=1, day=20), bound=Bound.BEFORE, late_time=time(17))

    found = _plan(_demand(timing), date(2026, 1, 1), date(2026, 3, 31))

    assert [each.late_time for each in found] == [time(17)] * 3


FREQUENCIES = st.sampled_from(list(Frequency))
BOUNDS = st.sampled_from(list(Bound))
NEAR = st.dates(date(2013, 1, 1), date(2030, 12, 31))
SPANS = st.integers(0, 800).map(lambda days: timedelta(days=days))


@st.composite
def recurring(draw: st.DrawFn) -> Recurring:
    frequency = draw(FREQUENCIES)
    last_day = 7 if frequency is Frequency.WEEKLY else 31
    due = draw(st.none() | st.builds(DueDay, month=st.integers(1, MONTHS[frequency] + 1), day=st.integers(1, last_day)))
    return Recurring(frequency=frequency, due=due, bound=draw(BOUNDS) if due else None)


@st.composite
def bounded(draw: st.DrawFn) -> Recurring:
    return replace(draw(recurring()), since=draw(st.none() | NEAR), until=draw(st.none() | NEAR))


QUOTAS = st.builds(
    NPerYear, n=st.integers(1, 60), bound=st.sampled_from([QuotaBound.AT_LEAST, QuotaBound.EXACTLY]), since=st.none()
)
SINGLE = st.builds(Once, due=NEAR, bound=BOUNDS) | st.builds(
    WithinDays, days=st.just(5), working=st.booleans(), event=st.just("ban hành"), due=st.none() | NEAR
)
DEMANDS = st.builds(
    Demand,
    unit=st.just("1"),
    kind=st.sampled_from([Kind.REPORT, Kind.PLAN]),
    timing=bounded() | QUOTAS | SINGLE,
    to_desk=st.booleans(),
    coordinated=st.integers(0, 9),
)


@pytest.mark.slow
@given(recurring(), st.sampled_from([Kind.REPORT, Kind.PLAN]), st.booleans(), NEAR, SPANS)
def test_no_period_is_missed_or_doubled(
    timing: Recurring, kind: Kind, to_desk: bool, start: date, span: timedelta
) -> None:
    demand = _demand(timing, kind=kind, to_desk=to_desk)
    wide = _plan(demand, start - timedelta(days=800), start + span + timedelta(days=800))

    found = _plan(demand, start, start + span)

    assert all(next_of(timing.frequency, parse(one.period)).key == two.period for one, two in itertools.pairwise(wide))
    assert wide[0].late_after < start
    assert wide[-1].target_on > start + span
    assert _keys(found) == [each.period for each in wide if each.late_after >= start and each.target_on <= start + span]


@pytest.mark.slow
@given(QUOTAS, NEAR, SPANS)
def test_each_whole_year_holds_exactly_the_turns_of_its_quota(timing: NPerYear, start: date, span: timedelta) -> None:
    horizon = start + span

    keys = _keys(_plan(_demand(timing), start, horizon))

    assert len(keys) == len(set(keys))
    for year in range(start.year + 1, horizon.year):
        assert {key for key in keys if key.startswith(f"{year}#")} == {f"{year}#{n + 1}" for n in range(timing.n)}


@pytest.mark.slow
@given(DEMANDS, NEAR, SPANS)
def test_the_target_is_a_working_day_and_never_after_the_last_day(demand: Demand, start: date, span: timedelta) -> None:
    for each in _plan(demand, start, start + span):
        assert CALENDAR.is_working(each.target_on)
        assert CALENDAR.is_working(each.late_after)
        assert each.target_on <= each.late_after
        assert start <= each.late_after
        assert each.target_on <= start + span
        assert start <= each.opens_on


@pytest.mark.slow
@given(DEMANDS, NEAR, SPANS)
def test_a_plan_is_sorted_by_target(demand: Demand, start: date, span: timedelta) -> None:
    targets = [each.target_on for each in _plan(demand, start, start + span)]

    assert targets == sorted(targets)


@pytest.mark.slow
@given(DEMANDS, NEAR, SPANS, SPANS)
def test_planning_in_two_halves_equals_planning_in_one(
    demand: Demand, start: date, first: timedelta, second: timedelta
) -> None:
    """The horizon moves on each night; what was planned before stays as it is."""
    whole = _plan(demand, start, start + first + second)

    early = _plan(demand, start, start + first)
    known = {each.period for each in early}
    late = [each for each in _plan(demand, start + first, start + first + second) if each.period not in known]

    assert [replace(each, opens_on=date.min) for each in [*early, *late]] == [
        replace(each, opens_on=date.min) for each in whole
    ]


@pytest.mark.slow
@given(DEMANDS, NEAR, SPANS, st.integers(1, 400))
def test_a_later_start_changes_no_period_that_stays_inside_but_its_opening(
    demand: Demand, start: date, span: timedelta, days: int
) -> None:
    """But for a quota's suggestion that the later start has overtaken: nothing is suggested on a past day."""
    later = start + timedelta(days=days)
    assume(later <= start + span)
    before = {each.period: each for each in _plan(demand, start, start + span)}

    for each in _plan(demand, later, start + span):
        if isinstance(demand.timing, NPerYear) and before[each.period].target_on < later:
            assert later <= each.target_on <= each.late_after
        else:
            assert replace(each, opens_on=before[each.period].opens_on) == before[each.period]
            assert each.opens_on == max(later, before[each.period].opens_on)
