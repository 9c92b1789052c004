"""The board "Bảng theo dõi" as a table artifact of Prefect."""

from deploy.world import World
from flows.prefect_api import prefect_api
from models import Province
from models.queries.agency import provinces
from models.queries.board import agency_cells
from reports.board import table

KEY = "bang-theo-doi"


def publish(world: World, *, run_id: str | None = None) -> int:
    """Publish the board of every province and return how many lines it has.

    `run_id` is the flow run that it comes from; without one (None) only a board that changed is published.

    Raises httpx.HTTPError where Prefect cannot be reached.
    """
    now = world.now()
    with world.session() as session:
        offices = provinces(session)
        boards = [(office, table(agency_cells(session, office.id or 0, on=now.date()))) for office in offices]
    with prefect_api(world.settings) as api:
        for office, rows in boards:
            description = f"**Bảng theo dõi {office.name}** lúc {now:%H:%M ngày %d/%m/%Y}. Đơn vị tính: đầu việc."
            key = _key(office, offices)
            if run_id is not None or api.newest_table(key) != rows:
                api.publish_table(key, rows, description=description, run_id=run_id)
    return sum(len(rows) for _, rows in boards)


def _key(office: Province, offices: list[Province]) -> str:
    return KEY if len(offices) == 1 else f"{KEY}-{office.code}"
