"""Closing: when an occurrence is over, what is recorded of it, and what a second time does."""

from datetime import date

import pytest
from sqlmodel import select

from law.values import Bound, Kind, Once
from models import Journal, Occurrence
from models.queries.board import Cells
from tasks.close import close, close_missed
from tasks.errors import NothingThere, NotPossibleNow
from tasks.plan import plan
from tests.builders import a_directive, a_province, an_agency, an_obligation, at

pytestmark = pytest.mark.slow

DUE = date(2026, 12, 18)
CLOSING = "2026-12-19 00:05"


@pytest.fixture
def owed(session):
    """One agency that owes one plan by 18/12/2026."""
    province_id = a_province(session)
    an_agency(session, province_id, "Sở Y tế")
    an_obligation(session, a_directive(session, province_id), Once(due=DUE, bound=Bound.BY), kind=Kind.PLAN)
    plan(session, province_id, now=at("2026-11-30 08:00"))
    return session.exec(select(Occurrence)).one()


def closings(session):
    return session.exec(select(Journal).where(Journal.what == "occurrence.closed")).all()


def test_an_occurrence_is_over_five_minutes_after_its_last_day(session, owed):
    with pytest.raises(NotPossibleNow, match="hết ngày 18/12/2026"):
        close(session, owed.province_id, owed.id, now=at("2026-12-19 00:04"), by="lịch")

    done = close(session, owed.province_id, owed.id, now=at(CLOSING), by="lịch")

    assert (done.is_new, done.cells, done.overdue) == (True, Cells(overdue=1), ("Sở Y tế",))


def test_a_second_closing_keeps_the_moment_of_the_first_in_the_time_of_vietnam(session, owed):
    close(session, owed.province_id, owed.id, now=at(CLOSING), by="lịch")
    session.flush()
    session.expire_all()

    again = close(session, owed.province_id, owed.id, now=at("2026-12-21 09:00"), by="người")

    assert (again.is_new, f"{again.closed_at:%Y-%m-%d %H:%M}") == (False, CLOSING)
    assert [entry.who for entry in closings(session)] == ["lịch"]


@pytest.mark.parametrize(
    ("now", "closed"),
    [
        pytest.param("2026-12-18 23:59", 0, id="on the last day"),
        pytest.param("2026-12-19 00:04", 0, id="before the closing moment"),
        pytest.param(CLOSING, 1, id="at the closing moment"),
        pytest.param("2027-01-20 01:00", 1, id="a month later"),
    ],
)
def test_what_was_missed_is_closed_once_its_moment_has_passed(session, owed, now, closed):
    found = close_missed(session, owed.province_id, now=at(now), by="kế hoạch")

    assert [each.occurrence_id for each in found] == [owed.id] * closed
    assert close_missed(session, owed.province_id, now=at(now), by="kế hoạch") == []


def test_another_provinces_occurrence_does_not_exist(session, owed):
    other = a_province(session, code="khac", name="tỉnh Khác")

    with pytest.raises(NothingThere):
        close(session, other, owed.id, now=at(CLOSING), by="lịch")
