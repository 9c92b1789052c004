"""Each night: bring new periods within the horizon, close what was missed, write the difference into Prefect."""

from prefect import State, flow
from prefect.runtime import flow_run
from prefect.states import Completed

from deploy.timetable import PLAN
from deploy.world import world
from flows.ahead import plan_ahead
from flows.sync import day_name, sync


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
