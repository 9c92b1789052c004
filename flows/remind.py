"""Đôn đốc buổi sáng: decide, enqueue, try once to send, show the board. Once a morning."""

from datetime import datetime

from prefect import State, flow, task
from prefect.runtime import flow_run
from prefect.states import Completed

from deploy.timetable import REMIND
from deploy.world import world
from flows import board
from flows.morning import mornings, try_to_send
from flows.sync import day_name
from tasks.deliver import Delivered
from tasks.errors import TaskError
from tasks.remind import Reminded, Skip

ENQUEUED = "Đã xếp thư"
DONE_BEFORE = "Sáng nay đã chạy"
NOT_TODAY = "Không nhắc"
REFUSED = "Không nhận"


def _run_name() -> str:
    return day_name(REMIND, flow_run.scheduled_start_time)


@flow(name="Đôn đốc", flow_run_name=_run_name)
def remind(province: str | None = None) -> State[None]:
    """Xét thang đôn đốc của buổi sáng, xếp thư vào hộp thư đi, gửi thử tối đa 60 giây; bỏ trống tỉnh là mọi tỉnh."""
    try:
        told = hold_mornings(province, world().now())
    except TaskError as refusal:
        return Completed(name=REFUSED, message=str(refusal))
    message = "; ".join(f"{name}: {done}" for name, done in told.items()) or "Chưa có tỉnh nào."
    if any(done.skipped is None for done in told.values()):
        message += f"; {words(send_for_a_minute())}"
        show_board()
    return Completed(name=state_name(told), message=message)


@task(name="quyết định và xếp thư", task_run_name="Quyết định nhắc ai, xếp thư vào hộp thư đi")
def hold_mornings(province: str | None, now: datetime) -> dict[str, Reminded]:
    """Hold the morning of one province or all."""
    return mornings(world(), province, now=now, ran_by="Prefect")


@task(name="gửi thử", task_run_name="Gửi thử trong tối đa 60 giây")
def send_for_a_minute() -> Delivered:
    """Try once to send."""
    return try_to_send(world(), worker="prefect-remind")


@task(name="bảng theo dõi", task_run_name="Cập nhật Bảng theo dõi")
def show_board() -> int:
    """Publish the board."""
    return board.publish(world(), run_id=flow_run.id)


def words(sent: Delivered) -> str:
    """Say what became of the mails."""
    if sent.relay_down is not None:
        return f"chưa gửi được vì không tới máy chủ thư ({sent.relay_down}), sẽ gửi lại"
    return f"đã gửi {sent.sent} thư, {sent.later} thư sẽ gửi lại, {sent.dead} thư không gửi được"


def state_name(told: dict[str, Reminded]) -> str:
    """Name how the mornings ended: mails enqueued by one of them, else why not."""
    skipped = {done.skipped for done in told.values()}
    if None in skipped:
        return ENQUEUED
    return DONE_BEFORE if Skip.DONE_BEFORE in skipped else NOT_TODAY
