"""Write into Prefect the difference between what lies ahead with us and the runs that stand there.

Our rows are the record; wiping Prefect's database loses nothing that this does not bring back.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from deploy.timetable import CLOSE, TIMETABLE, Process
from deploy.world import LOCAL, World
from flows.naming import occurrence_run, occurrence_tags
from flows.prefect_api import NewRun, PrefectApi, Run, prefect_api
from models import Province
from models.queries.agency import provinces
from models.queries.closing import OpenOccurrence, owed_occurrences
from tasks.close import closing_moment

MOST_RUNS = 400
"""How many coming deadlines of one province stand in Prefect at once, the nearest first."""
MARGIN = timedelta(minutes=1)
"""Runs due this soon are left alone: they may be starting."""
DAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
STANDING = "SCHEDULED"
UNDER_WAY = frozenset({"PENDING", "RUNNING", "CANCELLING", "PAUSED"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What must be done so that the runs are the wanted ones. `rename` pairs a run's id with what it should say."""

    create: tuple[NewRun, ...]
    delete: tuple[str, ...]
    rename: tuple[tuple[str, NewRun], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """What a sync did. `standing` counts the deadlines that stand in Prefect after it; None: nobody serves them yet."""

    standing: int | None
    created: int = 0
    deleted: int = 0
    renamed: int = 0


def sync(world: World) -> Synced:
    """Make Prefect's scheduled runs those of our open occurrences.

    Raises httpx.HTTPError where Prefect cannot be reached; what was done until then stays and the next call goes on.
    """
    now = world.now()
    with prefect_api(world.settings) as api:
        deployments = api.deployments()
        if CLOSE.name not in deployments:
            return Synced(standing=None)
        wanted = wanted_runs(world, now)
        found = difference(wanted, api.runs_after(deployments[CLOSE.name], now + MARGIN))
        api.delete(found.delete)
        api.create(deployments[CLOSE.name], found.create)
        for run_id, run in found.rename:
            api.rename(run_id, run.name, run.tags)
    return Synced(
        standing=len(wanted),
        created=len(found.create),
        deleted=len(found.delete),
        renamed=len(found.rename),
    )


def name_coming(world: World) -> int:
    """Name the coming runs of the timetable in Vietnamese and return how many were without.

    Prefect's scheduler makes them under names such as "noisy-fox". Raises httpx.HTTPError as `sync` does.
    """
    now = world.now()
    with prefect_api(world.settings) as api:
        deployments = api.deployments()
        return sum(_name(api, deployments[each.name], each, now) for each in TIMETABLE if each.name in deployments)


def wanted_runs(world: World, now: datetime) -> list[NewRun]:
    """Return the runs that should lie ahead, for every province, the nearest first within each."""
    with world.session() as session:
        return [
            run_of(province, occurrence)
            for province in provinces(session)
            for occurrence in owed_occurrences(session, province.id or 0, on=now.date(), limit=MOST_RUNS)
            if closing_moment(occurrence.late_after) > now + MARGIN
        ]


def run_of(province: Province, occurrence: OpenOccurrence) -> NewRun:
    """Return the run of an occurrence, at its closing moment. Its key changes when its last day does."""
    return NewRun(
        key=f"{occurrence.occurrence_id}:{occurrence.late_after.isoformat()}",
        name=occurrence_run(
            occurrence.directive,
            unit=occurrence.unit,
            kind=occurrence.kind,
            period=occurrence.period,
            period_end=occurrence.period_end,
            agencies=occurrence.agencies,
            last=occurrence.late_after,
        ),
        tags=occurrence_tags(
            occurrence.directive,
            kind=occurrence.kind,
            agencies=occurrence.agencies,
            groups=occurrence.groups,
            province=province.name,
        ),
        parameters={"occurrence_id": occurrence.occurrence_id, "province": province.code},
        at=closing_moment(occurrence.late_after),
    )


def difference(wanted: Sequence[NewRun], ahead: Iterable[Run]) -> Difference:
    """Compare what should lie ahead with what does. Pure.

    A run that already ran before its time has used up its key, so it is deleted and made anew.
    """
    by_key = {run.key: run for run in wanted}
    kept: set[str] = set()
    delete: list[str] = []
    rename: list[tuple[str, NewRun]] = []
    for run in ahead:
        target = by_key.get(run.key or "")
        if run.state in UNDER_WAY:
            kept.add(run.key or "")
        elif target is None or run.state != STANDING or run.at != target.at:
            if target is not None or run.state == STANDING:
                delete.append(run.id)
        else:
            kept.add(target.key)
            if run.name != target.name or not set(target.tags) <= set(run.tags):
                rename.append((run.id, target))
    create = tuple(run for run in wanted if run.key not in kept)
    return Difference(create=create, delete=tuple(delete), rename=tuple(rename))


def day_name(process: Process, at: datetime) -> str:
    """Name a coming run of the timetable: "Đôn đốc buổi sáng · thứ Hai 23/11/2026"."""
    local = at.astimezone(LOCAL)
    return f"{process.run_name} · {DAYS[local.weekday()]} {local:%d/%m/%Y}"


def _name(api: PrefectApi, deployment_id: str, process: Process, now: datetime) -> int:
    if process.run_name is None:
        return 0
    runs = [run for run in api.runs_after(deployment_id, now) if run.state == STANDING]
    nameless = [run for run in runs if re.fullmatch(r"[a-z]+-[a-z]+", run.name)]
    for run in nameless:
        api.rename(run.id, day_name(process, run.at))
    return len(nameless)
