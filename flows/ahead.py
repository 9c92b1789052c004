"""Bring new periods within the horizon and close what was missed, for every province."""

from dataclasses import dataclass
from datetime import datetime

from deploy.world import World
from flows.offices import each_apart
from models.queries.agency import provinces
from tasks import close as closing
from tasks import plan as planning


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedAhead:
    """What planning wrote, in one province or over all."""

    occurrences: int
    duties: int
    closed: int


def plan_ahead(here: World, now: datetime) -> PlannedAhead:
    """Plan every province up to the horizon and close its missed occurrences, one transaction for each province.

    Raises ExceptionGroup where some province's failed, after the others'.
    """
    with here.session() as session:
        offices = provinces(session)
    done = each_apart(offices, lambda office: _plan(here, office.id or 0, now)).values()
    return PlannedAhead(
        occurrences=sum(each.occurrences for each in done),
        duties=sum(each.duties for each in done),
        closed=sum(each.closed for each in done),
    )


def _plan(here: World, province_id: int, now: datetime) -> PlannedAhead:
    with here.session() as session:
        planned = planning.plan(session, province_id, now=now)
        closed = closing.close_missed(session, province_id, now=now, by="lập kế hoạch")
    return PlannedAhead(occurrences=planned.occurrences, duties=planned.duties, closed=len(closed))
