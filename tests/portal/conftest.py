"""A small office with open work, and a browser's worth of the portal in front of it."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
import uvicorn
from httpx import Client

from deploy.folder import secret
from deploy.processes import LOOPBACK, free_port
from deploy.world import World, inhabit
from notifications.links import Scope, sign
from portal.app import app
from tests.builders import at
from tests.portal.rows import Desk, a_desk, an_assignment

NOON = at("2026-09-14 12:00")


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What was laid out: the desk's rows, and the assignments by how they stand at noon of 14/09/2026."""

    desk: Desk
    overdue: int
    due: int
    later: int
    other_agency: int

    def token(self, world: World, *, agency_id: int | None = None, until: date = date(2026, 12, 31)) -> str:
        scope = Scope(
            province_id=self.desk.province_id,
            agency_id=agency_id or self.desk.agency_id,
            contact_id=self.desk.contact_id,
            until=until,
        )
        return sign(scope, secret=secret(world.settings))


@pytest.fixture
def noon(world: World) -> Iterator[World]:
    """The World of the test, at noon of Monday 14/09/2026."""
    with inhabit(world.at(lambda: NOON)) as here:
        yield here


@pytest.fixture
def office(noon: World) -> Office:
    with noon.session() as session:
        desk = a_desk(session)
        return Office(
            desk=desk,
            overdue=an_assignment(
                session, desk, target_on=date(2026, 9, 1), late_after=date(2026, 9, 3), period="once"
            ),
            due=an_assignment(
                session,
                desk,
                target_on=date(2026, 9, 15),
                late_after=date(2026, 9, 15),
                period="2026-Q3",
                units=("1", "1", "2"),
            ),
            later=an_assignment(
                session, desk, target_on=date(2026, 12, 15), late_after=date(2026, 12, 15), period="2026"
            ),
            other_agency=an_assignment(
                session,
                desk,
                agency_id=desk.other_agency_id,
                target_on=date(2026, 9, 15),
                late_after=date(2026, 9, 15),
                period="2026-Q3",
            ),
        )


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where the portal listens, in a thread of this process; it serves whatever World a test lives in."""
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, host=LOOPBACK, port=port, log_level="critical", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        thread.join(0.01)
    yield f"http://{LOOPBACK}:{port}"
    server.should_exit = True
    thread.join(10)
    assert not thread.is_alive()


@pytest.fixture
def client(noon: World, address: str) -> Iterator[Client]:
    with Client(base_url=address, follow_redirects=True, trust_env=False) as opened:
        yield opened


@pytest.fixture
def inside(client: Client, office: Office, noon: World) -> Client:
    """The client after the link of the agency's mail was opened."""
    client.get(f"/v/{office.token(noon)}", follow_redirects=True).raise_for_status()
    return client
