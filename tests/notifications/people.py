"""One agency's people, a calendar and an assignment for tests of the ladder; days that matter are given by the test."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from law.calendar import vietnam
from models import AssignmentState, ContactRole
from notifications.contacts import Contacts, Person
from notifications.ladder import due_notices, next_notice_on
from notifications.notice import Decision
from notifications.rungs import LADDER
from notifications.view import Told, View

CALENDAR = vietnam()
LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
FOCAL, DEPUTY, UNIT_HEAD, HEAD, DESK, CHAIRMAN = 57, 58, 59, 60, 1, 2
ROLES = {
    FOCAL: ContactRole.FOCAL,
    DEPUTY: ContactRole.DEPUTY,
    UNIT_HEAD: ContactRole.UNIT_HEAD,
    HEAD: ContactRole.HEAD,
    DESK: ContactRole.DESK,
    CHAIRMAN: ContactRole.CHAIRMAN,
}


def people(*, dead: tuple[int, ...] = (), missing: tuple[int, ...] = (), **emails: str) -> Contacts:
    """Everyone of one agency with the desk and the Chairman's office; `emails` overrides by role name."""
    return Contacts(
        people=tuple(
            Person(
                contact_id=contact_id,
                role=role,
                name=role.value,
                email=emails.get(role.value, f"{role.value}@co-quan.example"),
                living=contact_id not in dead,
            )
            for contact_id, role in ROLES.items()
            if contact_id not in missing
        )
    )


def an_assignment(**changes: Any) -> View:
    """Report of quarter III/2026: asked for on Monday 14/9, on time to the end of Tuesday 15/9."""
    values: dict[str, Any] = {
        "assignment_id": 812,
        "state": AssignmentState.OPEN,
        "opens_on": date(2026, 8, 20),
        "target_on": date(2026, 9, 14),
        "late_after": date(2026, 9, 15),
    }
    return View(**values | changes)


def morning(day: date) -> datetime:
    return datetime.combine(day, time(7, 30), tzinfo=LOCAL)


def decide(view: View, day: date, *, told: tuple[Told, ...] = (), contacts: Contacts | None = None):
    return due_notices(
        view, ladder=LADDER, told=told, contacts=contacts or people(), calendar=CALENDAR, now=morning(day)
    )


def next_day(view: View, day: date, *, told: tuple[Told, ...] = (), contacts: Contacts | None = None) -> date | None:
    return next_notice_on(
        view, ladder=LADDER, told=told, contacts=contacts or people(), calendar=CALENDAR, now=morning(day)
    )


def said(decision: Decision, on: date, **changes: Any) -> Told:
    """What the database remembers of a decision."""
    values: dict[str, Any] = {
        "contact_id": decision.contact_id,
        "role": decision.role,
        "rung": decision.rung,
        "due_on": decision.due_on,
        "nth": decision.nth,
        "on": on,
    }
    return Told(**values | changes)


def live(view: View, days: list[date], *, contacts: Contacts | None = None) -> list[tuple[str, str, int]]:
    """Hold a pass on each day and return (day, rung, contact) of all that was told."""
    told: tuple[Told, ...] = ()
    heard = []
    for day in days:
        made = decide(view, day, told=told, contacts=contacts)
        told += tuple(said(decision, day) for decision in made)
        heard += [(day.isoformat(), _name(decision), decision.contact_id) for decision in made]
    return heard


def working_days(first: date, last: date) -> list[date]:
    days = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
    return [day for day in days if CALENDAR.is_working(day)]


def _name(decision: Decision) -> str:
    return f"{decision.rung}:{decision.nth}" if decision.nth else decision.rung
