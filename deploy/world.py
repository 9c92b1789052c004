"""The World: what a process has opened, and the only place that reads the clock.

A Prefect flow runs in a process of its own that never passes through a `main` of ours; so whatever is open is pulled
from here, by `world()`, and not handed down.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, create_engine
from sqlmodel import Session

from deploy.settings import Settings
from law.calendar import TIME_ZONE, Calendar, vietnam
from law.deadlines import ReportingCalendar, vietnam_reporting

LOCAL = ZoneInfo(TIME_ZONE)

Clock = Callable[[], datetime]


def _system_clock() -> datetime:
    return datetime.now(LOCAL)  # noqa: TID251  (the one clock)


@dataclass(frozen=True)
class World:
    """Settings, database, calendars and clock of this process."""

    settings: Settings
    database_url: str = field(repr=False)  # it holds a password
    clock: Clock = _system_clock

    def now(self) -> datetime:
        """Return the present instant in Vietnam's time. Read once per flow run or request, then passed down."""
        return self.clock().astimezone(LOCAL)

    @cached_property
    def engine(self) -> Engine:
        """The connection pool, opened at first use."""
        return create_engine(
            self.database_url,
            pool_pre_ping=True,
            pool_size=5,
            max_overflow=5,
            hide_parameters=True,  # an error is logged; addresses and what people wrote are not
        )

    @cached_property
    def calendar(self) -> Calendar:
        """Working days and days off."""
        return vietnam()

    @cached_property
    def reporting(self) -> ReportingCalendar:
        """Data windows and due days of the periodic reports."""
        return vietnam_reporting()

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Open a session, commit it at the end; roll back on an error. Whoever opens it is the one who commits."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    def at(self, clock: Clock) -> "World":
        """Return the same world under another clock."""
        return replace(self, clock=clock)

    def close(self) -> None:
        """Give the connections back."""
        if "engine" in self.__dict__:
            self.engine.dispose()


def local_day(at: datetime) -> date:
    """Return the day on which an instant falls in Vietnam; what the database gives back is in its own zone."""
    return at.astimezone(LOCAL).date()


_opened: list[World] = []


def world() -> World:
    """Return this process's World, opened from the settings at first use.

    Raises SettingsError when no database is running or named.
    """
    if not _opened:
        from deploy.embedded import running_database_url  # noqa: PLC0415  (its imports are only needed to open)

        settings = Settings()
        _opened.append(World(settings=settings, database_url=running_database_url(settings)))
    return _opened[-1]


@contextmanager
def inhabit(other: World) -> Iterator[World]:
    """Make `other` the World of this process for the length of a block: rehearsals, commands of short life, tests."""
    _opened.append(other)
    try:
        yield other
    finally:
        _opened.remove(other)
        other.close()
