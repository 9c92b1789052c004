"""The morning of a province: once a day, whoever runs it; then one bounded attempt to send."""

from datetime import date, datetime

from deploy.world import World
from flows.offices import each_apart, wanted_provinces
from models import Province
from models.queries import passes
from tasks.deliver import Delivered, deliver
from tasks.remind import Reminded
from tasks.remind import remind as remind_province

SEND_LIMIT_S = 60
"""How long a morning may try to send before it ends; the pulse sends the rest."""


def mornings(here: World, code: str | None, *, now: datetime, ran_by: str) -> dict[str, Reminded]:
    """Hold the morning of the province of a code, or of all for None; one transaction each, by name of province.

    Raises NothingThere for a code of no province, ExceptionGroup where some province's failed, after the others'.
    """
    with here.session() as session:
        offices = wanted_provinces(session, code)
    return each_apart(offices, lambda office: morning(here, office, now=now, ran_by=ran_by))


def morning(here: World, office: Province, *, now: datetime, ran_by: str) -> Reminded:
    """Decide whom to tell this morning and put the mails into the outbox, in one transaction."""
    with here.session() as session:
        return remind_province(session, office.id or 0, now=now, ran_by=ran_by)


def try_to_send(here: World, *, worker: str) -> Delivered:
    """Send what is due in the outbox for at most a minute."""
    return deliver(here, max_seconds=SEND_LIMIT_S, worker=worker)


def provinces_without_morning(here: World, on: date) -> list[Province]:
    """Return the provinces whose morning of a day nobody held."""
    with here.session() as session:
        return [
            office
            for office in wanted_provinces(session, None)
            if passes.pass_of(session, office.id or 0, passes.MORNING, on=on) is None
        ]
