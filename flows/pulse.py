"""The second clock: `python -m flows.pulse` keeps the office going where Prefect does not.

It pumps the outbox, looks after Prefect and its calendar, runs the morning that nobody ran, and beats an outside
heartbeat. APScheduler is only the clock; each job is a function of the World, run in a thread.
"""

import asyncio
import logging
import os
import signal
from collections.abc import Callable
from datetime import datetime, time
from typing import Any

import httpx
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger
from sqlalchemy import text

from deploy.office import put_mark
from deploy.world import World, world
from flows import board
from flows.ahead import plan_ahead
from flows.morning import morning, provinces_without_morning
from flows.offices import each_apart
from flows.prefect_api import prefect_api
from flows.sync import name_coming, sync
from law.calendar import TIME_ZONE
from models import Journal, Province
from models.queries.agency import provinces
from tasks.deliver import deliver

log = logging.getLogger("dondoc.pulse")

PUMP_S = 20
PREFECT_S = 60
SYNC_S = 300
HEARTBEAT_S = 60
PROBE_S = 10.0
MISSED_AT = time(8, 30)
PULSE = "pulse"


class Prefect:
    """What the pulse knows of the Prefect server: whether it answered when last asked; None before that."""

    def __init__(self) -> None:
        self.answered: bool | None = None

    def look(self, here: World) -> None:
        """Ask whether it answers; tell the operator when that changed, and repair the calendar when it came back."""
        before = self.answered
        with prefect_api(here.settings, timeout_s=PROBE_S) as api:
            self.answered = api.healthy()
        if self.answered and before is not True:
            write_calendar(here)
        if self.answered:
            name_coming(here)
        if self.answered is False and before is not False:
            log.error("prefect.silent address=%s", here.settings.prefect_url)
            tell(here, "prefect.silent")
        if self.answered and before is False:
            log.warning("prefect.back")
            tell(here, "prefect.back")


def write_calendar(here: World) -> None:
    """Bring Prefect's runs and board in line with our rows; a Prefect that is silent waits for the next time."""
    try:
        done = sync(here)
        board.publish(here)
    except httpx.HTTPError as cause:
        log.warning("calendar.not_written cause=%r", cause)
        return
    if done.created or done.deleted or done.renamed:
        log.info("calendar.written created=%d deleted=%d renamed=%d", done.created, done.deleted, done.renamed)


def keep_ahead(here: World) -> None:
    """Plan what has come within the horizon and close what was missed while the machine was off."""
    done = plan_ahead(here, here.now())
    log.info("planned.ahead occurrences=%d duties=%d closed=%d", done.occurrences, done.duties, done.closed)


def run_missed_morning(here: World) -> None:
    """Run the morning of today where nobody did by 08:30 of a working day, and tell the operator.

    Looked for again and again until office hours end: the database may be away when it is first looked for.
    """
    now = here.now()
    if now.time() < MISSED_AT or not here.calendar.is_working(now.date()):
        return
    missed = provinces_without_morning(here, now.date())
    each_apart(
        [office for office in missed if now.time() < office.office_closes],
        lambda office: _take_over(here, office, now),
    )


def _take_over(here: World, office: Province, now: datetime) -> None:
    log.warning("morning.missed province=%s day=%s", office.code, now.date())
    done = morning(here, office, now=now, ran_by=PULSE)
    tell(here, "morning.run_by_pulse", office=office, said=str(done))


def pump(here: World) -> None:
    """Send what is due in the outbox, for as long as until the next time."""
    deliver(here, max_seconds=PUMP_S, worker=f"{PULSE}-{os.getpid()}")


def beat(here: World) -> None:
    """Ping the outside heartbeat while the database answers: silence is the alarm."""
    if here.settings.heartbeat_url is None:
        return
    with here.session() as session:
        session.execute(text("SELECT 1"))
    try:
        httpx.get(here.settings.heartbeat_url, timeout=PROBE_S).raise_for_status()
    except httpx.HTTPError as cause:
        log.warning("heartbeat.not_heard cause=%r", cause)


def tell(here: World, what: str, *, office: Province | None = None, **about: Any) -> None:  # Any: JSON
    """Write a journal row for the operator of a province, or of every province for None."""
    now = here.now()
    with here.session() as session:
        for each in provinces(session) if office is None else [office]:
            session.add(Journal(province_id=each.id or 0, at=now, what=what, who=PULSE, came_from="pulse", about=about))


def jobs(prefect: Prefect) -> tuple[tuple[Callable[[World], None], BaseTrigger], ...]:
    """Return what is done and when, in Vietnam's time."""
    return (
        (pump, IntervalTrigger(seconds=PUMP_S, timezone=TIME_ZONE)),
        (prefect.look, IntervalTrigger(seconds=PREFECT_S, timezone=TIME_ZONE)),
        (write_calendar, IntervalTrigger(seconds=SYNC_S, timezone=TIME_ZONE)),
        (run_missed_morning, CronTrigger(hour=f"{MISSED_AT.hour}-23", minute="*/10", timezone=TIME_ZONE)),
        (beat, IntervalTrigger(seconds=HEARTBEAT_S, timezone=TIME_ZONE)),
    )


async def main() -> None:
    """Do at once what may have been missed, then keep time until SIGTERM."""
    here, prefect = world(), Prefect()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    scheduler = AsyncIOScheduler(timezone=TIME_ZONE, job_defaults={"coalesce": True, "misfire_grace_time": None})
    for act, trigger in jobs(prefect):
        scheduler.add_job(_in_thread, trigger, args=(act, here), name=act.__name__)
    for act in (keep_ahead, prefect.look, run_missed_morning, pump):
        await _in_thread(act, here)
    put_mark(here.settings, PULSE)
    scheduler.start()
    await stop.wait()
    scheduler.shutdown(wait=False)


async def _in_thread(act: Callable[[World], None], here: World) -> None:
    """Run a job beside the clock; what it raises is logged, and the clock goes on."""
    try:
        await asyncio.to_thread(act, here)
    except Exception:
        log.exception("job.failed name=%s", act.__name__)


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    log.setLevel(logging.INFO)
    asyncio.run(main())
