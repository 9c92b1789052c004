"""BLLĐ 2019, Điều 111 khoản 3 and Điều 112, and the decisions on swapped days."""

import tomllib
from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

import law.calendar
from law.calendar import vietnam

CALENDAR = vietnam()
DAYS = st.dates(date(2012, 1, 1), date(2030, 12, 31))
FEW_DAYS = st.dates(date(2025, 12, 1), date(2026, 10, 31))


@pytest.mark.parametrize(
    ("day", "why"),
    [
        pytest.param("2026-01-01", "Tết Dương lịch", id="new year"),
        pytest.param("2026-01-02", "Tết Dương lịch 2026 (hoán đổi)", id="friday swapped by 12729/VPCP-KGVX"),
        pytest.param("2026-01-10", None, id="saturday worked for it"),
        pytest.param("2026-01-17", "thứ Bảy", id="plain saturday"),
        pytest.param("2026-01-18", "Chủ nhật", id="plain sunday"),
        pytest.param("2026-02-13", None, id="friday before tet"),
        pytest.param("2026-02-16", "Giao thừa Tết Nguyên Đán", id="last day of the lunar year"),
        pytest.param("2026-02-20", "Mùng bốn Tết Nguyên Đán", id="fourth day of tet"),
        pytest.param("2026-02-23", None, id="monday after tet"),
        pytest.param("2026-04-26", "Ngày Giỗ Tổ Hùng Vương", id="10 of the third lunar month, a sunday"),
        pytest.param("2026-04-27", "Ngày Giỗ Tổ Hùng Vương (nghỉ bù)", id="made up on monday"),
        pytest.param("2026-04-30", "Ngày Chiến thắng", id="30 april"),
        pytest.param("2026-05-01", "Ngày Quốc tế Lao động", id="1 may"),
        pytest.param("2026-08-22", None, id="saturday worked for 31 august"),
        pytest.param("2026-08-31", "Ngày nghỉ (thay cho ngày 22/08/2026)", id="monday swapped"),
        pytest.param("2026-09-01", "Quốc khánh", id="day beside national day"),
        pytest.param("2026-09-02", "Quốc khánh", id="national day"),
        pytest.param("2026-09-03", None, id="day after national day"),
        pytest.param("2026-11-24", "Ngày Văn hóa Việt Nam", id="culture day from 2026 on"),
        pytest.param("2025-11-24", None, id="no culture day before 2026"),
        pytest.param("2025-05-02", "Ngày nghỉ (thay cho ngày 26/04/2025)", id="2025 swap"),
        pytest.param("2025-04-26", None, id="2025 worked saturday"),
        pytest.param("2018-12-31", "Ngày nghỉ (thay cho ngày 05/01/2019)", id="6519/VPCP-KGVX, across the year"),
        pytest.param("2019-01-05", None, id="worked in the new year for the old"),
        pytest.param("2017-01-26", "29 Tết", id="9794/VPCP-KGVX first day"),
        pytest.param("2017-02-01", "Mùng năm Tết Nguyên Đán", id="9794/VPCP-KGVX last day"),
        pytest.param("2017-02-02", None, id="back to work in 2017"),
        pytest.param("2014-01-28", "Tết Nguyên đán 2014", id="tet 2014 swap"),
        pytest.param("2014-02-08", None, id="tet 2014 worked saturday"),
        pytest.param("2013-02-23", None, id="tet 2013 worked saturday"),
        pytest.param("2012-12-31", "Tết Dương lịch 2013 (hoán đổi)", id="new year 2013 swap"),
    ],
)
def test_a_day_off_has_a_reason_and_a_working_day_has_none(day: str, why: str | None) -> None:
    day_ = date.fromisoformat(day)

    assert CALENDAR.why_off(day_) == why
    assert CALENDAR.is_working(day_) is (why is None)


def test_the_calendar_differs_from_the_holidays_package_only_where_a_decision_says_so() -> None:
    library = holidays.country_holidays("VN", years=range(2012, 2027), language="vi")
    span = [date(2012, 1, 1) + timedelta(days=n) for n in range((date(2026, 12, 31) - date(2012, 1, 1)).days + 1)]

    different = {
        day: CALENDAR.is_working(day) for day in span if CALENDAR.is_working(day) != library.is_working_day(day)
    }

    assert different == {
        date(2012, 12, 31): False,  # swapped with 05/01/2013
        date(2013, 1, 5): True,
        date(2013, 2, 23): True,  # made up 15/02/2013, which the package takes for a Tết day
        date(2014, 1, 25): True,  # made up 28/01/2014
        date(2014, 1, 28): False,
        date(2014, 2, 5): False,  # the second day made up for Tết 2014, missing in the package
        date(2014, 2, 8): True,  # made up 29/01/2014, which the package takes for a Tết day
        date(2026, 1, 2): False,  # 12729/VPCP-KGVX
        date(2026, 1, 10): True,
    }


def _table() -> dict[str, list[dict[str, object]]]:
    path = Path(law.calendar.__file__).parent / "data" / "days_off.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("decision", _table()["decision"], ids=lambda row: row["name"])
def test_a_decision_names_its_source_and_only_days_that_it_changes(decision: dict) -> None:
    assert decision["source"]
    assert decision["certainty"] in {"read", "quoted", "library"}
    assert all(day.weekday() < 5 and not CALENDAR.is_working(day) for day in decision["off"])
    assert all(day.weekday() >= 5 and CALENDAR.is_working(day) for day in decision["work"])


@pytest.mark.parametrize(
    ("day", "n", "there"),
    [
        pytest.param("2026-09-15", -15, "2026-08-21", id="back over national day and its worked saturday"),
        pytest.param("2026-02-13", 1, "2026-02-23", id="forward over tet"),
        pytest.param("2026-02-15", 1, "2026-02-23", id="forward from a day off"),
        pytest.param("2026-02-15", -1, "2026-02-13", id="back from a day off"),
        pytest.param("2026-02-15", 0, "2026-02-15", id="nought stays, also on a day off"),
        pytest.param("2026-08-21", 1, "2026-08-22", id="onto a worked saturday"),
        pytest.param("2025-12-31", 1, "2026-01-05", id="over new year"),
    ],
)
def test_shifting_counts_working_days_and_not_the_first(day: str, n: int, there: str) -> None:
    assert CALENDAR.shift(date.fromisoformat(day), n) == date.fromisoformat(there)


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        pytest.param("2026-09-14", "2026-09-15", 1, id="one day"),
        pytest.param("2026-09-14", "2026-09-14", 0, id="same day"),
        pytest.param("2026-09-18", "2026-09-20", 0, id="friday to sunday"),
        pytest.param("2026-02-13", "2026-02-23", 1, id="over tet"),
        pytest.param("2026-02-23", "2026-02-13", -1, id="backwards"),
        pytest.param("2026-08-21", "2026-08-24", 2, id="with a worked saturday"),
    ],
)
def test_working_days_between_count_the_end_and_not_the_start(start: str, end: str, count: int) -> None:
    assert CALENDAR.working_days_between(date.fromisoformat(start), date.fromisoformat(end)) == count


@given(DAYS)
def test_the_nearest_working_days_enclose_a_day_off_and_are_one_on_a_working_day(day: date) -> None:
    before, after = CALENDAR.on_or_before(day), CALENDAR.on_or_after(day)

    assert CALENDAR.is_working(before)
    assert CALENDAR.is_working(after)
    assert before <= day <= after
    assert CALENDAR.working_days_between(before, after) == (0 if CALENDAR.is_working(day) else 1)


@given(DAYS, st.integers(1, 300))
def test_shifting_and_counting_are_inverse(day: date, n: int) -> None:
    there = CALENDAR.shift(day, n)

    assert CALENDAR.working_days_between(day, there) == n
    assert CALENDAR.shift(there, -n) == CALENDAR.on_or_before(day)


@given(FEW_DAYS, FEW_DAYS, FEW_DAYS)
def test_counts_of_working_days_add_up(one: date, two: date, three: date) -> None:
    counted = CALENDAR.working_days_between

    assert counted(one, two) + counted(two, three) == counted(one, three)


def test_a_day_off_of_the_province_is_off_in_its_calendar_only() -> None:
    storm = date(2026, 10, 15)

    local = vietnam(frozenset({storm, date(2026, 8, 22)}))

    assert local.why_off(storm) == "ngày nghỉ riêng của tỉnh"
    assert not local.is_working(date(2026, 8, 22))
    assert CALENDAR.is_working(storm)


def test_the_calendar_is_built_once_for_the_same_days_off() -> None:
    assert vietnam() is vietnam(frozenset()) is CALENDAR


@pytest.mark.parametrize(
    ("first", "last", "settled"),
    [
        pytest.param("2026-11-20", "2026-11-20", True, id="before the open question"),
        pytest.param("2026-11-20", "2026-11-21", False, id="touches the open question"),
        pytest.param("2026-11-24", "2026-11-24", False, id="inside it"),
        pytest.param("2026-11-29", "2026-12-31", True, id="after it"),
        pytest.param("2026-12-31", "2027-01-01", False, id="beyond what is known"),
    ],
)
def test_a_stretch_is_settled_where_every_decision_is_known(first: str, last: str, settled: bool) -> None:
    assert CALENDAR.settled(date.fromisoformat(first), date.fromisoformat(last)) is settled
