"""What a reminder pass loads: the assignments whose day has come, and what must be known of them, set by set."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import and_, func, or_
from sqlalchemy import select as select_rows
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from law.values import Kind
from models.agency import Agency, Contact, ContactRole
from models.directive import Obligation
from models.duty import Acknowledgement, Assignment, AssignmentState, Duty, Occurrence, Submission
from models.outbox import Mail, MailState, Notice, Pass
from models.queries.owed import among


@dataclass(frozen=True, slots=True, kw_only=True)
class DueAssignment:
    """An assignment that a pass looks at, with the name of its agency."""

    id: int
    agency_id: int
    agency: str
    kind: Kind
    period: str
    recipient: str | None
    opens_on: date
    target_on: date
    late_after: date
    late_time: time | None
    state: AssignmentState
    supplement_due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidNotice:
    """A notice that was decided before. `mail_state` and `queued_at` are None where no mail carries it."""

    assignment_id: int
    contact_id: int
    role: ContactRole
    rung: str
    nth: int
    due_on: date
    decided_on: date
    mail_state: MailState | None
    queued_at: datetime | None


_ASSIGNMENT = (
    Assignment.id,
    Assignment.agency_id,
    Agency.name,
    Assignment.kind,
    Assignment.period,
    Assignment.recipient,
    Assignment.opens_on,
    Assignment.target_on,
    Assignment.late_after,
    Assignment.late_time,
    Assignment.state,
    Assignment.supplement_due_on,
)
_REPEATED = (
    col(Notice.assignment_id),
    col(Notice.due_on),
    col(Notice.rung),
    col(Notice.role),
    col(Notice.contact_id),
)
_REMINDED = (AssignmentState.OPEN, AssignmentState.SUPPLEMENT)


def due_assignments(session: Session, province_id: int, *, on: date) -> list[DueAssignment]:
    """Return the assignments whose next notice may be due by a day, sorted by id."""
    query = (
        select_rows(*_ASSIGNMENT)  # type: ignore[call-overload]  # typed for ten columns at most
        .join(Agency, col(Agency.id) == Assignment.agency_id)
        .where(col(Assignment.province_id) == province_id, col(Assignment.next_notice_on) <= on)
        .order_by(col(Assignment.id))
    )
    return [_due(row) for row in session.execute(query)]


def answered_assignment(session: Session, province_id: int, submission_id: int) -> tuple[DueAssignment, Submission]:
    """Return a submission with the assignment that it answers.

    Raises NoResultFound: this province has no such submission.
    """
    query = (
        select_rows(*_ASSIGNMENT, Submission)  # type: ignore[call-overload]
        .join(Agency, col(Agency.id) == Assignment.agency_id)
        .join(Submission, col(Submission.assignment_id) == Assignment.id)
        .where(col(Submission.province_id) == province_id, col(Submission.id) == submission_id)
    )
    *columns, submission = session.execute(query).one()
    return _due(columns), submission


def overdue_assignments(
    session: Session, province_id: int, *, directive_ids: Sequence[int], late_by: date
) -> list[DueAssignment]:
    """Return the unanswered assignments of some directives whose last day on time is not after `late_by`.

    Sorted by that day, agency and id.
    """
    ours = (
        select_rows(Duty.assignment_id)  # type: ignore[call-overload]
        .join(Occurrence, col(Occurrence.id) == Duty.occurrence_id)
        .join(Obligation, col(Obligation.id) == Occurrence.obligation_id)
        .where(col(Duty.province_id) == province_id, among(Obligation.directive_id, directive_ids))
    )
    query = (
        select_rows(*_ASSIGNMENT)  # type: ignore[call-overload]
        .join(Agency, col(Agency.id) == Assignment.agency_id)
        .where(
            col(Assignment.province_id) == province_id,
            col(Assignment.state).in_(_REMINDED),
            func.coalesce(Assignment.supplement_due_on, Assignment.late_after) <= late_by,
            col(Assignment.id).in_(ours),
        )
        .order_by(col(Assignment.late_after), col(Agency.name), col(Assignment.id))
    )
    return [_due(row) for row in session.execute(query)]


def contacts_for(session: Session, province_id: int, agency_ids: Sequence[int]) -> list[Contact]:
    """Return the contacts of some agencies and those of the province itself, sorted by id."""
    query = (
        select_rows(Contact)
        .where(
            col(Contact.province_id) == province_id,
            or_(among(Contact.agency_id, agency_ids), col(Contact.agency_id).is_(None)),
        )
        .order_by(col(Contact.id))
    )
    return list(session.execute(query).scalars())


def refused_contacts(session: Session, province_id: int, *, before: date, pass_name: str) -> list[Contact]:
    """Return the contacts whose address was refused since the last pass of a name before a day, sorted by id."""
    last = (
        select_rows(func.max(Pass.started_at))
        .where(col(Pass.province_id) == province_id, col(Pass.name) == pass_name, col(Pass.on_date) < before)
        .scalar_subquery()
    )
    query = (
        select_rows(Contact)
        .where(
            col(Contact.province_id) == province_id,
            col(Contact.dead_at).is_not(None),
            or_(last.is_(None), col(Contact.dead_at) >= last),
        )
        .order_by(col(Contact.id))
    )
    return list(session.execute(query).scalars())


def notices_of(session: Session, province_id: int, assignment_ids: Sequence[int]) -> list[SaidNotice]:
    """Return the notices of some assignments with the state of their mails.

    Of a rung that repeats only the last repetition to each contact.
    """
    query = (
        select_rows(  # type: ignore[call-overload]
            Notice.assignment_id,
            Notice.contact_id,
            Notice.role,
            Notice.rung,
            Notice.nth,
            Notice.due_on,
            Notice.decided_on,
            Mail.state,
            Mail.queued_at,
        )
        .join(Mail, col(Mail.id) == Notice.mail_id, isouter=True)
        .where(col(Notice.province_id) == province_id, among(Notice.assignment_id, assignment_ids))
        .distinct(*_REPEATED)
        .order_by(*_REPEATED, col(Notice.nth).desc())
    )
    return [
        SaidNotice(
            assignment_id=assignment_id,
            contact_id=contact_id,
            role=ContactRole(role),
            rung=rung,
            nth=nth,
            due_on=due_on,
            decided_on=decided_on,
            mail_state=None if state is None else MailState(state),
            queued_at=queued_at,
        )
        for assignment_id, contact_id, role, rung, nth, due_on, decided_on, state, queued_at in session.execute(query)
    ]


def acknowledgements_of(session: Session, province_id: int, assignment_ids: Sequence[int]) -> list[Acknowledgement]:
    """Return who acknowledged some assignments, in the order of time."""
    query = (
        select_rows(Acknowledgement)
        .where(col(Acknowledgement.province_id) == province_id, among(Acknowledgement.assignment_id, assignment_ids))
        .order_by(col(Acknowledgement.at), col(Acknowledgement.id))
    )
    return list(session.execute(query).scalars())


def last_hand_ins(session: Session, province_id: int, assignment_ids: Sequence[int]) -> dict[int, datetime]:
    """Return when each of some assignments was last handed in; those never handed in are left out."""
    query = (
        select_rows(Submission.assignment_id, func.max(Submission.handed_in_at))  # type: ignore[call-overload]
        .where(col(Submission.province_id) == province_id, among(Submission.assignment_id, assignment_ids))
        .group_by(col(Submission.assignment_id))
    )
    return dict(session.execute(query).tuples().all())


def following_last_days(session: Session, province_id: int, assignment_ids: Sequence[int]) -> dict[int, date]:
    """Return for some assignments the last day on time of the same agency's next period of the same obligations.

    The earliest of them; an assignment without a next period is left out.
    """
    later, later_duty = aliased(Occurrence), aliased(Duty)
    query = (
        select_rows(Duty.assignment_id, func.min(later_duty.late_after))  # type: ignore[call-overload]
        .join(Occurrence, col(Occurrence.id) == Duty.occurrence_id)
        .join(
            later,
            and_(col(later.obligation_id) == Occurrence.obligation_id, col(later.period_end) > Occurrence.period_end),
        )
        .join(
            later_duty,
            and_(col(later_duty.occurrence_id) == later.id, col(later_duty.agency_id) == Duty.agency_id),
        )
        .where(col(Duty.province_id) == province_id, among(Duty.assignment_id, assignment_ids))
        .group_by(col(Duty.assignment_id))
    )
    return dict(session.execute(query).tuples().all())


def _due(row: Sequence[Any]) -> DueAssignment:  # Any: the columns of _ASSIGNMENT
    (id_, agency_id, agency, kind, period, recipient, opens_on, target_on, late_after, late_time, state, due) = row
    return DueAssignment(
        id=id_,
        agency_id=agency_id,
        agency=agency,
        kind=Kind(kind),
        period=period,
        recipient=recipient,
        opens_on=opens_on,
        target_on=target_on,
        late_after=late_after,
        late_time=late_time,
        state=AssignmentState(state),
        supplement_due_on=due,
    )
