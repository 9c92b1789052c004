"""The calendar in Prefect is that of our rows, whatever happens to Prefect."""

from datetime import timedelta

import pytest
from sqlmodel import select

from deploy.timetable import CLOSE, PLAN, REMIND
from flows.prefect_api import prefect_api
from flows.sync import name_coming, sync
from law.values import Bound, Frequency, Once, Recurring
from models import Duty, DutyState, Occurrence
from tasks.close import closing_moment
from tasks.plan import plan
from tests.builders import a_directive, a_province, an_agency, an_obligation
from tests.flows.conftest import until

pytestmark = [pytest.mark.slow, pytest.mark.prefect]


def an_office(world, *timings):
    """A province with two departments that owe reports; planned from today."""
    with world.session() as session:
        province_id = a_province(session)
        for name in ("Sở Tài chính", "Sở Y tế"):
            an_agency(session, province_id, name)
        directive_id = a_directive(session, province_id)
        for place, timing in enumerate(timings):
            an_obligation(session, directive_id, timing, ord_=place, unit=f"{place + 1}")
        plan(session, province_id, now=world.now())
    return province_id


def standing(world, name=CLOSE.name):
    with prefect_api(world.settings) as api:
        runs = api.runs_after(api.deployments()[name], world.now() - timedelta(days=1000))
    return [run for run in runs if run.state == "SCHEDULED"]


def test_each_open_occurrence_stands_as_one_run_at_its_closing_moment(registered):
    an_office(registered, Recurring(frequency=Frequency.QUARTERLY))
    with registered.session() as session:
        lasts = sorted(session.exec(select(Occurrence.late_after)).all())

    done = sync(registered)

    runs = standing(registered)
    assert [run.at for run in runs] == [closing_moment(last) for last in lasts]
    assert (done.created, done.standing) == (len(lasts), len(lasts))
    assert all(run.name.startswith("CT 01/CT-UBND · 1 · Báo cáo ") and "2 cơ quan" in run.name for run in runs)
    assert all({"tỉnh Mẫu", "CT 01/CT-UBND", "Báo cáo", "Sở Tài chính", "Sở Y tế"} <= set(run.tags) for run in runs)


def test_a_second_sync_changes_nothing(registered):
    an_office(registered, Recurring(frequency=Frequency.QUARTERLY))
    sync(registered)

    again = sync(registered)

    assert (again.created, again.deleted) == (0, 0)


def test_a_wiped_prefect_is_filled_again(registered):
    an_office(registered, Recurring(frequency=Frequency.QUARTERLY))
    sync(registered)
    before = [(run.key, run.name, run.at) for run in standing(registered)]
    with prefect_api(registered.settings) as api:
        api.delete([run.id for run in standing(registered)])

    sync(registered)

    assert [(run.key, run.name, run.at) for run in standing(registered)] == before


def test_a_moved_deadline_moves_its_run_and_a_withdrawn_one_loses_it(registered):
    today = registered.now().date()
    an_office(
        registered,
        Once(due=today + timedelta(days=60), bound=Bound.BY),
        Once(due=today + timedelta(days=90), bound=Bound.BY),
    )
    sync(registered)
    with registered.session() as session:
        moved, withdrawn = session.exec(select(Occurrence).order_by(Occurrence.late_after)).all()
        moved.late_after += timedelta(days=7)
        for duty in session.exec(select(Duty).where(Duty.occurrence_id == withdrawn.id)):
            duty.state = DutyState.WITHDRAWN

    done = sync(registered)

    assert (done.created, done.deleted) == (1, 2)
    assert [run.at for run in standing(registered)] == [closing_moment(moved.late_after)]


def test_coming_mornings_are_named_in_vietnamese(registered):
    until(lambda: len(standing(registered, REMIND.name)) >= 3 and len(standing(registered, PLAN.name)) >= 3)

    name_coming(registered)

    names = [run.name for run in standing(registered, REMIND.name)]
    assert all(name.startswith("Đôn đốc buổi sáng · ") for name in names)
    assert all(name.startswith("Lập kế hoạch · ") for name in (run.name for run in standing(registered, PLAN.name)))
