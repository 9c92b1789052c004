"""The example province: opened once, at work for a quarter, with a first morning to look at."""

from datetime import date

import pytest
from sqlmodel import col, select

from deploy.world import inhabit
from law.calendar import vietnam
from models import Agency, Assignment, AssignmentState, Doubt, Submission
from models.queries import overview
from tasks.demo import latest_morning, open_example
from tests.portal.rows import at

SUNDAY_NIGHT = at("2026-11-22 23:10")


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        pytest.param("2026-11-20 07:30", "2026-11-20 07:30", id="at the hour itself"),
        pytest.param("2026-11-20 07:29", "2026-11-19 07:30", id="a minute before"),
        pytest.param("2026-11-22 23:10", "2026-11-20 07:30", id="Sunday night"),
        pytest.param("2026-02-19 12:00", "2026-02-13 07:30", id="in the middle of Tết"),
    ],
)
def test_the_latest_morning_is_that_of_a_working_day(now, morning):
    assert latest_morning(at(now), vietnam()) == at(morning)


@pytest.fixture
def sunday(world):
    with inhabit(world.at(lambda: SUNDAY_NIGHT)) as here:
        yield here


@pytest.mark.slow
def test_the_example_is_opened_once(sunday):
    first = open_example(sunday)
    again = open_example(sunday)

    assert (first.is_new, first.directives, first.agencies) == (True, 5, 44)
    assert (again.is_new, again.province_id) == (False, first.province_id)
    with sunday.session() as session:
        assert len(session.exec(select(Agency.id)).all()) == 44
        assert [each.reading for each in overview.known_directives(session, first.province_id)] == ["approved"] * 5


@pytest.mark.slow
def test_a_quarter_lies_behind_with_most_answers_in_and_a_few_overdue(sunday):
    opened = open_example(sunday)

    with sunday.session() as session:
        behind = session.exec(select(Assignment).where(Assignment.late_after < date(2026, 11, 20))).all()
        handed_in_at = session.exec(select(Submission.handed_in_at)).all()
    states = [row.state for row in behind]
    overdue = states.count(AssignmentState.OPEN)
    reports = {row.agency_id for row in behind if row.kind == "report" and row.period == "2026-Q3"}
    assert len(reports) > 10
    assert 0 < overdue < len(behind) / 4
    assert states.count(AssignmentState.HANDED_IN) > 0
    assert len(behind) - overdue == opened.answers == len(handed_in_at)
    assert max(handed_in_at) < SUNDAY_NIGHT


@pytest.mark.slow
def test_coming_deadlines_reach_a_year_ahead(sunday):
    open_example(sunday)

    with sunday.session() as session:
        last = session.exec(select(Assignment.target_on).order_by(col(Assignment.target_on).desc())).first()
    assert last > date(2027, 11, 1)


@pytest.mark.slow
def test_owners_that_have_ended_are_doubts_and_their_work_has_a_successor(sunday):
    open_example(sunday)

    with sunday.session() as session:
        why = session.exec(select(Doubt.why).where(Doubt.rule == "owner-succeeded")).all()
    assert any("Sở Kế hoạch và Đầu tư" in each and "Sở Tài chính" in each for each in why)
