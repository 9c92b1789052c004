"""One mail per person and morning: what was decided, gathered by person, the gravest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby

from law.calendar import Calendar
from models import ContactRole
from notifications import links, wording
from notifications.contacts import Person
from notifications.ladder import Upcoming, upcoming, working_days
from notifications.letterhead import Letterhead
from notifications.notice import Decision, Tone
from notifications.rungs import Anchor, Ladder
from notifications.view import Told, View

ABOUT_LENGTH = 60
"""Signs of what is owed that a subject shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What an assignment owes and what is known of it. `answered_on`: the last hand-in, None before any."""

    view: View
    agency_id: int
    agency: str
    what: str
    basis: str
    late_time: time | None = None
    times_told: int = 0
    answered_on: date | None = None
    acknowledged_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One assignment in a mail. `days` are working days: to the day asked for, or past the last day on time.

    `missed_on`, `instead_of`: as in Reason. `next` is None when nobody will hear of it again.
    """

    assignment_id: int
    work: Work
    tone: Tone
    target_on: date
    late_after: date
    days: int
    is_today: bool
    link: str
    missed_on: date | None = None
    instead_of: ContactRole | None = None
    next: Upcoming | None = None

    @property
    def has_grace(self) -> bool:
        """Whether the last day on time lies after the day asked for."""
        return self.late_after > self.target_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Neighbouring lines of which the same is to be said; `first` is the number of its first line in the section."""

    first: int
    lines: tuple[Line, ...]

    @property
    def last(self) -> int:
        """The number of its last line in the section."""
        return self.first + len(self.lines) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The lines of one tone, the oldest last day first."""

    tone: Tone
    lines: tuple[Line, ...]

    @property
    def groups(self) -> tuple[Group, ...]:
        """The lines again, those together of which the same is to be said."""
        found: list[Group] = []
        for _, lines in groupby(self.lines, key=_said):
            first = found[-1].last + 1 if found else 1
            found.append(Group(first=first, lines=tuple(lines)))
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """An address that takes no mail any more, for the desk."""

    name: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """The mail of one person for one morning. `agency` is None for the desk. Sections: the gravest first, none empty.

    `answer_by` is the first day on which somebody higher hears of one of the lines; None when nobody will.
    """

    person: Person
    agency: str | None
    day: date
    sections: tuple[Section, ...]
    is_for_head: bool = False
    refused: tuple[Refused, ...] = ()

    @property
    def overdue(self) -> tuple[Line, ...]:
        """The overdue lines, the oldest first."""
        return next((section.lines for section in self.sections if section.tone is Tone.OVERDUE), ())

    @property
    def about(self) -> str:
        """What the mail is about in a few words; empty where it is about several things."""
        lines = [line for section in self.sections for line in section.lines]
        return wording.shorten(lines[0].work.what, ABOUT_LENGTH) if len(lines) == 1 else ""

    @property
    def agencies(self) -> int:
        """How many agencies the overdue lines are of."""
        return len({line.work.agency_id for line in self.overdue})

    @property
    def answer_by(self) -> date | None:
        """The first day on which somebody hears of an overdue line again."""
        return min((line.next.on for line in self.overdue if line.next is not None), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Morning:
    """What all digests of one pass share. `told` is the history of each assignment with what this pass decided."""

    works: Mapping[int, Work]
    told: Mapping[int, Sequence[Told]]
    people: Mapping[int, Person]
    ladder: Ladder
    calendar: Calendar
    now: datetime
    letterhead: Letterhead


def digests(decisions: Sequence[Decision], morning: Morning, *, refused: Sequence[Refused] = ()) -> tuple[Digest, ...]:
    """Gather decisions into one digest per contact, sorted by contact; drafts to the Chairman are none of them.

    An assignment stands once in a digest, under its highest rung. `refused` go to the desk, who gets a digest for them
    alone if need be.
    """
    by_contact: dict[int, list[Decision]] = {}
    for decision in decisions:
        if decision.role is not ContactRole.CHAIRMAN:
            by_contact.setdefault(decision.contact_id, []).append(decision)
    for person in morning.people.values():
        if refused and person.role is ContactRole.DESK and person.living:
            by_contact.setdefault(person.contact_id, [])
    return tuple(
        _digest(morning.people[contact_id], by_contact[contact_id], morning, refused)
        for contact_id in sorted(by_contact)
    )


def _digest(person: Person, decisions: Sequence[Decision], morning: Morning, refused: Sequence[Refused]) -> Digest:
    highest: dict[int, Decision] = {}
    for decision in sorted(decisions, key=lambda decision: decision.height):
        highest[decision.assignment_id] = decision
    is_desk = person.role is ContactRole.DESK
    token = "" if is_desk else _token(person, highest, morning)
    lines = [_line(decision, morning, token) for decision in highest.values()]
    lines.sort(key=lambda line: (line.late_after, _said(line), line.work.agency, line.assignment_id))
    return Digest(
        person=person,
        agency=None if is_desk else morning.works[decisions[0].assignment_id].agency,
        day=morning.now.date(),
        sections=tuple(
            Section(tone=tone, lines=found)
            for tone in reversed(Tone)
            if (found := tuple(line for line in lines if line.tone is tone))
        ),
        is_for_head=any(decision.role is ContactRole.HEAD for decision in decisions),
        refused=tuple(refused) if is_desk else (),
    )


def _said(line: Line) -> tuple[object, ...]:
    """Return all that the sentences below a line are made of; it can be sorted."""
    work, later = line.work, line.next
    return (
        line.target_on,
        line.late_after,
        line.is_today,
        work.late_time or time.min,
        (later.on, later.role) if later else (date.max, ""),
        line.missed_on or date.min,
        line.instead_of or "",
        work.times_told,
        work.answered_on or date.min,
        work.acknowledged_on or date.min,
    )


def _token(person: Person, decisions: Mapping[int, Decision], morning: Morning) -> str:
    works = [morning.works[assignment_id] for assignment_id in decisions]
    issued_on = morning.now.date()
    until = max(links.last_day(late_after=work.view.day(Anchor.LATE), issued_on=issued_on) for work in works)
    scope = links.Scope(
        province_id=morning.letterhead.province_id,
        agency_id=works[0].agency_id,
        contact_id=person.contact_id,
        until=until,
    )
    return links.sign(scope, secret=morning.letterhead.secret)


def _line(decision: Decision, morning: Morning, token: str) -> Line:
    work = morning.works[decision.assignment_id]
    view, today = work.view, morning.now.date()
    target_on, late_after = view.day(Anchor.TARGET), view.day(Anchor.LATE)
    is_overdue = decision.tone is Tone.OVERDUE
    start, end = (late_after, today) if is_overdue else (today, target_on)
    public_url = morning.letterhead.public_url
    return Line(
        assignment_id=decision.assignment_id,
        work=work,
        tone=decision.tone,
        target_on=target_on,
        late_after=late_after,
        days=working_days(morning.calendar, start, end),
        is_today=today == (late_after if decision.tone is Tone.LAST_DAY else target_on),
        link=links.address(public_url, token, assignment_id=view.assignment_id) if token else links.board(public_url),
        missed_on=decision.reason.missed_on,
        instead_of=decision.reason.instead_of,
        next=upcoming(
            view,
            ladder=morning.ladder,
            told=morning.told.get(view.assignment_id, ()),
            calendar=morning.calendar,
            now=morning.now,
        ),
    )


def salutation(digest: Digest) -> str:
    """Return whom a digest addresses."""
    return wording.salutation(digest.person.name, digest.agency)
