"""Keys, spans and Vietnamese names of periods."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.errors import UnknownPeriod
from law.periods import Period, containing, due_in, frequency_of, label, next_of, parse
from law.values import DueDay, Frequency

DAYS = st.dates(date(2001, 1, 1), date(2060, 12, 31))
FREQUENCIES = st.sampled_from(list(Frequency))


@pytest.mark.parametrize(
    ("key", "first", "last", "name"),
    [
        ("2026-Q1", "2026-01-01", "2026-03-31", "quý I/2026"),
        ("2026-Q2", "2026-04-01", "2026-06-30", "quý II/2026"),
        ("2026-Q3", "2026-07-01", "2026-09-30", "quý III/2026"),
        ("2026-Q4", "2026-10-01", "2026-12-31", "quý IV/2026"),
        ("2026-H1", "2026-01-01", "2026-06-30", "6 tháng đầu năm 2026"),
        ("2026-H2", "2026-07-01", "2026-12-31", "6 tháng cuối năm 2026"),
        ("2026-M9", "2026-01-01", "2026-09-30", "9 tháng đầu năm 2026"),
        ("2026", "2026-01-01", "2026-12-31", "năm 2026"),
        ("2026-09", "2026-09-01", "2026-09-30", "tháng 9/2026"),
        ("2026-02", "2026-02-01", "2026-02-28", "tháng 02/2026"),
        ("2028-02", "2028-02-01", "2028-02-29", "tháng 02/2028"),
        ("2026-12", "2026-12-01", "2026-12-31", "tháng 12/2026"),
        ("2026-W05", "2026-01-26", "2026-02-01", "tuần 5 năm 2026"),
        ("2026-W53", "2026-12-28", "2027-01-03", "tuần 53 năm 2026"),
        ("2026#1", "2026-01-01", "2026-12-31", "lần 1 năm 2026"),
        ("2026#12", "2026-01-01", "2026-12-31", "lần 12 năm 2026"),
        ("once", "0001-01-01", "9999-12-31", "một lần"),
    ],
)
def test_a_key_has_a_span_and_a_name(key: str, first: str, last: str, name: str) -> None:
    period = parse(key)

    assert period == Period(key=key, first=date.fromisoformat(first), last=date.fromisoformat(last))
    assert label(period) == label(key) == name


UNKNOWN = [
    "2026-Q5",
    "2026-Q0",
    "2026-H3",
    "2026-13",
    "2026-00",
    "2026-9",
    "2025-W53",
    "2026-W00",
    "2026#0",
    "26",
    "0000",
    "2026-M6",
    "２０２６",
    "2026-Q1#1",
]


@pytest.mark.parametrize("key", ["", "2026-Q3 ", "quý III", *UNKNOWN])
def test_an_unknown_key_is_refused_in_one_line_that_names_it(key: str) -> None:
    with pytest.raises(UnknownPeriod, match="Không hiểu tên kỳ") as caught:
        parse(key)

    assert key in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("key", "next_key"),
    [
        ("2026-Q3", "2026-Q4"),
        ("2026-Q4", "2027-Q1"),
        ("2026-H1", "2026-H2"),
        ("2026-H2", "2027-H1"),
        ("2026-M9", "2027-M9"),
        ("2026", "2027"),
        ("2026-11", "2026-12"),
        ("2026-12", "2027-01"),
        ("2026-W53", "2027-W01"),
        ("2025-W52", "2026-W01"),
    ],
)
def test_a_period_is_followed_by_the_next_of_its_frequency(key: str, next_key: str) -> None:
    frequency = frequency_of(key)
    assert frequency is not None

    assert next_of(frequency, parse(key)).key == next_key


@pytest.mark.parametrize("key", ["once", "2026#1"])
def test_a_single_date_and_a_turn_of_a_quota_are_of_no_frequency(key: str) -> None:
    assert frequency_of(key) is None


@given(FREQUENCIES, DAYS)
def test_a_key_leads_back_to_its_period_and_frequency(frequency: Frequency, day: date) -> None:
    period = containing(frequency, day)

    assert parse(period.key) == period
    assert frequency_of(period.key) is frequency


@given(FREQUENCIES.filter(lambda frequency: frequency is not Frequency.NINE_MONTHS), DAYS)
def test_periods_cover_every_day_exactly_once(frequency: Frequency, day: date) -> None:
    period = containing(frequency, day)

    assert period.first <= day <= period.last
    assert containing(frequency, period.first) == containing(frequency, period.last) == period
    assert next_of(frequency, period).first == period.last + timedelta(days=1)


@pytest.mark.parametrize(
    ("frequency", "key", "month", "day", "due"),
    [
        pytest.param(Frequency.ANNUAL, "2022", 12, 15, "2022-12-15", id="Vĩnh Phúc 13"),
        pytest.param(Frequency.ANNUAL, "2025", 13, 15, "2026-01-15", id="the month after the year"),
        pytest.param(Frequency.ANNUAL, "2024", 2, 29, "2024-02-29", id="leap day"),
        pytest.param(Frequency.ANNUAL, "2026", 2, 29, "2026-02-28", id="no leap day"),
        pytest.param(Frequency.QUARTERLY, "2026-Q2", 1, 31, "2026-04-30", id="day that the month lacks"),
        pytest.param(Frequency.QUARTERLY, "2026-Q4", 4, 5, "2027-01-05", id="the month after the quarter"),
        pytest.param(Frequency.SEMIANNUAL, "2026-H2", 6, 20, "2026-12-20", id="last month of the half-year"),
        pytest.param(Frequency.NINE_MONTHS, "2026-M9", 9, 20, "2026-09-20", id="last of nine months"),
        pytest.param(Frequency.MONTHLY, "2026-01", 2, 31, "2026-02-28", id="the month after, cut to its length"),
        pytest.param(Frequency.WEEKLY, "2026-W05", 1, 5, "2026-01-30", id="friday of the week"),
        pytest.param(Frequency.WEEKLY, "2026-W05", 2, 1, "2026-02-02", id="monday of the week after"),
    ],
)
def test_a_due_day_counts_months_within_its_period(
    frequency: Frequency, key: str, month: int, day: int, due: str
) -> None:
    assert due_in(parse(key), DueDay(month=month, day=day), frequency) == date.fromisoformat(due)
