"""Bring new periods within the horizon and close what was missed, for every province."""

from dataclasses import dataclass
from datetime import datetime

from deploy.world import World
from models.queries.agency import provinces
from tasks import close as closing
from tasks import plan as planning


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedAhead:
    """What planning wrote, over all provinces."""

    occurrences: int
    duties: int
    closed: int


def plan_ahead(here: World, now: datetime) -> PlannedAhead:
    """Plan every province up to the horizon and close its missed occurrences, one transaction for each province."""
    occurrences = duties = closed = 0
    with here.session() as session:
        province_ids = [each.id or 0 for each in provinces(session)]
    for province_id in province_ids:
        with here.session() as session:
            planned = planning.plan(session, province_id, now=now)
            closed += len(closing.close_missed(session, province_id, now=now, by="lập kế hoạch"))
        occurrences, duties = occurrences + planned.occurrences, duties + planned.duties
    return PlannedAhead(occurrences=occurrences, duties=duties, closed=closed)
