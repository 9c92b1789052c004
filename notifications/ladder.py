"""The ladder: who is told of an assignment, and when. Pure: values and `now` in, decisions out.

Every day here is Vietnam's, every offset counts working days. A rung comes due on its day, or on the next working
morning where that day is off; after that it is late and says so. Of the rungs that one role missed only the highest is
told. The rungs are data: `notifications.rungs`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import assert_never

from law.calendar import Calendar
from models import AssignmentState, ContactRole
from notifications.contacts import ABOVE_AGENCY, Contacts, Person
from notifications.notice import Decision, Reason, Tone
from notifications.rungs import Ladder, Rung
from notifications.view import Days, Fate, Told, View

HEAD_HAS = 2
"""Working days that the head of an agency has had before anyone above the agency is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upcoming:
    """The next rung, whom it is meant for and its morning."""

    rung: str
    role: ContactRole
    on: date


@dataclass(frozen=True, slots=True)
class _Call:
    """A rung whose turn comes: its nominal day, the working morning it is told on, and its number where it repeats."""

    rung: Rung
    height: int
    day: date
    morning: date
    due_on: date
    nth: int = 0


def due_notices(
    view: View, *, ladder: Ladder, told: Sequence[Told], contacts: Contacts, calendar: Calendar, now: datetime
) -> tuple[Decision, ...]:
    """Decide who is told of an assignment at `now`, at most one rung for each role, the lowest rung first.

    `told` is the history of this assignment in any order; nothing in it is decided again.
    """
    today = now.date()
    decisions: list[Decision] = []
    for role, call in _untold(view, ladder=ladder, told=told, calendar=calendar, today=today):
        if not _head_was_told(call, role, told=told, calendar=calendar, today=today):
            continue
        person = _reach(call, role, told=told, contacts=contacts)
        if person is None or _is_quiet(view, call, person) or _heard(call, person, told, contacts, decisions):
            continue
        decisions.append(_decision(view, call, role, person, contacts=contacts, today=today))
    return tuple(sorted(decisions, key=lambda decision: decision.height))


def next_notice_on(
    view: View, *, ladder: Ladder, told: Sequence[Told], contacts: Contacts, calendar: Calendar, now: datetime
) -> date | None:
    """Return the next working day after `now` on which something may be due; None when nothing more is to be said.

    `told` must hold what was decided at `now`. The day may turn out silent (an acknowledgement); no day before it can
    speak unless the assignment, its contacts or its mails change.
    """
    today = now.date()
    days = [call.morning for call in _coming(view, ladder, calendar, today)]
    for role, call in _untold(view, ladder=ladder, told=told, calendar=calendar, today=today):
        person = _reach(call, role, told=told, contacts=contacts)
        if person is not None and (_is_quiet(view, call, person) or _heard(call, person, told, contacts, ())):
            continue
        days.append(_waits_until(call, role, told=told, calendar=calendar, today=today))
    return min(days, default=None)


def upcoming(view: View, *, ladder: Ladder, told: Sequence[Told], calendar: Calendar, now: datetime) -> Upcoming | None:
    """Return who hears next if nothing comes in, and when; None when nobody will.

    `told` must hold what was decided at `now`. Of two on one morning it is the higher.
    """
    today = now.date()
    calls = [(call.morning, call) for call in _coming(view, ladder, calendar, today)]
    for role, call in _untold(view, ladder=ladder, told=told, calendar=calendar, today=today):
        if role in ABOVE_AGENCY:
            calls.append((_waits_until(call, role, told=told, calendar=calendar, today=today), call))
    on, first = min(calls, key=lambda found: (found[0], -found[1].height), default=(today, None))
    return None if first is None else Upcoming(rung=first.rung.name, role=first.rung.roles[0], on=on)


@lru_cache(maxsize=8192)
def working_days(calendar: Calendar, start: date, end: date) -> int:
    """Count as `Calendar.working_days_between` does, once for the many assignments that share their days."""
    return calendar.working_days_between(start, end)


def _untold(
    view: View, *, ladder: Ladder, told: Sequence[Told], calendar: Calendar, today: date
) -> Iterator[tuple[ContactRole, _Call]]:
    """Yield for each role the highest call whose morning has come and since which that role has heard nothing."""
    if _is_silent(view):
        return
    for role, call in _highest(view.days(), ladder, calendar, today):
        if not any(was.role is role and was.on >= call.morning and was.fate is not Fate.FAILED for was in told):
            yield role, call


def _is_silent(view: View) -> bool:
    match view.state:
        case AssignmentState.OPEN | AssignmentState.SUPPLEMENT:
            return False
        case AssignmentState.HANDED_IN | AssignmentState.ACCEPTED | AssignmentState.WITHDRAWN:
            return True
        case _:
            assert_never(view.state)


@lru_cache(maxsize=64)
def _by_role(ladder: Ladder) -> tuple[tuple[ContactRole, tuple[tuple[int, Rung], ...]], ...]:
    """Return for each role its rungs with their heights, the highest first."""
    rungs: dict[ContactRole, list[tuple[int, Rung]]] = {}
    for height, rung in enumerate(ladder):
        for role in rung.roles:
            rungs.setdefault(role, []).insert(0, (height, rung))
    return tuple((role, tuple(found)) for role, found in rungs.items())


@lru_cache(maxsize=8192)
def _highest(days: Days, ladder: Ladder, calendar: Calendar, today: date) -> tuple[tuple[ContactRole, _Call], ...]:
    """Return for each role its highest call whose morning has come."""
    found: list[tuple[ContactRole, _Call]] = []
    for role, rungs in _by_role(ladder):
        calls = (_call(days, height, rung, _repeats(days, rung, calendar, today), calendar) for height, rung in rungs)
        call = next((call for call in calls if call is not None and call.morning <= today), None)
        if call is not None:
            found.append((role, call))
    return tuple(found)


@lru_cache(maxsize=8192)
def _ahead(days: Days, ladder: Ladder, calendar: Calendar, today: date) -> tuple[_Call, ...]:
    """Return of each rung the first call whose morning is after today."""
    found: list[_Call] = []
    for height, rung in enumerate(ladder):
        so_far = _repeats(days, rung, calendar, today)
        for times in (so_far, so_far + 1) if rung.every else (0,):
            call = _call(days, height, rung, times, calendar)
            if call is not None and call.morning > today:
                found.append(call)
                break
    return tuple(found)


def _coming(view: View, ladder: Ladder, calendar: Calendar, today: date) -> tuple[_Call, ...]:
    return () if _is_silent(view) else _ahead(view.days(), ladder, calendar, today)


def _repeats(days: Days, rung: Rung, calendar: Calendar, today: date) -> int:
    """Return how often a repeating rung has come round by today, at least 1; 0 for a rung that comes once."""
    if rung.every is None:
        return 0
    passed = working_days(calendar, days.of(rung.anchor), today)
    return max(1, (passed - rung.offset) // rung.every + 1)


def _call(days: Days, height: int, rung: Rung, nth: int, calendar: Calendar) -> _Call | None:
    """Return a call of a rung; None where this assignment has no such rung or it is over."""
    anchor = days.of(rung.anchor)
    day, morning = _morning(calendar, anchor, rung.offset + (nth - 1) * (rung.every or 0) if nth else rung.offset)
    if day < days.opens_on or (days.resumed_on is not None and day <= days.resumed_on):
        return None
    if rung.tone is Tone.LAST_DAY and anchor <= days.target_on:
        return None
    if nth and (days.draft_released or (days.next_late_after is not None and day > days.next_late_after)):
        return None
    return _Call(rung, height, day, morning, anchor, nth)


@lru_cache(maxsize=8192)
def _morning(calendar: Calendar, anchor: date, offset: int) -> tuple[date, date]:
    day = calendar.shift(anchor, offset)
    return day, calendar.on_or_after(day)


def _head_told_on(call: _Call, told: Sequence[Told]) -> date | None:
    days = (
        was.on for was in told if was.role is ContactRole.HEAD and was.due_on == call.due_on and was.fate is Fate.LEFT
    )
    return min(days, default=None)


def _head_was_told(call: _Call, role: ContactRole, *, told: Sequence[Told], calendar: Calendar, today: date) -> bool:
    if role not in ABOVE_AGENCY:
        return True
    head_on = _head_told_on(call, told)
    return head_on is not None and _morning(calendar, head_on, HEAD_HAS)[0] <= today


def _waits_until(call: _Call, role: ContactRole, *, told: Sequence[Told], calendar: Calendar, today: date) -> date:
    """Return the morning on which a call that could not be told today is looked at again."""
    tomorrow = calendar.shift(today, 1)
    head_on = _head_told_on(call, told) if role in ABOVE_AGENCY else None
    return tomorrow if head_on is None else max(tomorrow, _morning(calendar, head_on, HEAD_HAS)[0])


def _reach(call: _Call, role: ContactRole, *, told: Sequence[Told], contacts: Contacts) -> Person | None:
    """Return who hears a call. A copy goes to a post that exists; whom the same call could not reach is passed over."""
    failed = {was.contact_id for was in told if was.fate is Fate.FAILED and _is_of(was, call)}
    is_copy = role is not call.rung.roles[0]
    return contacts.reach(call.rung.roles[0] if is_copy and not contacts.has(role) else role, without=failed)


def _is_of(was: Told, call: _Call) -> bool:
    return was.rung == call.rung.name and was.nth == call.nth and was.due_on == call.due_on


def _is_quiet(view: View, call: _Call, person: Person) -> bool:
    quiet_until = view.quiet.get(person.contact_id)
    return call.rung.tone is Tone.REMIND and quiet_until is not None and call.morning <= quiet_until


def _heard(
    call: _Call, person: Person, told: Sequence[Told], contacts: Contacts, decisions: Sequence[Decision]
) -> bool:
    """Tell whether the person behind a mailbox hears or heard this very call, in another role perhaps."""
    told_to = [was.contact_id for was in told if _is_of(was, call) and was.fate is not Fate.FAILED]
    told_to += [made.contact_id for made in decisions if made.rung == call.rung.name]
    return any(contacts.mailbox(contact_id) == person.email.lower() for contact_id in told_to)


def _decision(
    view: View, call: _Call, role: ContactRole, person: Person, *, contacts: Contacts, today: date
) -> Decision:
    rung = call.rung
    reason = Reason(
        tone=rung.tone,
        due_on=call.due_on,
        lead_days=rung.offset + (call.nth - 1) * (rung.every or 0) if call.nth else rung.offset,
        nth=call.nth,
        missed_on=call.morning if call.morning < today else None,
        instead_of=None if contacts.holds(person, role) else role,
    )
    return Decision(
        assignment_id=view.assignment_id,
        rung=rung.name,
        tone=rung.tone,
        height=call.height,
        due_on=call.due_on,
        contact_id=person.contact_id,
        role=role,
        reason=reason,
        nth=call.nth,
    )
