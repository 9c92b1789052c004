"""`dondoc remind`: one morning's pass over the ladder."""

from datetime import datetime

from deploy.world import LOCAL
from portal.commands.office import chosen_province, opened
from portal.show import console
from portal.words import moment
from tasks.remind import remind


def run(*, as_of: datetime | None, code: str | None) -> None:
    """Decide the notices of a morning, put the mails into the outbox, and print how many.

    `as_of` is local wall time; None means now. A morning that was done before stays as it was.
    """
    with opened() as world, world.session() as session:
        now = as_of.replace(tzinfo=LOCAL) if as_of else world.now()
        province = chosen_province(session, code)
        assert province.id is not None
        done = remind(session, province.id, now=now, ran_by="dondoc remind")
    console().print(f"{moment(now)}: {done}")
