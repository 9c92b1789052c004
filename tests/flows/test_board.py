"""The four cells of the board, and the closing of an occurrence, on a real database."""

from datetime import date

import pytest
from sqlmodel import select

from deploy.world import World
from law.values import Bound, Frequency, Kind, Once, Recurring
from models import Assignment, Duty, DutyState, Journal, Occurrence
from models.queries.board import Cells, agency_cells
from models.queries.closing import owed_occurrences
from reports.board import HEADINGS, TOTAL, ranked, table
from tasks.close import close, close_missed
from tasks.collect import Paper, accept, hand_in
from tasks.errors import NothingThere, NotPossibleNow
from tasks.plan import plan
from tests.builders import a_directive, a_province, an_agency, an_obligation, at

DUE = Once(due=date(2026, 9, 15), bound=Bound.BY)
pytestmark = pytest.mark.slow


@pytest.fixture
def office(session):
    """Three departments that owe one plan by 15/09/2026."""
    province_id = a_province(session)
    for name in ("Sở Tài chính", "Sở Tư pháp", "Sở Y tế"):
        an_agency(session, province_id, name)
    an_obligation(session, a_directive(session, province_id), DUE, kind=Kind.PLAN, unit="2/b")
    plan(session, province_id, now=at("2026-08-03 08:00"))
    return province_id


def answer(session, province_id, agency, when):
    assignment = next(
        row
        for row in session.exec(select(Assignment).where(Assignment.province_id == province_id))
        if row.agency_id == agency.agency_id
    )
    return hand_in(session, province_id, assignment_id=assignment.id, at=when, by="Đầu mối", paper=Paper())


def cells_of(session, province_id, on):
    return {row.agency: row.cells for row in agency_cells(session, province_id, on=on)}


def agencies(session, province_id):
    return {row.agency: row for row in agency_cells(session, province_id, on=date(2026, 9, 15))}


def test_an_open_duty_is_in_time_to_the_end_of_its_last_day(session, office):
    assert cells_of(session, office, date(2026, 9, 15))["Sở Y tế"] == Cells(in_time=1)
    assert cells_of(session, office, date(2026, 9, 16))["Sở Y tế"] == Cells(overdue=1)


@pytest.mark.parametrize(
    ("when", "expected"),
    [("2026-09-15 23:59", Cells(on_time=1)), ("2026-09-16 00:01", Cells(late=1))],
    ids=["on the last day", "a minute after it"],
)
def test_an_accepted_answer_is_on_time_or_late_by_the_day_of_hand_in(session, office, when, expected):
    submission_id = answer(session, office, agencies(session, office)["Sở Y tế"], at(when))
    accept(session, office, submission_id, now=at("2026-09-20 08:00"), by="Sở Nội vụ")

    assert cells_of(session, office, date(2026, 9, 21))["Sở Y tế"] == expected


@pytest.mark.parametrize(
    ("when", "expected"),
    [("2026-09-15 23:59", Cells(in_time=1, waiting=1)), ("2026-09-16 00:01", Cells(overdue=1, waiting=1))],
    ids=["handed in in time", "handed in late"],
)
def test_an_answer_that_waits_for_the_desk_stays_open_with_a_flag(session, office, when, expected):
    answer(session, office, agencies(session, office)["Sở Y tế"], at(when))

    assert cells_of(session, office, date(2026, 9, 21))["Sở Y tế"] == expected


def test_withdrawn_duties_and_those_that_open_later_are_not_counted(session, office):
    for duty in session.exec(select(Duty).where(Duty.province_id == office)):
        duty.state = DutyState.WITHDRAWN
    session.flush()

    assert agency_cells(session, office, on=date(2026, 9, 15)) == []
    assert agency_cells(session, office, on=date(2026, 8, 2)) == []


def test_the_board_puts_the_overdue_first_after_the_whole_province(session, office):
    submission_id = answer(session, office, agencies(session, office)["Sở Tài chính"], at("2026-09-10 08:00"))
    accept(session, office, submission_id, now=at("2026-09-11 08:00"), by="Sở Nội vụ")

    rows = agency_cells(session, office, on=date(2026, 9, 16))

    assert [row.agency for row in ranked(rows)] == ["Sở Tư pháp", "Sở Y tế", "Sở Tài chính"]
    assert table(rows)[0] == dict(zip(HEADINGS, (TOTAL, 1, 0, 0, 2, 0), strict=True))


def test_another_province_has_a_board_of_its_own(session, office):
    other = a_province(session, code="khac", name="tỉnh Khác")

    assert agency_cells(session, other, on=date(2026, 9, 16)) == []
    assert owed_occurrences(session, other, on=date(2026, 8, 3), limit=10) == []


def test_owed_occurrences_name_who_still_owes(session, office):
    submission_id = answer(session, office, agencies(session, office)["Sở Tài chính"], at("2026-09-10 08:00"))
    accept(session, office, submission_id, now=at("2026-09-11 08:00"), by="Sở Nội vụ")

    (owed,) = owed_occurrences(session, office, on=date(2026, 9, 11), limit=10)

    assert (owed.unit, owed.agencies, owed.groups) == ("2/b", ("Sở Tư pháp", "Sở Y tế"), ("@sở-ban-ngành",))


def test_the_nearest_occurrences_come_first_and_no_more_than_asked_for(session):
    province_id = a_province(session)
    an_agency(session, province_id, "Sở Y tế")
    an_obligation(session, a_directive(session, province_id), Recurring(frequency=Frequency.MONTHLY))
    plan(session, province_id, now=at("2026-08-03 08:00"))

    owed = owed_occurrences(session, province_id, on=date(2026, 8, 3), limit=3)

    assert [each.period for each in owed] == ["2026-08", "2026-09", "2026-10"]


def test_an_occurrence_closes_once_and_says_how_it_stood(session, office):
    occurrence_id = session.exec(select(Occurrence.id).where(Occurrence.province_id == office)).one()

    first = close(session, office, occurrence_id, now=at("2026-09-16 00:05"), by="lịch")
    second = close(session, office, occurrence_id, now=at("2026-09-18 00:05"), by="lịch")

    assert (first.cells, first.overdue) == (Cells(overdue=3), ("Sở Tài chính", "Sở Tư pháp", "Sở Y tế"))
    assert (first.is_new, second.is_new) == (True, False)
    assert second.closed_at == at("2026-09-16 00:05")
    assert len(session.exec(select(Journal).where(Journal.what == "occurrence.closed")).all()) == 1


def test_an_occurrence_does_not_close_before_its_moment(session, office):
    occurrence_id = session.exec(select(Occurrence.id).where(Occurrence.province_id == office)).one()

    with pytest.raises(NotPossibleNow, match="đúng hạn đến hết ngày 15/09/2026"):
        close(session, office, occurrence_id, now=at("2026-09-16 00:04"), by="lịch")


def test_an_occurrence_of_another_province_cannot_be_closed(session, office):
    other = a_province(session, code="khac", name="tỉnh Khác")
    occurrence_id = session.exec(select(Occurrence.id).where(Occurrence.province_id == office)).one()

    with pytest.raises(NothingThere):
        close(session, other, occurrence_id, now=at("2026-09-16 00:05"), by="lịch")


@pytest.mark.parametrize(
    ("when", "closed"), [("2026-09-16 00:04", 0), ("2026-09-16 00:05", 1), ("2026-10-01 09:00", 1)]
)
def test_what_was_missed_while_nothing_ran_is_closed_later(world: World, session, office, when, closed):
    assert len(close_missed(session, office, now=at(when), by="lịch")) == closed
