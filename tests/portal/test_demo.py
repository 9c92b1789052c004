"""The example province: opened once, at work for a quarter, with a first morning to look at."""

from datetime import date

import pytest
from sqlmodel import col, select

from deploy.catcher import Catcher, caught
from deploy.folder import claim_folder
from deploy.processes import free_port
from deploy.settings import Settings
from deploy.world import World, inhabit
from law.calendar import vietnam
from models import Agency, Assignment, AssignmentState, Doubt, Submission
from models.queries import overview, passes
from tasks.demo import first_morning, latest_morning, open_example
from tasks.errors import NotPossibleNow
from tests.builders import a_province, at

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


@pytest.mark.slow
def test_the_first_morning_fills_the_catcher_once(world):
    settings = Settings(home=world.settings.home, demo=True, catcher_port=free_port())
    here = World(settings=settings, database_url=world.database_url, clock=lambda: SUNDAY_NIGHT)
    claim_folder(settings.home)
    with inhabit(here), Catcher(settings.home, port=settings.catcher_port, clock=here.now):
        opened = open_example(here)

        mornings = [first_morning(here) for _ in range(2)]

        mails = caught(settings.home)
        with here.session() as session:
            counts = overview.mails_by_state(session, opened.province_id)
            assert passes.last_ended(session, opened.province_id, passes.MORNING) == date(2026, 11, 20)
    assert mornings == [date(2026, 11, 20)] * 2
    assert counts == {"sent": len(mails)}
    assert len(mails) == len({mail.to for mail in mails})
    assert [mail.subject for mail in mails if mail.to.startswith("lanhdao.")]


@pytest.mark.slow
def test_the_example_stays_away_from_a_real_province(sunday):
    with sunday.session() as session:
        a_province(session, code="that")

    with pytest.raises(NotPossibleNow, match="DONDOC_HOME"):
        open_example(sunday)

    with sunday.session() as session:
        assert session.exec(select(Agency.id)).all() == []


@pytest.mark.slow
def test_the_example_stays_away_from_a_mail_server(sunday):
    settings = Settings(home=sunday.settings.home, smtp_host="localhost", mail_from="a@mau.example")
    elsewhere = World(settings=settings, database_url=sunday.database_url, clock=sunday.clock)

    with inhabit(elsewhere), pytest.raises(NotPossibleNow, match="DONDOC_SMTP_HOST"):
        open_example(elsewhere)
