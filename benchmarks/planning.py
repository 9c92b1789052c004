"""Duties that a plan writes against a bare COPY of the same rows: `python -m benchmarks.planning [PROVINCES]`."""

import resource
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import text
from sqlmodel import Session

from benchmarks.database import fresh_world
from deploy.world import World
from law.values import Frequency, Kind, Recurring
from models import AgencyKind
from tasks.plan import plan
from tests.builders import a_directive, a_province, an_agency, an_obligation, at

PROVINCES = 34
AGENCIES = 100
CLAUSES = 3
NOW = "2026-01-02 08:00"
COLUMNS = "province_id, occurrence_id, agency_id, assignment_id, target_on, late_after, state"


def fill(session: Session, place: int) -> int:
    """Write one province: its agencies, and a directive that asks all of them for something every month."""
    province_id = a_province(session, code=f"tinh-{place}", name=f"tỉnh Mẫu {place}")
    for number in range(AGENCIES):
        an_agency(session, province_id, f"Xã số {number}", AgencyKind.COMMUNE)
    directive_id = a_directive(session, province_id)
    for clause in range(CLAUSES):
        timing = Recurring(frequency=Frequency.MONTHLY)
        an_obligation(
            session, directive_id, timing, lead=("@ubnd-xã",), kind=Kind.PLAN, unit=str(clause + 1), ord_=clause
        )
    return province_id


def ours(world: World, province_ids: list[int]) -> tuple[float, int]:
    """Plan every province in a transaction of its own; return the seconds and how many duties were written."""
    duties = 0
    started = time.perf_counter()
    for province_id in province_ids:
        with world.session() as session:
            duties += plan(session, province_id, now=at(NOW)).duties
    return time.perf_counter() - started, duties


def bare(world: World) -> float:
    """Copy the very same duties into the very same table, emptied, with its indexes and references; return seconds."""
    connection = world.engine.raw_connection()
    try:
        cursor = connection.cursor()
        with cursor.copy(f"COPY (SELECT {COLUMNS} FROM duty ORDER BY id) TO STDOUT") as out:
            rows = b"".join(bytes(block) for block in out)
        cursor.execute("TRUNCATE duty CASCADE")
        connection.commit()
        started = time.perf_counter()
        with cursor.copy(f"COPY duty ({COLUMNS}) FROM STDIN") as into:
            into.write(rows)
        connection.commit()
        return time.perf_counter() - started
    finally:
        connection.close()


def peak_mb() -> float:
    """Return the most memory that this process has held; of the database server nothing is in it."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    provinces = int(sys.argv[1]) if len(sys.argv) > 1 else PROVINCES
    with tempfile.TemporaryDirectory(prefix="dondoc-bench-") as folder, fresh_world(Path(folder)) as world:
        with world.session() as session:
            province_ids = [fill(session, place) for place in range(provinces)]
            session.execute(text("ANALYZE"))
        before = peak_mb()
        seconds, duties = ours(world, province_ids)
        grown = peak_mb() - before
        by_hand = bare(world)
    print(
        f"planning  {duties} duties of {provinces} provinces: bare COPY {duties / by_hand:,.0f}/s, "
        f"ours {duties / seconds:,.0f}/s with occurrences and assignments, ratio {by_hand / seconds:.2f} "
        f"(promise: 0.50 or more); memory grew by {grown:.0f} MB"
    )


if __name__ == "__main__":
    main()
