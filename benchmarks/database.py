"""A database of its own for a measurement, durable as in use."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy import migrations
from deploy.embedded import EmbeddedPostgres
from deploy.settings import Settings
from deploy.world import World, inhabit
from tests.notifications.relay import free_port

DATABASE = "bench"


@contextmanager
def fresh_world(folder: Path) -> Iterator[World]:
    """Open a World on a new server under a folder; its mail server is a free port of this machine, unthrottled."""
    with EmbeddedPostgres(folder / "postgres", durable=True) as server:
        server.create_database(DATABASE)
        migrations.upgrade(server.url(DATABASE))
        settings = Settings(
            home=folder / "home",
            smtp_host="127.0.0.1",
            smtp_port=free_port(),
            smtp_tls="none",
            throttle_per_10_minutes=0,
        )
        with inhabit(World(settings=settings, database_url=server.url(DATABASE))) as world:
            yield world
