"""The morning: once, whoever runs it; it ends at the outbox with one bounded attempt to send."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from deploy.catcher import Catcher, caught
from deploy.folder import claim_folder
from deploy.processes import free_port
from deploy.settings import Settings
from deploy.world import World, inhabit
from flows import pulse
from flows.board import KEY
from flows.prefect_api import prefect_api
from flows.remind import DONE_BEFORE, ENQUEUED, NOT_TODAY, REFUSED, remind
from law.values import Bound, Kind, Once
from models import Journal, Mail, MailState, Pass
from tasks.plan import plan
from tests.builders import a_directive, a_province, an_agency, an_obligation, at

pytestmark = pytest.mark.slow
MONDAY = "2026-11-23 07:30"


def an_office(world):
    """One department that owes a plan three working days after Monday, so that Monday reminds it."""
    with world.session() as session:
        province_id = a_province(session)
        an_agency(session, province_id, "Sở Y tế")
        due = Once(due=world.calendar.shift(date(2026, 11, 23), 3), bound=Bound.BY)
        an_obligation(session, a_directive(session, province_id), due, kind=Kind.PLAN)
        plan(session, province_id, now=at("2026-11-02 08:00"))


def mails(world):
    with world.session() as session:
        return session.exec(select(Mail)).all()


@pytest.fixture
def post(tmp_path):
    """A mail catcher, and the settings that lead to it."""
    home, port = tmp_path / "var", free_port()
    claim_folder(home)
    with Catcher(home, port=port, clock=lambda: at(MONDAY)):
        yield {"catcher_port": port, "home": home}


@pytest.fixture
def monday(prefect_world, post):
    """An office of which it is Monday morning, whose mails are caught and whose flows speak to Prefect."""
    settings = prefect_world.settings.model_copy(update=post)
    with inhabit(World(settings=settings, database_url=prefect_world.database_url, clock=lambda: at(MONDAY))) as here:
        an_office(here)
        yield here


@pytest.mark.prefect
def test_a_morning_enqueues_sends_and_shows_the_board(monday):
    state = remind(return_state=True)

    assert (state.name, state.is_completed()) == (ENQUEUED, True)
    (mail,) = mails(monday)
    assert mail.state == MailState.SENT
    assert [each.to for each in caught(monday.settings.home)] == [mail.to_email]
    with prefect_api(monday.settings) as api:
        assert [row["Cơ quan"] for row in api.newest_table(KEY)] == ["Toàn tỉnh", "Sở Y tế"]


@pytest.mark.prefect
def test_a_second_run_that_morning_says_so_and_stops(monday):
    remind()
    before = [(mail.id, mail.state) for mail in mails(monday)]

    state = remind(return_state=True)

    assert (state.name, state.is_completed()) == (DONE_BEFORE, True)
    assert "sáng nay đã chạy rồi" in state.message
    assert [(mail.id, mail.state) for mail in mails(monday)] == before


@pytest.mark.prefect
def test_a_sunday_has_no_morning(monday):
    with inhabit(monday.at(lambda: at("2026-11-22 07:30"))):
        state = remind(return_state=True)

    assert (state.name, state.is_completed()) == (NOT_TODAY, True)
    assert mails(monday) == []


@pytest.mark.prefect
def test_an_unknown_province_is_refused_with_the_known_ones(monday):
    state = remind("đâu-đó", return_state=True)

    assert (state.name, state.is_completed()) == (REFUSED, True)
    assert "mau" in state.message


@pytest.fixture
def alone(world, post):
    """An office whose Prefect server is silent."""
    settings = Settings(**post, prefect_port=free_port())
    with inhabit(World(settings=settings, database_url=world.database_url, clock=lambda: at(MONDAY))) as here:
        an_office(here)
        yield here


def journal(world):
    with world.session() as session:
        return list(session.exec(select(Journal.what).where(Journal.who == pulse.PULSE)).all())


@pytest.mark.parametrize(
    ("when", "ran"),
    [
        pytest.param("2026-11-23 08:29", False, id="Prefect has an hour"),
        pytest.param("2026-11-23 08:30", True, id="then the pulse runs it"),
        pytest.param("2026-11-23 16:59", True, id="also after a late start"),
        pytest.param("2026-11-23 17:00", False, id="never after office hours"),
        pytest.param("2026-11-22 08:30", False, id="never on a Sunday"),
    ],
)
def test_the_pulse_runs_a_morning_that_nobody_ran(alone, when, ran):
    with inhabit(alone.at(lambda: at(when))) as then:
        pulse.run_missed_morning(then)
        pulse.run_missed_morning(then)

    assert [mail.state for mail in mails(alone)] == ([MailState.QUEUED] if ran else [])
    assert journal(alone) == (["morning.run_by_pulse"] if ran else [])


def test_the_pulse_looks_for_a_missed_morning_again_and_again():
    (trigger,) = [trigger for act, trigger in pulse.jobs(pulse.Prefect()) if act is pulse.run_missed_morning]

    looks = [trigger.get_next_fire_time(None, at(f"2026-11-23 {time}")) for time in ("08:21", "08:31", "16:45")]

    assert looks == [at("2026-11-23 08:30"), at("2026-11-23 08:40"), at("2026-11-23 16:50")]


def a_broken_province(world):
    """A province before the other one, whose passes the database refuses."""
    with world.session() as session:
        broken = a_province(session, code="a", name="tỉnh Hỏng")
        session.connection().exec_driver_sql(f"ALTER TABLE pass ADD CHECK (province_id <> {broken})")


def test_a_fault_in_one_province_does_not_keep_another_from_its_morning(alone, caplog):
    a_broken_province(alone)
    with inhabit(alone.at(lambda: at("2026-11-23 08:30"))) as then, pytest.raises(ExceptionGroup):
        pulse.run_missed_morning(then)

    assert [mail.state for mail in mails(alone)] == [MailState.QUEUED]
    assert "province.failed province=a" in caplog.text
    with alone.session() as session:
        (told,) = session.exec(select(Journal).where(Journal.what == "morning.run_by_pulse"))
        assert told.province_id == session.exec(select(Pass.province_id)).one()


@pytest.mark.prefect
def test_a_run_in_which_one_province_failed_is_failed_and_the_others_are_served(monday):
    a_broken_province(monday)

    state = remind(return_state=True)

    assert state.is_failed()
    assert len(mails(monday)) == 1


def test_the_pulse_pumps_the_outbox(alone):
    with inhabit(alone.at(lambda: at("2026-11-23 08:30"))) as then:
        pulse.run_missed_morning(then)

        pulse.pump(then)

    assert [mail.state for mail in mails(alone)] == [MailState.SENT]
    assert len(caught(alone.settings.home)) == 1


def test_the_operator_is_told_once_that_prefect_is_silent(alone):
    watch = pulse.Prefect()

    watch.look(alone)
    watch.look(alone)

    assert (watch.answered, journal(alone)) == (False, ["prefect.silent"])


@pytest.mark.prefect
def test_the_operator_is_told_when_prefect_is_back(monday):
    watch = pulse.Prefect()
    silent = monday.settings.model_copy(update={"prefect_port": free_port()})
    with inhabit(World(settings=silent, database_url=monday.database_url, clock=monday.clock)) as cut_off:
        watch.look(cut_off)

    watch.look(monday)

    assert journal(monday) == ["prefect.silent", "prefect.back"]


def test_at_its_start_the_pulse_plans_ahead_and_closes_what_was_missed(alone):
    with inhabit(alone.at(lambda: at(MONDAY) + timedelta(days=30))) as later:
        pulse.keep_ahead(later)

    with alone.session() as session:
        assert session.exec(select(Journal.what).where(Journal.what == "occurrence.closed")).all() != []
        assert session.exec(select(Pass)).all() == []
