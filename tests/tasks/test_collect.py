"""Answers: what stops the reminders, what counts as delivered, what stays open."""

from datetime import date

import pytest
from sqlmodel import select

from law.values import Bound, Kind, Once
from models import Assignment, AssignmentState, Duty, DutyState, LineState, Submission
from models.queries import submission as submissions
from tasks import collect
from tasks.collect import Paper
from tasks.errors import NothingThere, NotPossibleNow
from tasks.plan import plan
from tests.builders import a_directive, a_province, an_agency, an_obligation, at

pytestmark = pytest.mark.slow

DUE = date(2026, 12, 18)


@pytest.fixture
def owed(session):
    """One agency that owes one plan by 18/12/2026."""
    province_id = a_province(session)
    an_agency(session, province_id, "Sở Y tế")
    an_obligation(session, a_directive(session, province_id), Once(due=DUE, bound=Bound.BY), kind=Kind.PLAN)
    plan(session, province_id, now=at("2026-11-30 08:00"))
    return session.exec(select(Assignment)).one()


def hand_in(session, owed, when, line=LineState.DONE, paper=Paper()):
    (duty,) = session.exec(select(Duty).where(Duty.assignment_id == owed.id)).all()
    return collect.hand_in(
        session,
        owed.province_id,
        assignment_id=owed.id,
        at=at(when),
        by="Sở Y tế",
        paper=paper,
        lines={duty.id: line},
    )


def accept(session, owed, submission_id, **kwargs):
    return collect.accept(
        session, owed.province_id, submission_id, by="bàn theo dõi", now=at("2026-12-22 09:00"), **kwargs
    )


def test_handing_in_stops_the_reminders_and_waits_for_the_desk(session, owed):
    hand_in(session, owed, "2026-12-17 15:00")

    assert (owed.state, owed.next_notice_on) == (AssignmentState.HANDED_IN, None)
    assert session.exec(select(Duty)).one().state == DutyState.OPEN


def test_an_accepted_answer_counts_from_the_day_it_was_handed_in(session, owed):
    day = accept(session, owed, hand_in(session, owed, "2026-12-17 23:30"))

    duty = session.exec(select(Duty)).one()
    assert day == date(2026, 12, 17)
    assert (owed.state, duty.state, duty.delivered_on) == (AssignmentState.ACCEPTED, DutyState.DONE, day)


def test_a_paper_dated_on_the_last_day_is_on_time_once_the_desk_confirms_it(session, owed):
    """Thông báo 624/TB-VPCP."""
    submission_id = hand_in(session, owed, "2026-12-21 09:00", paper=Paper(number="12/BC-SYT", dated=DUE))

    assert accept(session, owed, submission_id, paper_date_holds=True) == DUE


def test_a_paper_date_alone_moves_nothing(session, owed):
    submission_id = hand_in(session, owed, "2026-12-21 09:00", paper=Paper(number="12/BC-SYT", dated=DUE))

    assert accept(session, owed, submission_id) == date(2026, 12, 21)


def test_a_dated_duty_still_going_on_stays_open_and_is_reminded_again(session, owed):
    accept(session, owed, hand_in(session, owed, "2026-12-17 10:00", LineState.GOING_ON))

    assert (owed.state, owed.next_notice_on) == (AssignmentState.OPEN, date(2026, 12, 22))
    assert session.exec(select(Duty)).one().delivered_on is None


def test_a_duty_done_after_an_accepted_answer_that_it_goes_on_counts_from_the_later_answer(session, owed):
    accept(session, owed, hand_in(session, owed, "2026-12-17 10:00", LineState.GOING_ON))

    assert accept(session, owed, hand_in(session, owed, "2026-12-21 10:00")) == date(2026, 12, 21)


def test_a_duty_that_was_completed_keeps_its_day_when_another_of_its_assignment_is_answered(session, owed):
    hand_in(session, owed, "2026-12-17 10:00")
    (duty,) = session.exec(select(Duty)).all()
    duty.state, duty.delivered_on = DutyState.DONE, date(2026, 12, 10)

    accept(session, owed, session.exec(select(Submission.id)).one())

    assert duty.delivered_on == date(2026, 12, 10)


def test_a_supplement_that_says_the_duty_goes_on_leaves_the_duty_its_own_days(session, owed):
    first = hand_in(session, owed, "2026-12-17 10:00")
    collect.ask_supplement(
        session, owed.province_id, first, due_on=date(2026, 12, 23), by="bàn", now=at("2026-12-18 09:00")
    )

    accept(session, owed, hand_in(session, owed, "2026-12-19 10:00", LineState.GOING_ON))

    assert (owed.state, owed.supplement_due_on) == (AssignmentState.OPEN, None)


@pytest.mark.parametrize(
    ("second", "counts"),
    [
        pytest.param("2026-12-23 09:00", date(2026, 12, 17), id="by the supplement's day: the first day stays"),
        pytest.param("2026-12-24 09:00", date(2026, 12, 24), id="after it: the later day counts"),
        pytest.param("2026-12-24 05:00", date(2026, 12, 24), id="at dawn of the day after it, yesterday in Greenwich"),
    ],
)
def test_a_supplement_keeps_the_first_day_if_it_comes_in_time(session, owed, second, counts):
    first = hand_in(session, owed, "2026-12-17 10:00")
    collect.ask_supplement(
        session, owed.province_id, first, due_on=date(2026, 12, 23), by="bàn", now=at("2026-12-18 09:00")
    )
    assert owed.state == AssignmentState.SUPPLEMENT

    assert accept(session, owed, hand_in(session, owed, second)) == counts


def test_an_answer_that_was_replaced_waits_no_longer_and_leaves_its_day_to_the_new_one(session, owed):
    old = hand_in(session, owed, "2026-12-17 10:00")
    new = hand_in(session, owed, "2026-12-18 10:00", paper=Paper(number="12/BC"))

    assert [answer.submission_id for answer in submissions.waiting(session, owed.province_id)] == [new]
    with pytest.raises(NotPossibleNow, match=rf"số {old} .*số {new}"):
        accept(session, owed, old)
    assert accept(session, owed, new) == date(2026, 12, 17)
    assert submissions.waiting(session, owed.province_id) == []


def test_a_settled_assignment_takes_no_further_answer(session, owed):
    accept(session, owed, hand_in(session, owed, "2026-12-17 10:00"))

    with pytest.raises(NotPossibleNow):
        hand_in(session, owed, "2026-12-18 10:00")


def test_another_provinces_assignment_does_not_exist(session, owed):
    other = a_province(session, code="khac", name="tỉnh Khác")

    with pytest.raises(NothingThere):
        collect.hand_in(session, other, assignment_id=owed.id, at=at("2026-12-17 10:00"), by="ai đó", paper=Paper())
