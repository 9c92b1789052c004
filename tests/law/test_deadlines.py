"""Two thresholds per deadline. Expected days were worked out by hand from the wall calendar and the decisions on days off."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from law.calendar import vietnam
from law.deadlines import ReportDays, Rules, read_reporting, vietnam_reporting
from law.derivation import StepRule
from law.periods import parse
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
    Timing,
    WithinDays,
)

CALENDAR = vietnam()
REPORTING = vietnam_reporting()
BEFORE, BY, WITHIN = Bound.BEFORE, Bound.BY, Bound.WITHIN
WEEKLY, MONTHLY, QUARTERLY = Frequency.WEEKLY, Frequency.MONTHLY, Frequency.QUARTERLY
SEMIANNUAL, NINE_MONTHS, ANNUAL = Frequency.SEMIANNUAL, Frequency.NINE_MONTHS, Frequency.ANNUAL


def _plan(
    timing: Timing,
    period: str,
    *,
    kind: Kind = Kind.PLAN,
    to_desk: bool = True,
    start: date,
    rules: Rules | None = None,
    coordinated: int = 0,
) -> Occurrence:
    demand = Demand(unit="2/b", kind=kind, timing=timing, to_desk=to_desk, coordinated=coordinated)
    found = occurrences(
        demand,
        calendar=CALENDAR,
        reporting=REPORTING,
        rules=rules or Rules(),
        start=start,
        horizon=start + timedelta(days=800),
    )
    return next(each for each in found if each.period == period)


def _thresholds(each: Occurrence) -> tuple[str, str]:
    return each.target_on.isoformat(), each.late_after.isoformat()


def _once(due: str, bound: Bound) -> Once:
    return Once(due=date.fromisoformat(due), bound=bound)


@pytest.mark.parametrize(
    ("due", "bound", "target", "late"),
    [
        # A weekend. BLDS 2015, Điều 148: the last day moves on; ours: the target moves back.
        pytest.param("2024-12-15", BEFORE, "2024-12-13", "2024-12-16", id="before a sunday"),
        pytest.param("2024-12-15", BY, "2024-12-13", "2024-12-16", id="by a sunday"),
        pytest.param("2024-12-16", BEFORE, "2024-12-13", "2024-12-16", id="before a monday"),
        pytest.param("2024-12-17", BEFORE, "2024-12-16", "2024-12-17", id="before a tuesday"),
        pytest.param("2024-12-14", BY, "2024-12-13", "2024-12-16", id="by a saturday"),
        # Chỉ thị Khánh Hòa 2017: the dated clauses.
        pytest.param("2017-06-30", WITHIN, "2017-06-30", "2017-06-30", id="KH 2/đ/-2 trong tháng 6/2017"),
        pytest.param("2017-07-31", WITHIN, "2017-07-31", "2017-07-31", id="KH 2/d/-3 trong tháng 6-7/2017"),
        pytest.param("2017-08-31", WITHIN, "2017-08-31", "2017-08-31", id="KH 2/d/-1 trong tháng 7-8/2017"),
        pytest.param("2017-09-30", WITHIN, "2017-09-29", "2017-10-02", id="KH 2/a/-1 trong quý III/2017, a saturday"),
        pytest.param(
            "2017-12-31", WITHIN, "2017-12-29", "2018-01-02", id="KH 2/c trong quý IV/2017, into the new year"
        ),
        pytest.param("2018-06-30", WITHIN, "2018-06-29", "2018-07-02", id="KH 2/e/-5 trong quý II/2018"),
        pytest.param("2018-12-31", WITHIN, "2018-12-28", "2019-01-02", id="KH 2/h, swapped by 6519/VPCP-KGVX"),
        pytest.param("2020-12-31", BY, "2020-12-31", "2020-12-31", id="KH 2/đ/-2 đến năm 2020"),
        # Chỉ thị 05/CT-UBND Bến Tre 2013.
        pytest.param("2014-12-31", WITHIN, "2014-12-31", "2014-12-31", id="BT 4/b vào năm 2014"),
        pytest.param("2015-12-31", BY, "2015-12-31", "2015-12-31", id="BT 5 đến năm 2015"),
        # Tết and other holidays.
        pytest.param("2026-02-16", BY, "2026-02-13", "2026-02-23", id="by the first day of tet"),
        pytest.param("2026-02-16", BEFORE, "2026-02-13", "2026-02-23", id="before the first day of tet"),
        pytest.param("2026-02-20", BEFORE, "2026-02-13", "2026-02-23", id="before a day inside tet"),
        pytest.param("2026-02-14", BEFORE, "2026-02-13", "2026-02-23", id="before the saturday that opens tet"),
        pytest.param("2026-02-24", BEFORE, "2026-02-23", "2026-02-24", id="before the second day after tet"),
        pytest.param("2020-01-24", BY, "2020-01-22", "2020-01-30", id="tet 2020"),
        pytest.param("2017-01-31", BY, "2017-01-25", "2017-02-02", id="tet 2017, 9794/VPCP-KGVX"),
        pytest.param("2014-01-28", BY, "2014-01-27", "2014-02-06", id="tet 2014, swapped days"),
        pytest.param("2013-02-15", BY, "2013-02-08", "2013-02-18", id="tet 2013, swapped friday"),
        pytest.param("2026-04-26", BY, "2026-04-24", "2026-04-28", id="Giỗ Tổ on a sunday, made up on monday"),
        pytest.param("2026-04-30", BY, "2026-04-29", "2026-05-04", id="30/4, 1/5 and a weekend"),
        pytest.param("2023-04-29", BY, "2023-04-28", "2023-05-04", id="Giỗ Tổ, 30/4 and 1/5 in one run of 2023"),
        pytest.param("2026-09-02", BEFORE, "2026-08-28", "2026-09-03", id="before national day"),
        pytest.param("2021-09-03", BY, "2021-09-01", "2021-09-06", id="day beside national day"),
        pytest.param("2020-09-03", BY, "2020-09-03", "2020-09-03", id="no day beside it before 2021"),
        pytest.param("2026-11-24", BY, "2026-11-23", "2026-11-25", id="culture day 2026"),
        pytest.param("2025-11-24", BY, "2025-11-24", "2025-11-24", id="no culture day in 2025"),
        # Swapped days and worked Saturdays.
        pytest.param("2026-01-02", BY, "2025-12-31", "2026-01-05", id="swapped friday, 12729/VPCP-KGVX"),
        pytest.param("2026-01-10", BY, "2026-01-10", "2026-01-10", id="worked saturday 10/01/2026"),
        pytest.param("2026-01-11", BEFORE, "2026-01-10", "2026-01-12", id="before the sunday after it"),
        pytest.param("2026-08-22", BY, "2026-08-22", "2026-08-22", id="worked saturday 22/08/2026"),
        pytest.param("2026-08-24", BEFORE, "2026-08-22", "2026-08-24", id="back onto the worked saturday"),
        pytest.param("2026-08-31", BY, "2026-08-28", "2026-09-03", id="swapped monday 31/08/2026"),
        pytest.param("2025-05-02", BY, "2025-04-29", "2025-05-05", id="swapped friday 02/05/2025"),
        pytest.param("2025-04-26", BY, "2025-04-26", "2025-04-26", id="worked saturday 26/04/2025"),
        pytest.param("2024-04-29", BY, "2024-04-26", "2024-05-02", id="swapped monday 29/04/2024"),
        pytest.param("2024-05-04", BY, "2024-05-04", "2024-05-04", id="worked saturday 04/05/2024"),
        pytest.param("2014-02-08", BY, "2014-02-08", "2014-02-08", id="worked saturday after tet 2014"),
        pytest.param("2013-02-23", BY, "2013-02-23", "2013-02-23", id="worked saturday after tet 2013"),
        # Leap years and the turn of the year.
        pytest.param("2024-02-29", BY, "2024-02-29", "2024-02-29", id="29 february"),
        pytest.param("2024-03-01", BEFORE, "2024-02-29", "2024-03-01", id="before 1 march of a leap year"),
        pytest.param("2023-03-01", BEFORE, "2023-02-28", "2023-03-01", id="before 1 march of another year"),
        pytest.param("2026-01-01", BEFORE, "2025-12-31", "2026-01-05", id="before new year"),
        pytest.param("2025-12-31", BEFORE, "2025-12-30", "2025-12-31", id="before 31 december"),
        pytest.param("2022-12-31", BY, "2022-12-30", "2023-01-03", id="a saturday, new year made up on monday"),
    ],
)
def test_a_single_date_has_two_thresholds(due: str, bound: Bound, target: str, late: str) -> None:
    timing = _once(due, bound)

    assert _thresholds(_plan(timing, "once", start=timing.due - timedelta(days=60))) == (target, late)


@pytest.mark.parametrize(
    ("frequency", "to_desk", "period", "target", "late"),
    [
        # Design: due the 15th of the last month to Sở Nội vụ, never before the first working day after the cut-off.
        pytest.param(QUARTERLY, True, "2026-Q1", "2026-03-16", "2026-03-16", id="sunday 15/3, cut-off saturday 14/3"),
        pytest.param(QUARTERLY, True, "2026-Q2", "2026-06-15", "2026-06-15", id="monday after a sunday's cut-off"),
        pytest.param(QUARTERLY, True, "2026-Q3", "2026-09-15", "2026-09-15", id="plain quarter"),
        pytest.param(QUARTERLY, True, "2026-Q4", "2026-12-15", "2026-12-15", id="last quarter"),
        pytest.param(QUARTERLY, True, "2017-Q3", "2017-09-15", "2017-09-15", id="KH 4/a, quý III/2017"),
        pytest.param(QUARTERLY, True, "2018-Q3", "2018-09-17", "2018-09-17", id="saturday, cut-off friday"),
        pytest.param(QUARTERLY, True, "2018-Q4", "2018-12-17", "2018-12-17", id="saturday in december"),
        pytest.param(SEMIANNUAL, True, "2026-H1", "2026-06-15", "2026-06-15", id="first half-year"),
        pytest.param(SEMIANNUAL, True, "2026-H2", "2026-12-15", "2026-12-15", id="second half-year"),
        pytest.param(NINE_MONTHS, True, "2026-M9", "2026-09-15", "2026-09-15", id="nine months"),
        pytest.param(ANNUAL, True, "2024", "2024-12-16", "2024-12-16", id="year, 15/12/2024 a sunday"),
        pytest.param(MONTHLY, True, "2026-02", "2026-02-23", "2026-02-23", id="month whose 15th lies in tet"),
        pytest.param(MONTHLY, True, "2026-08", "2026-08-17", "2026-08-17", id="month whose 15th is a saturday"),
        pytest.param(QUARTERLY, False, "2026-Q1", "2026-03-20", "2026-03-20", id="roll-up, 581/BNV-CCHC"),
        pytest.param(QUARTERLY, False, "2026-Q2", "2026-06-19", "2026-06-22", id="roll-up on a saturday"),
        pytest.param(ANNUAL, False, "2026", "2026-12-18", "2026-12-21", id="roll-up on a sunday"),
        pytest.param(MONTHLY, False, "2026-02", "2026-02-23", "2026-02-23", id="roll-up inside tet, after the cut-off"),
        pytest.param(WEEKLY, True, "2026-W05", "2026-01-30", "2026-02-02", id="week: no window, its last day"),
    ],
)
def test_a_report_without_a_day_follows_the_reporting_calendar(
    frequency: Frequency, to_desk: bool, period: str, target: str, late: str
) -> None:
    start = parse(period).first - timedelta(days=30)

    found = _plan(Recurring(frequency=frequency), period, kind=Kind.REPORT, to_desk=to_desk, start=start)

    assert _thresholds(found) == (target, late)


@pytest.mark.parametrize(
    ("timing", "period", "target", "late"),
    [
        pytest.param(Recurring(frequency=ANNUAL), "2026", "2026-12-31", "2026-12-31", id="VP 5 hàng năm"),
        pytest.param(
            Recurring(frequency=ANNUAL), "2022", "2022-12-30", "2023-01-03", id="year that ends on a saturday"
        ),
        pytest.param(Recurring(frequency=QUARTERLY), "2026-Q1", "2026-03-31", "2026-03-31", id="An Giang VI/3/a"),
        pytest.param(Recurring(frequency=MONTHLY), "2026-02", "2026-02-27", "2026-03-02", id="february on a saturday"),
        pytest.param(Recurring(frequency=WEEKLY), "2026-W07", "2026-02-13", "2026-02-23", id="week before tet"),
    ],
)
def test_other_kinds_without_a_day_are_due_on_the_periods_last_day(
    timing: Recurring, period: str, target: str, late: str
) -> None:
    start = parse(period).first - timedelta(days=30)

    assert _thresholds(_plan(timing, period, start=start)) == (target, late)


def _recurring(frequency: Frequency, month: int, day: int, bound: Bound) -> Recurring:
    return Recurring(frequency=frequency, due=DueDay(month=month, day=day), bound=bound)


@pytest.mark.parametrize(
    ("timing", "period", "target", "late"),
    [
        pytest.param(_recurring(ANNUAL, 12, 15, BEFORE), "2022", "2022-12-14", "2022-12-15", id="VP 13, a thursday"),
        pytest.param(_recurring(ANNUAL, 12, 15, BEFORE), "2024", "2024-12-13", "2024-12-16", id="VP 13 on a sunday"),
        pytest.param(_recurring(ANNUAL, 12, 15, BEFORE), "2026", "2026-12-14", "2026-12-15", id="VP 13 in 2026"),
        pytest.param(_recurring(ANNUAL, 13, 15, BY), "2025", "2026-01-15", "2026-01-15", id="january of the next year"),
        pytest.param(_recurring(ANNUAL, 2, 29, BY), "2026", "2026-02-27", "2026-03-02", id="29 february, not leap"),
        pytest.param(_recurring(ANNUAL, 2, 29, BY), "2024", "2024-02-29", "2024-02-29", id="29 february, leap"),
        pytest.param(
            _recurring(QUARTERLY, 3, 5, BEFORE), "2026-Q1", "2026-03-04", "2026-03-05", id="before the cut-off"
        ),
        pytest.param(_recurring(QUARTERLY, 4, 5, BY), "2026-Q2", "2026-07-03", "2026-07-06", id="the month after"),
        pytest.param(
            _recurring(SEMIANNUAL, 6, 20, BEFORE), "2026-H1", "2026-06-19", "2026-06-22", id="6 tháng (trước 20/6)"
        ),
        pytest.param(
            _recurring(SEMIANNUAL, 6, 20, BEFORE), "2026-H2", "2026-12-18", "2026-12-21", id="second half-year"
        ),
        pytest.param(_recurring(MONTHLY, 2, 5, BY), "2026-01", "2026-02-05", "2026-02-05", id="5th of the next month"),
        pytest.param(_recurring(MONTHLY, 1, 31, BY), "2026-04", "2026-04-29", "2026-05-04", id="31st of april"),
        pytest.param(_recurring(WEEKLY, 1, 5, BY), "2026-W05", "2026-01-30", "2026-01-30", id="friday of each week"),
    ],
)
def test_the_texts_own_day_wins_over_the_reporting_calendar(
    timing: Recurring, period: str, target: str, late: str
) -> None:
    start = parse(period).first - timedelta(days=30)

    assert _thresholds(_plan(timing, period, kind=Kind.REPORT, start=start)) == (target, late)


@pytest.mark.parametrize(
    ("n", "period", "period_end", "target", "late"),
    [
        pytest.param(2, "2018#1", "2018-06-30", "2018-06-15", "2019-01-02", id="KH 2/b, first half-year"),
        pytest.param(2, "2018#2", "2018-12-31", "2018-12-14", "2019-01-02", id="KH 2/b, second half-year"),
        pytest.param(1, "2026#1", "2026-12-31", "2026-12-17", "2026-12-31", id="once a year"),
        pytest.param(4, "2026#1", "2026-03-31", "2026-03-17", "2026-12-31", id="first quarter"),
        pytest.param(4, "2026#3", "2026-09-30", "2026-09-16", "2026-12-31", id="third quarter"),
        pytest.param(5, "2026#2", "2026-05-31", "2026-05-15", "2026-12-31", id="five in whole months"),
        pytest.param(12, "2026#2", "2026-02-28", "2026-02-06", "2026-12-31", id="month with tet"),
    ],
)
def test_a_turn_of_a_quota_is_suggested_inside_its_slot_and_late_with_the_year(
    n: int, period: str, period_end: str, target: str, late: str
) -> None:
    timing = NPerYear(n=n, bound=QuotaBound.AT_LEAST)

    found = _plan(timing, period, kind=Kind.EVENT, start=date(int(period[:4]) - 1, 12, 1))

    assert found.period_end.isoformat() == period_end
    assert _thresholds(found) == (target, late)


def test_the_turns_of_a_coordinated_calendar_lie_two_weeks_apart() -> None:
    """Khánh Hòa 2/b: seven agencies, one coordinator. The distance is our default."""
    timing = NPerYear(n=2, bound=QuotaBound.AT_LEAST)

    found = [
        _plan(timing, "2018#1", kind=Kind.EVENT, start=date(2018, 1, 2), coordinated=place).target_on.isoformat()
        for place in range(7)
    ]

    assert found == [
        "2018-06-15",
        "2018-06-01",
        "2018-05-18",
        "2018-05-04",
        "2018-04-20",
        "2018-04-06",
        "2018-03-23",
    ]


def test_more_agencies_than_a_slot_holds_share_days_inside_it() -> None:
    timing = NPerYear(n=4, bound=QuotaBound.AT_LEAST)

    days = [
        _plan(timing, "2026#2", kind=Kind.EVENT, start=date(2026, 3, 1), coordinated=place).target_on
        for place in range(25)
    ]

    assert all(date(2026, 4, 1) <= day <= date(2026, 6, 30) for day in days)
    assert len(set(days)) == 6


def test_a_joint_calendar_puts_all_agencies_on_one_day() -> None:
    timing = NPerYear(n=2, bound=QuotaBound.AT_LEAST)
    rules = Rules(apart_days=0)

    days = {
        _plan(timing, "2018#1", start=date(2018, 1, 2), coordinated=place, rules=rules).target_on for place in range(7)
    }

    assert days == {date(2018, 6, 15)}


def test_a_province_may_count_a_turn_late_at_its_slots_end() -> None:
    timing = NPerYear(n=2, bound=QuotaBound.AT_LEAST)

    found = _plan(timing, "2018#1", start=date(2018, 1, 2), rules=Rules(quota_late_at_slot=True))

    assert _thresholds(found) == ("2018-06-15", "2018-07-02")


def test_an_hour_bounds_the_day_itself() -> None:
    timing = Once(due=date(2026, 3, 20), bound=BEFORE, late_time=time(17), raw="trước 17 giờ ngày 20/3/2026")

    found = _plan(timing, "once", start=date(2026, 3, 1))

    assert _thresholds(found) == ("2026-03-20", "2026-03-20")
    assert found.late_time == time(17)
    assert found.steps[-1].rule == StepRule.HOUR


def test_days_from_an_event_are_due_by_the_day_worked_out() -> None:
    timing = WithinDays(days=10, working=False, event="ban hành", due=date(2026, 3, 22))

    assert _thresholds(_plan(timing, "once", start=date(2026, 3, 12))) == ("2026-03-20", "2026-03-23")


@pytest.mark.parametrize(
    ("rules", "target", "late"),
    [
        pytest.param(Rules(), "2024-12-13", "2024-12-16", id="default"),
        pytest.param(Rules(strict_before=False), "2024-12-13", "2024-12-16", id="day itself accepted"),
        pytest.param(Rules(target_back=False), "2024-12-14", "2024-12-16", id="target stays"),
        pytest.param(Rules(late_forward=False), "2024-12-13", "2024-12-15", id="fixed date stays"),
    ],
)
def test_a_province_may_switch_each_move_off(rules: Rules, target: str, late: str) -> None:
    timing = _once("2024-12-15", BEFORE)

    assert _thresholds(_plan(timing, "once", start=date(2024, 12, 1), rules=rules)) == (target, late)


def test_without_the_strict_reading_the_day_itself_is_asked_for() -> None:
    timing = _once("2026-03-20", BEFORE)
    rules = Rules(strict_before=False)

    assert _thresholds(_plan(timing, "once", start=date(2026, 3, 1), rules=rules)) == ("2026-03-20", "2026-03-20")


def test_the_last_day_of_a_report_is_never_before_its_target() -> None:
    """Q1/2026 with fixed days: Sunday 15/3 stays, but figures cannot be sent before Monday 16/3."""
    timing = Recurring(frequency=QUARTERLY)

    found = _plan(timing, "2026-Q1", kind=Kind.REPORT, start=date(2026, 1, 1), rules=Rules(late_forward=False))

    assert _thresholds(found) == ("2026-03-16", "2026-03-16")
    assert found.steps[-1].rule == StepRule.LATE_WITH_TARGET


@pytest.mark.parametrize(
    ("due", "provisional"),
    [
        pytest.param("2026-11-20", False, id="settled"),
        pytest.param("2026-11-22", True, id="moves over the open swap"),
        pytest.param("2026-11-24", True, id="culture day"),
        pytest.param("2026-11-30", False, id="after the swap"),
        pytest.param("2026-12-31", False, id="last known day"),
        pytest.param("2027-02-08", True, id="tet 2027 not decided"),
        pytest.param("2099-06-15", True, id="far beyond"),
    ],
)
def test_a_deadline_that_a_decision_may_still_move_is_provisional(due: str, provisional: bool) -> None:
    timing = _once(due, BY)

    assert _plan(timing, "once", start=timing.due - timedelta(days=9)).provisional is provisional


@pytest.mark.parametrize(
    ("key", "window"),
    [
        # NĐ 09/2019/NĐ-CP, Điều 12.
        ("2026-Q1", ("2025-12-15", "2026-03-14")),
        ("2026-Q2", ("2026-03-15", "2026-06-14")),
        ("2026-Q3", ("2026-06-15", "2026-09-14")),
        ("2026-Q4", ("2026-09-15", "2026-12-14")),
        ("2026-H1", ("2025-12-15", "2026-06-14")),
        ("2026-H2", ("2026-06-15", "2026-12-14")),
        ("2026-M9", ("2025-12-15", "2026-09-14")),
        ("2026", ("2025-12-15", "2026-12-14")),
        ("2026-03", ("2026-02-15", "2026-03-14")),
        ("2026-W05", None),
        ("2026#1", None),
        ("once", None),
    ],
)
def test_a_period_has_the_data_window_of_the_decree(key: str, window: tuple[str, str] | None) -> None:
    expected = window and tuple(map(date.fromisoformat, window))

    assert REPORTING.window(parse(key)) == expected


def test_a_day_of_the_reporting_calendar_that_the_month_lacks_is_its_last() -> None:
    days = replace(REPORTING.days[MONTHLY], cut_off_day=27, desk_day=31)
    reporting = replace(REPORTING, days={MONTHLY: days})
    demand = Demand(unit="1", kind=Kind.REPORT, timing=Recurring(frequency=MONTHLY), to_desk=True)

    found = occurrences(
        demand, calendar=CALENDAR, reporting=reporting, start=date(2026, 6, 2), horizon=date(2026, 6, 30)
    )

    assert [_thresholds(each) for each in found] == [("2026-06-30", "2026-06-30")]


def test_a_reporting_calendar_is_read_from_a_table_of_the_same_form() -> None:
    table = """
        desk_source = "QĐ của tỉnh"
        rollup_source = "581/BNV-CCHC"
        [[report]]
        frequency = "quarterly"
        window_from_day = 6
        cut_off_day = 5
        desk_day = 8
        rollup_day = 12
        window_source = "QĐ của tỉnh"
        window_since = 2020-01-01
    """

    reporting = read_reporting(table)

    assert reporting.days == {
        QUARTERLY: ReportDays(
            window_from_day=6,
            cut_off_day=5,
            desk_day=8,
            rollup_day=12,
            window_source="QĐ của tỉnh",
            window_since=date(2020, 1, 1),
        )
    }
    assert reporting.window(parse("2026-Q1")) == (date(2025, 12, 6), date(2026, 3, 5))
