"""What every room's tests share: a server for the run, a database for the test."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from sqlmodel import Session

from deploy.embedded import EmbeddedPostgres
from deploy.migrations import upgrade
from deploy.settings import Settings
from deploy.world import World, inhabit

hypothesis_settings.register_profile("shared machine", deadline=None)
hypothesis_settings.load_profile("shared machine")

TEMPLATE = "template_dondoc"
_numbers = count(1)


def prepare_template(url: str) -> None:
    """Bring an empty database to what every test starts from; no session may stay open in it."""
    upgrade(url)


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmbeddedPostgres]:
    """A server without fear of power cuts, for the length of the run."""
    home = Path(tempfile.mkdtemp(prefix="dondoc-test-"))
    home.chmod(0o711)  # as root the server runs under another account, which must pass here
    try:
        with EmbeddedPostgres(home / "postgres", durable=False) as server:
            yield server
    finally:
        shutil.rmtree(home)


@pytest.fixture(scope="session")
def template(postgres: EmbeddedPostgres) -> str:
    """The name of a database with our schema, to be copied."""
    postgres.create_database(TEMPLATE)
    prepare_template(postgres.url(TEMPLATE))
    return TEMPLATE


@contextmanager
def fresh_database(postgres: EmbeddedPostgres, template: str) -> Iterator[str]:
    """The address of a fresh database with our schema; dropped at the end with whoever is in it."""
    name = f"test_{next(_numbers)}"
    postgres.create_database(name, template=template)
    yield postgres.url(name)
    postgres.drop_database(name)


@pytest.fixture
def database_url(postgres: EmbeddedPostgres, template: str) -> Iterator[str]:
    """A fresh database for one test."""
    with fresh_database(postgres, template) as url:
        yield url


@pytest.fixture
def world(database_url: str, tmp_path: Path) -> Iterator[World]:
    """The World of one test: an empty database of ours, a data folder of its own."""
    with inhabit(World(settings=Settings(home=tmp_path), database_url=database_url)) as opened:
        yield opened


@pytest.fixture
def session(world: World) -> Iterator[Session]:
    """An open transaction, committed at the end of the test."""
    with world.session() as opened:
        yield opened


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of the one Prefect server on one worker, so that it is started once a run."""
    for item in items:
        if "prefect" in item.keywords:
            item.add_marker(pytest.mark.xdist_group("prefect"))
