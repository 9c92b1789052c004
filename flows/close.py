"""Khép kỳ hạn: what the scheduled run of an occurrence does when its moment has come."""

from prefect import State, flow
from prefect.runtime import flow_run
from prefect.states import Completed

from deploy.world import world
from flows.offices import province_id_of
from flows.prefect_api import prefect_api
from reports.board import line, sentence
from tasks import close as closing
from tasks.close import Closed
from tasks.errors import TaskError

CLOSED = "Đã khép"
REFUSED = "Không nhận"
NAMED_IN_MESSAGE = 5


@flow(name="Khép kỳ hạn")
def close(occurrence_id: int, province: str) -> State[None]:
    """Ghi thời điểm khép một kỳ hạn và bốn ô kết quả của kỳ đó."""
    try:
        closed = close_occurrence(occurrence_id, province)
    except TaskError as refusal:
        return Completed(name=REFUSED, message=str(refusal))
    publish(closed, run_id=flow_run.id)
    return Completed(name=CLOSED, message=message(closed))


def close_occurrence(occurrence_id: int, province: str) -> Closed:
    """Close an occurrence of a province now, in one transaction.

    Raises NothingThere for an unknown province or occurrence, NotPossibleNow before its moment.
    """
    here = world()
    with here.session() as session:
        return closing.close(
            session, province_id_of(session, province), occurrence_id, now=here.now(), by="Prefect: khép kỳ hạn"
        )


def publish(closed: Closed, *, run_id: str | None) -> None:
    """Publish the four cells of a closed occurrence as a table artifact, with the names of all that still owe."""
    owing = ", ".join(closed.overdue) or "không cơ quan nào"
    description = f"Kỳ hạn khép lúc {closed.closed_at:%H:%M ngày %d/%m/%Y}. Còn nợ: {owing}."
    with prefect_api(world().settings) as api:
        api.publish_table(
            f"ky-han-{closed.occurrence_id}",
            [line("Kỳ hạn này", closed.cells)],
            description=description,
            run_id=run_id,
        )


def message(closed: Closed) -> str:
    """Say how an occurrence stood when it was over, naming the first agencies that still owe."""
    said = sentence(closed.cells)
    if not closed.overdue:
        return f"{said}."
    named = ", ".join(closed.overdue[:NAMED_IN_MESSAGE])
    more = len(closed.overdue) - NAMED_IN_MESSAGE
    return f"{said}. Còn nợ: {named}{f' và {more} cơ quan khác' if more > 0 else ''}."
