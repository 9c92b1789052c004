"""A reminder pass against bare SQL that writes the same rows: `python -m benchmarks.remind [AGENCIES]`."""

import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from sqlalchemy import text
from sqlmodel import Session

from benchmarks.database import fresh_world
from deploy.world import World
from law.values import Bound, Kind, Once
from models.queries import due, passes
from tasks.plan import plan
from tasks.remind import Reminded, remind
from tests.builders import a_directive, a_province, an_agency, an_obligation, at

UNITS = 10
MORNING = "2026-09-14 07:30"
SILENT = "2026-09-13 08:00"

BARE = """
WITH chosen AS (
    SELECT a.id, a.agency_id, a.target_on FROM assignment a JOIN agency g ON g.id = a.agency_id
    WHERE a.province_id = :province_id AND a.next_notice_on <= :today
), told AS (
    INSERT INTO notice (province_id, key, assignment_id, contact_id, role, rung, nth, due_on, decided_at, decided_on,
                        reason, mail_id)
    SELECT :province_id, chosen.id || ':due:' || chosen.target_on || ':' || c.id, chosen.id, c.id, 'focal', 'due', 0,
           chosen.target_on, :now, :today, 'đến ngày đề nghị hoàn thành', m.id
    FROM chosen JOIN contact c ON c.agency_id = chosen.agency_id AND c.role = 'focal'
    JOIN mail m ON m.contact_id = c.id AND m.province_id = :province_id
    RETURNING assignment_id
)
UPDATE assignment SET next_notice_on = CAST(:today AS date) + 1
FROM told WHERE assignment.id = told.assignment_id
"""


def fill(session: Session, agencies: int) -> int:
    """One assignment for each of UNITS clauses and agency, all of them due on the same morning."""
    province_id = a_province(session)
    names = tuple(f"Sở số {n}" for n in range(agencies))
    for name in names:
        an_agency(session, province_id, name)
    directive_id = a_directive(session, province_id)
    for place in range(UNITS):
        timing = Once(due=date(2026, 9, 15), bound=Bound.BEFORE)
        an_obligation(session, directive_id, timing, kind=Kind.PLAN, unit=str(place + 1), ord_=place)
    plan(session, province_id, now=at("2026-09-01 06:00"))
    return province_id


def ours(world: World, province_id: int) -> tuple[float, Reminded]:
    """Hold a pass and give it up again; return its seconds and what it did."""
    with world.session() as session:
        started = time.perf_counter()
        done = remind(session, province_id, now=at(MORNING), ran_by="bench")
        session.flush()
        seconds = time.perf_counter() - started
        session.rollback()
    return seconds, done


def bare(world: World, province_id: int) -> float:
    """Write the same notices and next days by one statement, with the mails that they refer to already there."""
    with world.session() as session:
        remind(session, province_id, now=at(MORNING), ran_by="bench")
        session.execute(text("DELETE FROM notice WHERE province_id = :province_id"), {"province_id": province_id})
        session.execute(
            text("UPDATE assignment SET next_notice_on = :day WHERE province_id = :province_id"),
            {"province_id": province_id, "day": date(2026, 9, 14)},
        )
        values = {"province_id": province_id, "today": date(2026, 9, 14), "now": at(MORNING)}
        started = time.perf_counter()
        session.execute(text(BARE), values)
        seconds = time.perf_counter() - started
        session.rollback()
    return seconds


def silent(world: World, province_id: int) -> float:
    """Hold passes that have nothing to say, and return the mean seconds of one."""
    rounds = 50
    started = time.perf_counter()
    for _ in range(rounds):
        with world.session() as session:
            pass_id = passes.open_pass(session, province_id, "silent", now=at(SILENT), ran_by="bench")
            due.due_assignments(session, province_id, on=date(2020, 1, 1))
            due.refused_contacts(session, province_id, before=date(2026, 9, 13), pass_name="silent")
            passes.close_pass(session, province_id, pass_id or 0, now=at(SILENT), counts={})
            session.rollback()
    return (time.perf_counter() - started) / rounds


def main() -> None:
    agencies = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory(prefix="dondoc-bench-") as folder, fresh_world(Path(folder)) as world:
        with world.session() as session:
            province_id = fill(session, agencies)
        ours(world, province_id)
        by_hand = min(bare(world, province_id) for _ in range(3))
        seconds, done = min((ours(world, province_id) for _ in range(3)), key=lambda found: found[0])
        print(
            f"remind    {done.notices} notices in {done.mails} mails: bare SQL {by_hand * 1000:.0f} ms (no mails), "
            f"ours {seconds * 1000:.0f} ms (mails too), ratio {seconds / by_hand:.1f} (promise: 2.0 or less)"
        )
        nothing = silent(world, province_id) * 1000
        print(f"remind    a morning with nothing to say: {nothing:.1f} ms (wanted: 5 or less)")


if __name__ == "__main__":
    main()
