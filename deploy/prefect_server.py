"""How the Prefect server is started and where its clients find it. No import of Prefect: only words of its settings."""

import os
import sys
from datetime import date, timedelta

from deploy.settings import PREFIX, Settings, environment

KEPT_S = 400 * 24 * 3600
"""How long Prefect keeps runs that ended, in seconds; our journal keeps what they did."""


def command(settings: Settings) -> list[str]:
    """Return the command line of the server."""
    where = ["--host", settings.prefect_host, "--port", str(settings.prefect_port)]
    return [sys.executable, "-m", "prefect", "server", "start", *where]


def server_environment(settings: Settings, database_url: str) -> dict[str, str]:
    """Return the environment of the server; `database_url` must name the asyncpg driver.

    None of our settings is there: they hold secrets that it does not need. Only its own pages may call it from a
    browser; by default any page that somebody of this machine opens could read the runs and start some.

    Nothing is sent home, scheduled runs may lie 400 days ahead. PREFECT_SERVER_SERVICES_SCHEDULER_MIN_SCHEDULED_TIME
    stays alone: raising it fills the list of coming runs with a hundred mornings.
    """
    ours = client_environment(settings)
    environment = {name: value for name, value in ours.items() if not name.startswith(PREFIX)} | {
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": database_url,
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": ",".join(
            f"http://{name}:{settings.prefect_port}" for name in ("127.0.0.1", "localhost")
        ),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_SERVICES_SCHEDULER_MAX_SCHEDULED_TIME": "P400D",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(KEPT_S),
    }
    if settings.prefect_auth:
        environment["PREFECT_SERVER_API_AUTH_STRING"] = settings.prefect_auth
    return environment


def client_environment(settings: Settings) -> dict[str, str]:
    """Return the environment of a process of ours, without the settings of another Prefect of this user."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    ours = {
        "PREFECT_API_URL": api_url(settings),
        "PREFECT_HOME": str(settings.home / "prefect"),
        "DO_NOT_TRACK": "1",
        "PYTHONUNBUFFERED": "1",
    }
    if settings.prefect_auth:
        ours["PREFECT_API_AUTH_STRING"] = settings.prefect_auth
    return inherited | environment(settings) | ours


def api_url(settings: Settings) -> str:
    """Return the address of the interface for programs."""
    return f"{settings.prefect_url}/api"


def coming_url(settings: Settings, *, on: date) -> str:
    """Return the page of the runs of the 400 days from a day on, the nearest first.

    Only the second edition of Prefect's pages takes the days from the address.
    """
    end = on + timedelta(days=400)
    return f"{settings.prefect_url}/v2/runs?start={on.isoformat()}&end={end.isoformat()}&sort=START_TIME_ASC"
