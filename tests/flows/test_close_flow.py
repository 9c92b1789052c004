"""Khép kỳ hạn: the run that sync made starts by itself under `serve` and does its work."""

from datetime import datetime, time, timedelta

import pytest
from sqlmodel import select

from deploy import office
from deploy.timetable import CLOSE
from deploy.world import LOCAL, inhabit
from flows.close import REFUSED, close, message
from flows.prefect_api import prefect_api
from flows.sync import sync
from law.values import Bound, Kind, Once
from models import Occurrence
from models.queries.board import Cells
from tasks.close import Closed
from tasks.plan import plan
from tests.builders import a_directive, a_province, an_agency, an_obligation, at
from tests.flows.conftest import LONG_AGO, running, until

CELLS = "1 hoàn thành đúng hạn, 0 hoàn thành quá hạn, 0 đang thực hiện trong hạn, 0 chưa hoàn thành quá hạn"


def a_deadline(world, *, now, due):
    """One plan that one department owes by a day; planned as of `now`."""
    with world.session() as session:
        province_id = a_province(session)
        an_agency(session, province_id, "Sở Y tế")
        an_obligation(session, a_directive(session, province_id), Once(due=due, bound=Bound.BY), kind=Kind.PLAN)
        plan(session, province_id, now=now)
        return session.exec(select(Occurrence.id)).one()


def closed_at(world, occurrence_id):
    with world.session() as session:
        return session.get_one(Occurrence, occurrence_id).closed_at


@pytest.mark.slow
@pytest.mark.prefect
def test_a_deadline_that_has_passed_is_closed_by_its_own_run(registered):
    day = registered.calendar.on_or_before(registered.now().date() - timedelta(days=2))
    then = datetime.combine(day, time(8), tzinfo=LOCAL)
    occurrence_id = a_deadline(registered, now=then, due=day)
    with inhabit(registered.at(lambda: then)) as that_day:
        sync(that_day)

    with running(office.serve(registered.settings), registered.settings.home):
        until(lambda: closed_at(registered, occurrence_id))
        until(lambda: the_run(registered).state == "COMPLETED")

    assert the_run(registered).name == f"CT 01/CT-UBND · 1 · Kế hoạch · Sở Y tế · hạn {day:%d/%m/%Y}"
    assert artifact(registered, f"ky-han-{occurrence_id}")[0]["Chưa hoàn thành, quá hạn"] == 1


@pytest.mark.slow
@pytest.mark.prefect
def test_a_run_started_by_hand_before_its_time_refuses_and_is_made_anew(registered):
    due = registered.now().date() + timedelta(days=30)
    occurrence_id = a_deadline(registered, now=registered.now(), due=due)

    state = close(occurrence_id, "mau", return_state=True)

    assert state.is_completed()
    assert state.name == REFUSED
    assert "còn được tính đúng hạn" in state.message
    assert closed_at(registered, occurrence_id) is None


@pytest.mark.parametrize(
    ("overdue", "expected"),
    [
        ((), f"{CELLS}."),
        (
            ("A", "B", "C", "D", "E", "G", "H"),
            f"{CELLS}. Còn nợ: A, B, C, D, E và 2 cơ quan khác.",
        ),
    ],
    ids=["nobody owes", "seven owe"],
)
def test_the_final_message_names_the_first_who_still_owe(overdue, expected):
    closed = Closed(
        occurrence_id=1, closed_at=at("2026-09-16 00:05"), cells=Cells(on_time=1), overdue=overdue, is_new=True
    )

    assert message(closed) == expected


def the_run(world):
    with prefect_api(world.settings) as api:
        (run,) = api.runs_after(api.deployments()[CLOSE.name], world.now() - LONG_AGO)
    return run


def artifact(world, key):
    with prefect_api(world.settings) as api:
        return api.newest_table(key)
