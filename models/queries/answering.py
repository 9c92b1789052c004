"""What one agency has to answer: its assignments with the clauses behind them, and what it handed in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from sqlalchemy import func
from sqlalchemy import select as select_rows
from sqlmodel import Session, col, select

from models.agency import Agency, Contact
from models.directive import Clause, Directive, Obligation
from models.duty import Acknowledgement, Assignment, AssignmentState, Duty, DutyState, Occurrence, Submission
from models.duty import SubmissionLine as Line

ASKED = (AssignmentState.OPEN, AssignmentState.SUPPLEMENT)
AWAITED = (*ASKED, AssignmentState.HANDED_IN)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerableDuty:
    """One duty of an assignment: the clause that demands it, in its own words, and why its days are what they are.

    `words` is the whole clause; empty where the obligation was typed in by hand.
    """

    duty_id: int
    directive: str
    unit: str
    action: str
    words: str
    period: str
    state: str
    line: str | None
    derivation: list[dict[str, Any]] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answerable:
    """One assignment with its duties in the text's order."""

    assignment_id: int
    kind: str
    period: str
    recipient: str | None
    opens_on: date
    target_on: date
    late_after: date
    late_time: time | None
    state: AssignmentState
    supplement_due_on: date | None
    duties: tuple[AnswerableDuty, ...]

    @property
    def last_day(self) -> date:
        """The day that now counts: the supplement's where one was asked for."""
        if self.state is AssignmentState.SUPPLEMENT and self.supplement_due_on:
            return self.supplement_due_on
        return self.late_after


def agency_and_contact(
    session: Session, province_id: int, *, agency_id: int, contact_id: int
) -> tuple[Agency, Contact] | None:
    """Return an agency with one of its contacts; None when this province has no such pair (any more)."""
    query = (
        select(Agency, Contact)
        .join(Contact, col(Contact.agency_id) == Agency.id)
        .where(Agency.province_id == province_id, Agency.id == agency_id, Contact.id == contact_id)
    )
    found = session.exec(query).one_or_none()
    return (found[0], found[1]) if found else None


def answerable(session: Session, province_id: int, agency_id: int, *, on: date) -> list[Answerable]:
    """Return the assignments of an agency that are open on a day or wait for the desk.

    Those to be answered come first, by their last day, so the overdue ones lead; those handed in follow.
    """
    query = (
        select_rows(
            Assignment,
            Duty,
            Occurrence,
            Obligation,
            Directive,
            func.substr(Directive.text, Clause.start + 1, Clause.end - Clause.start),
        )
        .join(Duty, col(Duty.assignment_id) == Assignment.id)
        .join(Occurrence, col(Occurrence.id) == Duty.occurrence_id)
        .join(Obligation, col(Obligation.id) == Occurrence.obligation_id)
        .join(Directive, col(Directive.id) == Obligation.directive_id)
        .outerjoin(Clause, col(Clause.id) == Obligation.clause_id)
        .where(
            col(Assignment.province_id) == province_id,
            col(Assignment.agency_id) == agency_id,
            col(Assignment.state).in_(AWAITED),
            col(Assignment.opens_on) <= on,
            col(Duty.state) != DutyState.WITHDRAWN,
        )
        .order_by(col(Assignment.id), col(Obligation.directive_id), col(Obligation.ord), col(Duty.id))
    )
    rows: dict[int, tuple[Assignment, list[AnswerableDuty]]] = {}
    for assignment, duty, occurrence, obligation, directive, words in session.execute(query):
        rows.setdefault(assignment.id, (assignment, []))[1].append(
            _duty(duty, occurrence, obligation, directive, words)
        )
    found = [_answerable(assignment, duties) for assignment, duties in rows.values()]
    return sorted(found, key=lambda each: (each.state not in ASKED, each.last_day, each.target_on, each.assignment_id))


def coming(session: Session, province_id: int, agency_id: int, *, on: date) -> int:
    """Return how many assignments of an agency are planned but open only after a day."""
    query = select(func.count()).where(
        Assignment.province_id == province_id,
        Assignment.agency_id == agency_id,
        Assignment.state == AssignmentState.OPEN,
        col(Assignment.opens_on) > on,
    )
    return session.exec(query).one()


def latest_submissions(session: Session, province_id: int, assignment_ids: Sequence[int]) -> dict[int, Submission]:
    """Return the newest submission of each assignment that has one, by assignment id."""
    query = (
        select(Submission)
        .where(Submission.province_id == province_id, col(Submission.assignment_id).in_(assignment_ids))
        .order_by(col(Submission.handed_in_at), col(Submission.id))
    )
    return {each.assignment_id: each for each in session.exec(query)}


def lines_of(session: Session, province_id: int, submission_id: int) -> dict[int, Line]:
    """Return the lines of a submission by duty id."""
    query = select(Line).where(Line.province_id == province_id, Line.submission_id == submission_id)
    return {line.duty_id: line for line in session.exec(query)}


def acknowledged(
    session: Session, province_id: int, assignment_ids: Sequence[int], *, contact_id: int
) -> dict[int, Acknowledgement]:
    """Return what a contact acknowledged of some assignments, by assignment id."""
    query = select(Acknowledgement).where(
        Acknowledgement.province_id == province_id,
        Acknowledgement.contact_id == contact_id,
        col(Acknowledgement.assignment_id).in_(assignment_ids),
    )
    return {each.assignment_id: each for each in session.exec(query)}


def locked(session: Session, province_id: int, agency_id: int, assignment_id: int) -> Assignment | None:
    """Return one assignment of an agency, held against other writers until the transaction ends; None for another's."""
    query = select(Assignment).where(
        Assignment.province_id == province_id, Assignment.agency_id == agency_id, Assignment.id == assignment_id
    )
    return session.exec(query.with_for_update()).one_or_none()


def _duty(
    duty: Duty, occurrence: Occurrence, obligation: Obligation, directive: Directive, words: str | None
) -> AnswerableDuty:
    assert duty.id is not None
    return AnswerableDuty(
        duty_id=duty.id,
        directive=directive.label(),
        unit=obligation.unit,
        action=obligation.action,
        words=(words or "").strip(),
        period=occurrence.period,
        state=duty.state,
        line=duty.line,
        derivation=occurrence.derivation,
    )


def _answerable(assignment: Assignment, duties: list[AnswerableDuty]) -> Answerable:
    assert assignment.id is not None
    return Answerable(
        assignment_id=assignment.id,
        kind=assignment.kind,
        period=assignment.period,
        recipient=assignment.recipient,
        opens_on=assignment.opens_on,
        target_on=assignment.target_on,
        late_after=assignment.late_after,
        late_time=assignment.late_time,
        state=AssignmentState(assignment.state),
        supplement_due_on=assignment.supplement_due_on,
        duties=tuple(duties),
    )
