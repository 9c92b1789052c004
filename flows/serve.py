"""Serve the timetable: `python -m flows.serve` makes each process a deployment and runs what is due."""

import asyncio
from importlib import import_module
from typing import Any

from prefect import Flow
from prefect.deployments.runner import RunnerDeployment
from prefect.runner import Runner
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType

from deploy.office import put_mark
from deploy.settings import Settings
from deploy.timetable import TIMETABLE, Process
from law.calendar import TIME_ZONE

RUNS_AT_ONCE = 3  # missed runs all start when the office comes back


async def deployment(process: Process) -> RunnerDeployment:
    """Return the deployment of a process, its flow named by module path: a run may start in any folder."""
    return await _flow(process).ato_deployment(
        name=process.name,
        description=process.description,
        tags=list(process.tags),
        schedules=[Cron(each.cron, timezone=TIME_ZONE, slug=each.slug) for each in process.schedules],
        concurrency_limit=process.at_once,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )


async def main() -> None:
    """Serve every process until SIGTERM. Schedules stay active: pausing them would delete the coming runs."""
    runner = Runner(name="dondoc", pause_on_shutdown=False, limit=RUNS_AT_ONCE)
    for process in TIMETABLE:
        await runner.aadd_deployment(await deployment(process))
    put_mark(Settings(), "serve")
    await runner.start()


def _flow(process: Process) -> Flow[Any, Any]:
    module, _, function = process.flow.rpartition(".")
    found = getattr(import_module(module), function)
    assert isinstance(found, Flow)
    return found


if __name__ == "__main__":
    asyncio.run(main())
