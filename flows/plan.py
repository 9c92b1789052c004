"""Each night: bring new periods within the horizon, close what was missed, write the difference into Prefect."""

from dataclasses import dataclass
from datetime import datetime

from prefect import State, flow
from prefect.runtime import flow_run
from prefect.states import Completed

from deploy.timetable import PLAN
from deploy.world import World, world
from flows.sync import day_name, sync
from models.queries.agency import provinces
from tasks import close as closing
from tasks import plan as planning


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedAhead:
    """What a night's planning wrote, over all provinces."""

    occurrences: int
    duties: int
    closed: int


def _run_name() -> str:
    return day_name(PLAN, flow_run.scheduled_start_time)


@flow(name="Lập kế hoạch", flow_run_name=_run_name)
def plan() -> State[None]:
    """Lập kỳ hạn trong tầm 400 ngày, khép kỳ bị lỡ, đồng bộ lịch chạy."""
    here = world()
    done = plan_ahead(here, here.now())
    synced = sync(here)
    return Completed(
        message=f"Thêm {done.occurrences} kỳ, {done.duties} đầu việc; khép {done.closed} kỳ bị lỡ; "
        f"lịch có {synced.standing} kỳ hạn (thêm {synced.created}, bỏ {synced.deleted})."
    )


def plan_ahead(here: World, now: datetime) -> PlannedAhead:
    """Plan every province up to the horizon and close its missed occurrences, one transaction for each province."""
    occurrences = duties = closed = 0
    with here.session() as session:
        province_ids = [each.id or 0 for each in provinces(session)]
    for province_id in province_ids:
        with here.session() as session:
            planned = planning.plan(session, province_id, now=now)
            closed += len(closing.close_missed(session, province_id, now=now, by="Prefect: lập kế hoạch"))
        occurrences, duties = occurrences + planned.occurrences, duties + planned.duties
    return PlannedAhead(occurrences=occurrences, duties=duties, closed=closed)
