"""What a reminder pass must know, loaded set by set and turned into the values of `notifications`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from sqlmodel import Session

from deploy.world import local_day
from models import Contact, ContactRole, Directive, MailState
from models.queries import due as rows
from models.queries import owed
from models.queries.due import DueAssignment, SaidNotice
from notifications import wording
from notifications.contacts import Contacts, Person
from notifications.digest import Work
from notifications.notice import Tone
from notifications.rungs import Anchor, Ladder
from notifications.view import Fate, Told, View
from notifications.wording import Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What the ladder decides from, by assignment; `contacts` by agency, `people` by contact."""

    due: Mapping[int, DueAssignment]
    views: Mapping[int, View]
    told: Mapping[int, tuple[Told, ...]]
    contacts: Mapping[int, Contacts]
    people: Mapping[int, Person]
    acknowledged_on: Mapping[int, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What some assignments owe, by assignment, and the directives that they rest on, by id and without their texts."""

    works: Mapping[int, Work]
    directive_ids: Mapping[int, tuple[int, ...]]
    directives: Mapping[int, Directive]


def gather(session: Session, province_id: int, due: Sequence[DueAssignment], *, today: date) -> Gathered:
    """Load what the ladder must know of some assignments, in a number of queries that does not depend on theirs."""
    ids = [found.id for found in due]
    said = rows.notices_of(session, province_id, ids)
    hand_ins = rows.last_hand_ins(session, province_id, ids)
    overdue = [found.id for found in due if found.late_after < today]
    following = rows.following_last_days(session, province_id, overdue)
    seen = rows.acknowledgements_of(session, province_id, ids)
    quiet: dict[int, dict[int, date]] = defaultdict(dict)
    for acknowledgement in seen:
        quiet[acknowledgement.assignment_id][acknowledgement.contact_id] = acknowledgement.expires_on
    views = {
        found.id: View(
            assignment_id=found.id,
            state=found.state,
            opens_on=found.opens_on,
            target_on=found.target_on,
            late_after=found.late_after,
            supplement_due_on=found.supplement_due_on,
            resumed_on=local_day(hand_ins[found.id]) if found.id in hand_ins else None,
            next_late_after=following.get(found.id),
            quiet=quiet.get(found.id, {}),
        )
        for found in due
    }
    contacts = rows.contacts_for(session, province_id, sorted({found.agency_id for found in due}))
    return Gathered(
        due={found.id: found for found in due},
        views=_with_releases(views, said),
        told=_history(said),
        contacts=_by_agency(contacts),
        people={person.contact_id: person for person in map(_person, contacts)},
        acknowledged_on={found.assignment_id: local_day(found.at) for found in seen},
    )


def describe(
    session: Session, province_id: int, gathered: Gathered, assignment_ids: Iterable[int], *, ladder: Ladder
) -> Described:
    """Load what some of the gathered assignments owe, in the words of a mail."""
    ids = sorted(assignment_ids)
    clauses = owed.clauses_of(session, province_id, ids)
    found = owed.directives_named(session, province_id, sorted({clause.directive_id for clause in clauses}))
    directives = {directive.id: directive for directive in found if directive.id is not None}
    bases: dict[int, list[Basis]] = defaultdict(list)
    for clause in clauses:
        directive = directives[clause.directive_id]
        bases[clause.assignment_id].append(
            Basis(
                directive_id=clause.directive_id,
                directive=directive.label(),
                issued_on=directive.issued_on,
                unit=clause.unit,
                action=clause.action,
            )
        )
    announcing = {rung.name for rung in ladder if rung.tone is Tone.ANNOUNCE}
    return Described(
        works={id_: _work(gathered, id_, bases[id_], announcing) for id_ in ids},
        directive_ids={id_: tuple(dict.fromkeys(basis.directive_id for basis in bases[id_])) for id_ in ids},
        directives=directives,
    )


def _work(gathered: Gathered, assignment_id: int, bases: Sequence[Basis], announcing: set[str]) -> Work:
    row, view = gathered.due[assignment_id], gathered.views[assignment_id]
    told = gathered.told.get(assignment_id, ())
    return Work(
        view=view,
        agency_id=row.agency_id,
        agency=row.agency,
        what=wording.owed(row.kind, period=row.period, recipient=row.recipient, clauses=bases),
        basis=wording.bases(bases),
        late_time=row.late_time,
        times_told=sum(_times(told, announcing).values()),
        answered_on=view.resumed_on,
        acknowledged_on=gathered.acknowledged_on.get(assignment_id),
    )


def _times(told: Sequence[Told], announcing: set[str]) -> dict[tuple[str, date], int]:
    """Count how often each rung was told; of one that repeats the history holds the last, with its number."""
    times: dict[tuple[str, date], int] = {}
    for was in told:
        if was.rung not in announcing:
            times[was.rung, was.due_on] = max(times.get((was.rung, was.due_on), 1), was.nth)
    return times


def _history(said: Sequence[SaidNotice]) -> dict[int, tuple[Told, ...]]:
    told: dict[int, list[Told]] = defaultdict(list)
    for notice in said:
        fate = _fate(notice.mail_state)
        told[notice.assignment_id].append(
            Told(
                contact_id=notice.contact_id,
                role=notice.role,
                rung=notice.rung,
                nth=notice.nth,
                due_on=notice.due_on,
                # A mail that was held is heard on the day that a person let it go.
                on=local_day(notice.queued_at) if fate is Fate.LEFT and notice.queued_at else notice.decided_on,
                fate=fate,
            )
        )
    return {assignment_id: tuple(found) for assignment_id, found in told.items()}


def _fate(state: MailState | None) -> Fate:
    match state:
        case MailState.QUEUED | MailState.SENDING | MailState.RETRY | MailState.SENT:
            return Fate.LEFT
        case MailState.HELD | MailState.DRAFT | None:
            return Fate.KEPT
        case MailState.DEAD:
            return Fate.FAILED
        case _:
            assert_never(state)


def _with_releases(views: Mapping[int, View], said: Sequence[SaidNotice]) -> dict[int, View]:
    """Mark the assignments whose draft to the Chairman, for the day that counts now, a person released."""
    released = {
        (notice.assignment_id, notice.due_on)
        for notice in said
        if notice.role is ContactRole.CHAIRMAN and _fate(notice.mail_state) is Fate.LEFT
    }
    return {
        id_: replace(view, draft_released=True) if (id_, view.day(Anchor.LATE)) in released else view
        for id_, view in views.items()
    }


def _by_agency(contacts: Sequence[Contact]) -> dict[int, Contacts]:
    of_province = tuple(_person(contact) for contact in contacts if contact.agency_id is None)
    own: dict[int, list[Person]] = defaultdict(list)
    for contact in contacts:
        if contact.agency_id is not None:
            own[contact.agency_id].append(_person(contact))
    everybody = {agency_id: Contacts(people=(*people, *of_province)) for agency_id, people in own.items()}
    return defaultdict(lambda: Contacts(people=of_province), everybody)


def _person(contact: Contact) -> Person:
    assert contact.id is not None
    return Person(
        contact_id=contact.id,
        role=ContactRole(contact.role),
        name=contact.name,
        email=contact.email,
        living=contact.dead_at is None,
    )
