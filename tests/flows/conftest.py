"""One real Prefect server for the run, on a PostgreSQL database of its own; the flows are served as subprocesses."""

import asyncio
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from prefect.settings import PREFECT_API_URL, PREFECT_HOME, PREFECT_LOGGING_TO_API_ENABLED, temporary_settings

from deploy import office, prefect_server, services
from deploy.embedded import EmbeddedPostgres
from deploy.processes import free_port
from deploy.services import Service
from deploy.settings import Settings
from deploy.timetable import CLOSE, TIMETABLE
from deploy.world import World, inhabit
from flows.prefect_api import prefect_api
from flows.serve import deployment

PAUSE_S = 0.2
LONG_AGO = timedelta(days=1000)


def until(true: Callable[[], object], *, limit_s: float = 60.0) -> None:
    """Wait for something that another process does."""
    deadline = time.monotonic() + limit_s
    while not true():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(PAUSE_S)


@contextmanager
def running(service: Service, home: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = services.spawn(service, home / "logs" / f"{service.name}.log")
    try:
        until(lambda: process.poll() is not None or service.answers(), limit_s=service.limit_s)
        assert process.poll() is None, (home / "logs" / f"{service.name}.log").read_text()
        yield process
    finally:
        services.end(services.session_of(process.pid))
        process.wait()


@pytest.fixture(scope="session")
def prefect_settings(postgres: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """The settings of a data folder whose Prefect server runs."""
    home = tmp_path_factory.mktemp("prefect")
    settings = Settings(home=home, prefect_port=free_port())
    postgres.create_database("prefect_of_tests")
    service = office.prefect(settings, postgres.url("prefect_of_tests", driver="asyncpg"))
    with running(service, home):
        yield settings


@pytest.fixture
def prefect_world(prefect_settings: Settings, database_url: str) -> Iterator[World]:
    """The World of one test whose flows speak to the Prefect server, in this process or under `serve`."""
    settings = prefect_settings.model_copy(update={"database_url": database_url})
    settings.model_fields_set.add("database_url")
    here = World(settings=settings, database_url=database_url)
    with temporary_settings(speaking_to(settings)), inhabit(here):
        yield here


def speaking_to(settings: Settings) -> dict[Any, Any]:
    return {
        PREFECT_API_URL: prefect_server.api_url(settings),
        PREFECT_HOME: settings.home / "prefect",
        PREFECT_LOGGING_TO_API_ENABLED: False,  # its thread would still be sending when the server has stopped
    }


@pytest.fixture(scope="session")
def timetable(prefect_settings: Settings) -> None:
    """The deployments of the timetable, registered once."""
    with temporary_settings(speaking_to(prefect_settings)):
        asyncio.run(register())


@pytest.fixture
def registered(prefect_world: World, timetable: None) -> World:
    """The World of one test, with the timetable, no deadline in the calendar and nobody to run anything."""
    with prefect_api(prefect_world.settings) as api:
        left = api.runs_after(api.deployments()[CLOSE.name], prefect_world.now() - LONG_AGO)
        api.delete([run.id for run in left])
    return prefect_world


async def register() -> None:
    for process in TIMETABLE:
        await (await deployment(process)).aapply()
