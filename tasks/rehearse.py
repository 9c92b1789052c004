"""Play a stretch of years through: the same functions, a movable clock, a throw-away database, no mail leaves."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from deploy import migrations
from deploy.embedded import DATABASE, EmbeddedPostgres
from deploy.settings import Settings
from deploy.world import LOCAL, World, inhabit
from models import Province, ReadingState
from models.queries import agenda
from models.queries.agenda import PlannedDuty, SaidNotice
from tasks import collect, enact, plan
from tasks.agencies import AgencyRow, load_agencies, open_province
from tasks.answers import Answer, Played, submissions_of
from tasks.errors import BadRange
from tasks.remind import remind

MORNING = time(7, 30)
HANDED_IN_AT = time(10, 0)
REHEARSER = "diễn tập"


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """What is rehearsed. `directives` are (file's name, text); the last day is included."""

    directives: Sequence[tuple[str, str]]
    agencies: Sequence[AgencyRow]
    start: date
    end: date
    answers: Sequence[Answer] = ()
    answers_source: str = "answers.csv"
    province_name: str = "tỉnh"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """What came of it: duties sorted by day, agency and clause; notices in the order they were decided."""

    duties: Sequence[PlannedDuty] = field(repr=False)
    notices: Sequence[SaidNotice] = field(repr=False)

    def to_json(self) -> dict[str, Any]:
        """Return {"assignments": […], "notices": […]}; a notice's `assignment` is the index into the list."""
        grouped: dict[int, list[PlannedDuty]] = {}
        for duty in self.duties:
            grouped.setdefault(duty.assignment_id, []).append(duty)
        index = {assignment_id: place for place, assignment_id in enumerate(grouped)}
        return {
            "assignments": [_assignment_json(duties) for duties in grouped.values()],
            "notices": [
                {
                    "at": notice.at.astimezone(LOCAL).isoformat(timespec="minutes"),
                    "to": notice.to,
                    "to_role": notice.to_role,
                    "rung": notice.rung,
                    "agency": notice.agency,
                    "assignment": index[notice.assignment_id],
                    "subject": notice.subject,
                    "reason": notice.reason,
                }
                for notice in self.notices
            ],
        }


def rehearse(script: Script, *, progress: Callable[[date], None] = lambda _: None) -> Rehearsal:
    """Plan on the first day, then live every working morning to the last one; answers come in on their days.

    `progress` hears of each day. Raises BadRange when the last day lies before the first, BadAnswers for an answer to
    nothing, UnreadableText and NotPossibleNow as `tasks.enact.record` does.
    """
    if script.end < script.start:
        raise BadRange(
            f"Ngày cuối {script.end:%d/%m/%Y} đứng trước ngày đầu {script.start:%d/%m/%Y}. "
            "Đặt --to bằng hoặc sau --from rồi chạy lại."
        )
    with _throw_away_world() as world:
        province_id = _open(world, script)
        _live(world, province_id, script, progress)
        with world.session() as session:
            return Rehearsal(
                duties=agenda.planned_duties(session, province_id),
                notices=agenda.said_notices(session, province_id),
            )


@contextmanager
def _throw_away_world() -> Iterator[World]:
    with tempfile.TemporaryDirectory(prefix="dondoc-rehearsal-", ignore_cleanup_errors=True) as folder:
        server = EmbeddedPostgres(Path(folder) / "postgres", durable=False)
        with server:
            server.create_database(DATABASE)
            migrations.upgrade(server.url(DATABASE))
            world = World(settings=Settings(home=Path(folder) / "home"), database_url=server.url(DATABASE))
            with inhabit(world):
                yield world


def _open(world: World, script: Script) -> int:
    now = _at(script.start, time(0, 0))
    with world.session() as session:
        province = Province(
            code="rehearsal",
            name=script.province_name,
            desk_email="ban-theo-doi@rehearsal.example",
            chairman_email="van-phong@rehearsal.example",
        )
        province_id = open_province(session, province)
        load_agencies(session, province_id, list(script.agencies))
        for source, text in script.directives:
            recorded = enact.record(session, province_id, text=text, source=source, now=now)
            enact.decide(
                session,
                province_id,
                recorded.directive_id,
                state=ReadingState.APPROVED,
                by=REHEARSER,
                now=now,
            )
        plan.plan(session, province_id, now=now, horizon=script.end)
    return province_id


def _live(world: World, province_id: int, script: Script, progress: Callable[[date], None]) -> None:
    with world.session() as session:
        duties = agenda.planned_duties(session, province_id)
    waiting = submissions_of(script.answers, duties, source=script.answers_source)
    day = script.start
    while day <= script.end:
        if world.calendar.is_working(day):
            with world.session() as session:
                remind(session, province_id, now=_at(day, MORNING), ran_by=REHEARSER)
        while waiting and waiting[0].on <= day:
            _play(world, province_id, waiting.pop(0), day)
        progress(day)
        day += timedelta(days=1)


def _play(world: World, province_id: int, played: Played, day: date) -> None:
    at = _at(day, HANDED_IN_AT)
    with world.session() as session:
        submission_id = collect.hand_in(
            session,
            province_id,
            assignment_id=played.assignment_id,
            at=at,
            by=played.agency,
            paper=played.paper,
            lines=played.lines,
        )
        collect.accept(session, province_id, submission_id, by=REHEARSER, now=at, paper_date_holds=True)


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=LOCAL)


def _assignment_json(duties: list[PlannedDuty]) -> dict[str, Any]:
    lead = duties[0]
    steps: list[dict[str, Any]] = []
    for duty in duties:
        steps += [step for step in duty.derivation if step not in steps]
    discharges: list[dict[str, str]] = []
    for duty in duties:
        clause = {"directive": duty.directive, "unit": duty.unit}
        if clause not in discharges:
            discharges.append(clause)
    return {
        "discharges": discharges,
        "agency": lead.agency,
        "kind": lead.kind,
        "period": lead.assignment_period,
        "opens_on": lead.opens_on.isoformat(),
        "target_on": lead.target_on.isoformat(),
        "late_after": lead.late_after.isoformat(),
        "late_time": lead.late_time.isoformat("minutes") if lead.late_time else None,
        "derivation": steps,
    }
