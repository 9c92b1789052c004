"""Planning: from approved obligations to duties and assignments."""

from datetime import date, time
from pathlib import Path

import pytest
from sqlmodel import select

from law.values import Bound, DueDay, Frequency, Kind, NPerYear, Once, QuotaBound, Recurring, Standing
from models import AgencyKind, Assignment, AssignmentState, Duty, DutyState, Occurrence, ReadingState
from models.queries.assignment import duties_of
from tasks.collect import Paper, accept, hand_in
from tasks.enact import decide, record
from tasks.plan import plan
from tests.builders import a_directive, a_province, an_agency, an_obligation, at

pytestmark = pytest.mark.slow

NOW = at("2026-11-30 08:00")
QUARTERLY = Recurring(frequency=Frequency.QUARTERLY, raw="hàng quý")
HALF_YEARLY = Recurring(frequency=Frequency.SEMIANNUAL, raw="6 tháng")
ANNUAL = Recurring(frequency=Frequency.ANNUAL, raw="năm")


def assignments(session, agency_id):
    rows = session.exec(select(Assignment).where(Assignment.agency_id == agency_id).order_by(Assignment.target_on))
    return list(rows)


def test_a_shorter_report_merges_into_the_longer_one_that_ends_the_same_day(session):
    """Chỉ thị 05/CT-UBND (Bến Tre), phần cuối: “định kỳ hàng quý, 6 tháng và năm gửi báo cáo … về Sở Nội vụ”."""
    province_id = a_province(session)
    agency_id = an_agency(session, province_id, "Sở Tài chính")
    directive_id = a_directive(session, province_id)
    for place, timing in enumerate((QUARTERLY, HALF_YEARLY, ANNUAL)):
        an_obligation(session, directive_id, timing, recipient=["Sở Nội vụ"], unit="end", ord_=place)

    plan(session, province_id, now=NOW, horizon=date(2027, 12, 31))

    found = assignments(session, agency_id)
    assert [row.period for row in found] == ["2026", "2027-Q1", "2027-H1", "2027-Q3", "2027"]
    assert {row.recipient for row in found} == {"Sở Nội vụ"}


def test_two_directives_that_ask_for_the_same_report_make_one_assignment_with_the_earlier_day(session):
    """Chỉ thị Vĩnh Phúc, 13: “định kỳ hàng năm … về Sở Nội vụ trước ngày 15/12”."""
    province_id = a_province(session)
    agency_id = an_agency(session, province_id, "Sở Tài chính")
    first = a_directive(session, province_id, number="01/CT-UBND")
    second = a_directive(session, province_id, number="02/CT-UBND")
    dated = Recurring(
        frequency=Frequency.ANNUAL, due=DueDay(month=12, day=10), bound=Bound.BEFORE, raw="hàng năm … trước ngày 10/12"
    )
    an_obligation(session, first, ANNUAL, recipient=["Sở Nội vụ"])
    an_obligation(session, second, dated, recipient=["Sở Nội vụ"], unit="13")

    plan(session, province_id, now=NOW, horizon=date(2026, 12, 31))

    (row,) = assignments(session, agency_id)
    duties = session.exec(select(Duty).where(Duty.assignment_id == row.id)).all()
    assert len(duties) == 2
    assert (row.target_on, row.late_after) == (date(2026, 12, 9), date(2026, 12, 10))


@pytest.mark.parametrize(
    ("is_accepted", "state"),
    [
        pytest.param(True, AssignmentState.OPEN, id="accepted before: open again"),
        pytest.param(False, AssignmentState.HANDED_IN, id="with the desk: open once the desk has looked"),
    ],
)
def test_a_report_asked_for_after_the_answer_came_in_is_still_owed(session, is_accepted, state):
    province_id = a_province(session)
    agency_id = an_agency(session, province_id, "Sở Tài chính")
    an_obligation(session, a_directive(session, province_id, number="01/CT-UBND"), ANNUAL, recipient=["Sở Nội vụ"])
    plan(session, province_id, now=NOW, horizon=date(2026, 12, 31))
    (row,) = assignments(session, agency_id)
    answer = hand_in(session, province_id, assignment_id=row.id, at=NOW, by="Sở Tài chính", paper=Paper())
    if is_accepted:
        accept(session, province_id, answer, by="bàn", now=NOW)

    an_obligation(session, a_directive(session, province_id, number="02/CT-UBND"), ANNUAL, recipient=["Sở Nội vụ"])
    plan(session, province_id, now=NOW, horizon=date(2026, 12, 31))

    session.refresh(row)
    assert (row.state, row.delivered_on, row.next_notice_on) == (state, None, row.opens_on)
    if not is_accepted:
        accept(session, province_id, answer, by="bàn", now=NOW)
    duties = duties_of(session, province_id, row.id)
    assert [duty.state for duty in duties] == [DutyState.DONE, DutyState.OPEN]
    assert row.state == AssignmentState.OPEN


def test_an_earlier_day_that_joins_a_report_brings_its_hour_along(session):
    province_id = a_province(session)
    agency_id = an_agency(session, province_id, "Sở Tài chính")
    an_obligation(session, a_directive(session, province_id, number="01/CT-UBND"), ANNUAL, recipient=["Sở Nội vụ"])
    plan(session, province_id, now=NOW, horizon=date(2026, 12, 31))
    (row,) = assignments(session, agency_id)
    by_noon = Recurring(
        frequency=Frequency.ANNUAL, due=DueDay(month=12, day=10), bound=Bound.BY, late_time=time(11, 30), raw="hàng năm"
    )

    an_obligation(session, a_directive(session, province_id, number="02/CT-UBND"), by_noon, recipient=["Sở Nội vụ"])
    plan(session, province_id, now=NOW, horizon=date(2026, 12, 31))

    session.refresh(row)
    assert (row.late_after, row.late_time) == (date(2026, 12, 10), time(11, 30))


def test_a_review_that_the_same_words_time_as_a_report_is_answered_in_it(session):
    """Chỉ thị Khánh Hòa 2017, 4/a: “Định kỳ hàng quý rà soát, đánh giá và báo cáo tình hình, kết quả thực hiện”."""
    province_id = a_province(session, name="tỉnh Khánh Hòa")
    desk = an_agency(session, province_id, "Sở Nội vụ")
    other = an_agency(session, province_id, "Sở Y tế")
    text = (Path(__file__).parents[2] / "examples/directives/khanh-hoa-ct-2017.txt").read_text(encoding="utf-8")
    taken = record(session, province_id, text=text, source="kh.txt", now=NOW)
    decide(session, province_id, taken.directive_id, state=ReadingState.APPROVED, by="người duyệt", now=NOW)

    plan(session, province_id, now=NOW, horizon=date(2027, 3, 31), unit="4/a")

    found = assignments(session, other)
    assert [(row.kind, row.period, row.target_on) for row in found] == [
        (Kind.REPORT, "2026-Q4", date(2026, 12, 15)),
        (Kind.REPORT, "2027-Q1", date(2027, 3, 15)),
    ]
    assert [len(duties_of(session, province_id, row.id)) for row in found] == [2, 2]
    assert assignments(session, desk) == []


def test_the_desk_owes_no_report_to_itself(session):
    province_id = a_province(session)
    desk = an_agency(session, province_id, "Sở Nội vụ")
    other = an_agency(session, province_id, "Sở Y tế")
    an_obligation(session, a_directive(session, province_id), QUARTERLY, recipient=["Sở Nội vụ"])

    plan(session, province_id, now=NOW)

    assert assignments(session, desk) == []
    assert assignments(session, other) != []


def test_a_group_takes_in_its_kinds_and_the_agencies_that_live_on_the_day(session):
    province_id = a_province(session)
    department = an_agency(session, province_id, "Sở Y tế")
    committee = an_agency(session, province_id, "Ban Quản lý khu kinh tế", AgencyKind.COMMITTEE)
    district = an_agency(session, province_id, "UBND huyện Mẫu", AgencyKind.DISTRICT)
    ended = an_agency(session, province_id, "Sở Giao thông vận tải", active_to=date(2025, 2, 28))
    an_obligation(session, a_directive(session, province_id), QUARTERLY, lead=["@sở-ban-ngành"])

    plan(session, province_id, now=NOW)

    owing = {row.agency_id for row in session.exec(select(Duty))}
    assert owing == {department, committee}
    assert not owing & {district, ended}


def test_planning_twice_changes_nothing(session):
    province_id = a_province(session)
    an_agency(session, province_id, "Sở Y tế")
    directive_id = a_directive(session, province_id)
    an_obligation(session, directive_id, QUARTERLY)
    an_obligation(session, directive_id, NPerYear(n=2, bound=QuotaBound.AT_LEAST), kind=Kind.EVENT, ord_=1)

    first = plan(session, province_id, now=NOW)
    second = plan(session, province_id, now=NOW)

    assert first.duties > 0
    assert (second.occurrences, second.duties, second.assignments) == (0, 0, 0)


def test_an_agency_that_joins_later_gets_what_is_still_to_come(session):
    province_id = a_province(session)
    an_agency(session, province_id, "Sở Y tế")
    an_obligation(session, a_directive(session, province_id), QUARTERLY)
    plan(session, province_id, now=NOW)
    newcomer = an_agency(session, province_id, "Sở Dân tộc và Tôn giáo")

    later = plan(session, province_id, now=at("2027-04-01 08:00"), horizon=date(2027, 12, 31))

    assert later.duties == 3
    assert [row.period for row in assignments(session, newcomer)] == ["2027-Q2", "2027-Q3", "2027-Q4"]


@pytest.mark.parametrize("state", [ReadingState.PENDING, ReadingState.SENT_BACK, ReadingState.REJECTED])
def test_only_an_approved_reading_plans(session, state):
    province_id = a_province(session)
    an_agency(session, province_id, "Sở Y tế")
    an_obligation(session, a_directive(session, province_id, state=state), QUARTERLY)

    planned = plan(session, province_id, now=NOW)

    assert planned.occurrences == 0


def test_nothing_is_planned_into_the_past_and_standing_duties_get_no_day(session):
    province_id = a_province(session)
    an_agency(session, province_id, "Sở Y tế")
    directive_id = a_directive(session, province_id)
    an_obligation(session, directive_id, Once(due=date(2017, 9, 30), bound=Bound.WITHIN), ord_=0)
    an_obligation(session, directive_id, Standing(), kind=Kind.STANDING, ord_=1)

    plan(session, province_id, now=NOW)

    assert session.exec(select(Occurrence)).all() == []


def test_a_province_sees_nothing_of_another(session):
    one, other = a_province(session), a_province(session, code="khac", name="tỉnh Khác")
    an_agency(session, one, "Sở Y tế")
    an_agency(session, other, "Sở Y tế")
    an_obligation(session, a_directive(session, one), QUARTERLY)

    plan(session, other, now=NOW)
    plan(session, one, now=NOW)

    assert {duty.province_id for duty in session.exec(select(Duty))} == {one}
