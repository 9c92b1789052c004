"""The child processes of `dondoc up`: how each is started and how to see that it works.

Programs of the rooms to the right are named by module, as the timetable names flows.
"""

import sys
from pathlib import Path

from deploy import prefect_server
from deploy.health import answers_http, answers_tcp
from deploy.processes import LOOPBACK
from deploy.services import Service
from deploy.settings import Settings


def prefect(settings: Settings, database_url: str) -> Service:
    """Return the Prefect server; `database_url` names the asyncpg driver."""
    (settings.home / "prefect").mkdir(mode=0o700, parents=True, exist_ok=True)
    return Service(
        name="prefect",
        title="Máy chủ Prefect",
        command=tuple(prefect_server.command(settings)),
        environment=prefect_server.server_environment(settings, database_url),
        answers=lambda: answers_http(f"{prefect_server.api_url(settings)}/health"),
    )


def portal(settings: Settings) -> Service:
    """Return the web pages. No log of accesses: the path of a link is all that it takes to open it."""
    where = ("--host", settings.portal_host, "--port", str(settings.portal_port))
    health = f"http://{LOOPBACK}:{settings.portal_port}/health"
    return Service(
        name="portal",
        title="Cổng web",
        command=(sys.executable, "-m", "uvicorn", "portal.app:app", *where, "--no-server-header", "--no-access-log"),
        environment=prefect_server.client_environment(settings),
        answers=lambda: answers_http(health),
    )


def catcher(settings: Settings) -> Service:
    """Return the local mail catcher, for want of a mail server."""
    return Service(
        name="catcher",
        title="Hộp thư thử",
        command=(sys.executable, "-m", "deploy.catching"),
        environment=prefect_server.client_environment(settings),
        answers=lambda: answers_tcp(LOOPBACK, settings.catcher_port),
    )


def serve(settings: Settings) -> Service:
    """Return the process that runs the flows; it works once it has put its mark, having registered them all."""
    return _marking(settings, name="serve", title="Lịch chạy", module="flows.serve")


def pulse(settings: Settings) -> Service:
    """Return the second clock; it works once it has put its mark."""
    return _marking(settings, name="pulse", title="Nhịp kiểm tra", module="flows.pulse")


def _marking(settings: Settings, *, name: str, title: str, module: str) -> Service:
    mark = _mark(settings, name)
    mark.unlink(missing_ok=True)
    return Service(
        name=name,
        title=title,
        command=(sys.executable, "-m", module),
        environment=prefect_server.client_environment(settings),
        answers=mark.exists,
    )


def put_mark(settings: Settings, name: str) -> None:
    """Let `dondoc up` see that the process `name` works."""
    path = _mark(settings, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()


def _mark(settings: Settings, name: str) -> Path:
    return settings.home / "logs" / f"{name}.ready"
