"""The example province, opened as if it had been at work for a quarter, and its first morning."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from sqlmodel import Session

from deploy.world import LOCAL, World
from law.calendar import Calendar
from law.intake import text_of
from models import Assignment, Province, ReadingState
from models.queries import agency as agencies
from models.queries import overview
from tasks import collect, enact, plan
from tasks.agencies import load_agencies, open_province, read_agencies
from tasks.deliver import deliver
from tasks.errors import NotPossibleNow
from tasks.province import read_province
from tasks.remind import remind

EXAMPLES = Path(__file__).parent.parent / "examples"
APPROVER = "Dữ liệu mẫu"
MORNING = time(7, 30)
OFFICE_HOUR = time(10, 0)
SEND_S = 45.0
DAYS_BEHIND = 100
"""How far back the example began: more than a quarter, so that one quarterly due day lies behind."""

# Of the answers that were due, in the order of agencies: which are missing, late, or not yet looked at by the desk.
SILENT_EVERY = 6
LATE_EVERY = 7
UNSEEN_EVERY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What the example holds. `is_new` is False where it had been opened before; the counts are then zero."""

    province_id: int
    is_new: bool
    directives: int = 0
    agencies: int = 0
    assignments: int = 0
    answers: int = 0


def open_example(world: World) -> Opened:
    """Write the example province in one transaction, unless it is there: agencies, five directives, plan, answers.

    `world` must be the World of this process.

    Raises NotPossibleNow where mail would leave the machine, or the database holds a province that is no example: the
    first morning would write to its people at once.
    """
    province = read_province((EXAMPLES / "province.toml").read_bytes(), source="province.toml")
    rows = read_agencies((EXAMPLES / "agencies.csv").read_bytes(), source="agencies.csv")
    morning = latest_morning(world.now(), world.calendar)
    began = morning - timedelta(days=DAYS_BEHIND)
    with world.session() as session:
        _require_room(session, world, province)
        known = agencies.province_of(session, province.code)
        if known is not None and known.id is not None:
            return Opened(province_id=known.id, is_new=False)
        province_id = open_province(session, province)
        load_agencies(session, province_id, rows)
        files = sorted((EXAMPLES / "directives").glob("*.txt"))
        for file in files:
            _put_in_force(session, province_id, file, now=began)
        first = plan.plan(session, province_id, now=began)
        answers = _answer_what_was_due(session, province_id, morning, world.calendar)
        further = plan.plan(session, province_id, now=morning)
    return Opened(
        province_id=province_id,
        is_new=True,
        directives=len(files),
        agencies=len(rows),
        assignments=first.assignments + further.assignments,
        answers=answers,
    )


def first_morning(world: World) -> date:
    """Hold the reminder pass of the latest working morning, send its mails for up to 45 s, and return that day.

    A morning that was held before stays as it was; mails that did not get through then are tried again.
    """
    morning = latest_morning(world.now(), world.calendar)
    with world.session() as session:
        for province in agencies.provinces(session):
            assert province.id is not None
            remind(session, province.id, now=morning, ran_by=APPROVER, always=True)
    deliver(world, max_seconds=SEND_S, worker="demo")
    return morning.date()


def latest_morning(now: datetime, calendar: Calendar) -> datetime:
    """Return the latest 07:30 of a working day that is not after `now`."""
    day = now.date() if now.time() >= MORNING else now.date() - timedelta(days=1)
    return _at(calendar.on_or_before(day), MORNING)


def _require_room(session: Session, world: World, example: Province) -> None:
    if not world.settings.uses_catcher:
        raise NotPossibleNow(
            "Đã đặt máy chủ thư (DONDOC_SMTP_HOST) nên không nạp tỉnh mẫu: thư mẫu sẽ rời máy. "
            "Chạy dondoc up không có --demo, hoặc bỏ thiết lập đó."
        )
    for known in agencies.provinces(session):
        if (known.code, known.desk_email) != (example.code, example.desk_email):
            raise NotPossibleNow(
                f"Thư mục dữ liệu {world.settings.home} đã có {known.name} (mã {known.code}), không phải tỉnh mẫu. "
                "Chạy dondoc up không có --demo, hoặc đặt DONDOC_HOME sang thư mục khác để xem tỉnh mẫu."
            )


def _put_in_force(session: Session, province_id: int, file: Path, *, now: datetime) -> None:
    text = text_of(file.read_bytes(), name=file.name)
    recorded = enact.record(session, province_id, text=text, source=file.name, now=now)
    enact.decide(
        session, province_id, recorded.directive_id, state=ReadingState.APPROVED, by=APPROVER, now=now, came_from="demo"
    )


def _answer_what_was_due(session: Session, province_id: int, morning: datetime, calendar: Calendar) -> int:
    """Hand in for most agencies; a few stay silent, a few come late, a few wait for the desk."""
    count = 0
    for place, (assignment, agency) in enumerate(overview.due_before(session, province_id, morning.date()), start=1):
        if place % SILENT_EVERY == 0:
            continue
        day = _handed_in_on(assignment, calendar, late=place % LATE_EVERY == 0)
        if day >= morning.date():
            continue
        count += 1
        paper = collect.Paper(number=f"{100 + place}/BC", dated=day)
        at = _at(day, OFFICE_HOUR)
        assert assignment.id is not None
        submission_id = collect.hand_in(
            session, province_id, assignment_id=assignment.id, at=at, by=f"Đầu mối {agency}", paper=paper
        )
        if place % UNSEEN_EVERY:
            collect.accept(session, province_id, submission_id, by=APPROVER, now=at + timedelta(hours=5))
    return count


def _handed_in_on(assignment: Assignment, calendar: Calendar, *, late: bool) -> date:
    return calendar.shift(assignment.late_after, 2) if late else calendar.on_or_before(assignment.target_on)


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=LOCAL)
