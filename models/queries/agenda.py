"""What was planned and what was said, as a rehearsal prints it."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select as select_rows
from sqlmodel import Session, col

from models.agency import Agency, Contact
from models.directive import Directive, Obligation
from models.duty import Assignment, Duty, Occurrence
from models.outbox import Mail, Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDuty:
    """One duty with its clause and its assignment.

    `directive` is its number, or the name of its file where the text prints none.
    """

    assignment_id: int
    duty_id: int
    agency: str
    kind: str
    assignment_period: str
    opens_on: date
    target_on: date
    late_after: date
    late_time: time | None
    directive: str
    source: str
    unit: str
    action: str
    period: str
    derivation: list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidNotice:
    """One notice with whom it was for and the mail that carries it; `subject` is empty where no mail does yet."""

    at: datetime
    to: str
    to_role: str
    rung: str
    agency: str
    assignment_id: int
    subject: str
    reason: str


def planned_duties(session: Session, province_id: int) -> list[PlannedDuty]:
    """Return every duty of a province, sorted by its assignment's day, agency, and the text's order."""
    query = (
        select_rows(Assignment, Duty, Occurrence, Obligation, Directive, Agency)
        .join(Duty, col(Duty.assignment_id) == Assignment.id)
        .join(Occurrence, col(Occurrence.id) == Duty.occurrence_id)
        .join(Obligation, col(Obligation.id) == Occurrence.obligation_id)
        .join(Directive, col(Directive.id) == Obligation.directive_id)
        .join(Agency, col(Agency.id) == Assignment.agency_id)
        .where(col(Assignment.province_id) == province_id)
        .order_by(
            col(Assignment.target_on),
            col(Agency.name),
            col(Assignment.id),
            col(Duty.target_on),
            col(Obligation.directive_id),
            col(Obligation.ord),
        )
    )
    return [
        PlannedDuty(
            assignment_id=assignment.id or 0,
            duty_id=duty.id or 0,
            agency=agency.name,
            kind=assignment.kind,
            assignment_period=assignment.period,
            opens_on=assignment.opens_on,
            target_on=assignment.target_on,
            late_after=assignment.late_after,
            late_time=assignment.late_time,
            directive=directive.reference(),
            source=directive.source,
            unit=obligation.unit,
            action=obligation.action,
            period=occurrence.period,
            derivation=occurrence.derivation,
        )
        for assignment, duty, occurrence, obligation, directive, agency in session.execute(query)
    ]


def said_notices(session: Session, province_id: int) -> list[SaidNotice]:
    """Return every notice of a province in the order they were decided."""
    query = (
        select_rows(Notice, Contact, Agency, Mail)
        .join(Contact, col(Contact.id) == Notice.contact_id)
        .join(Assignment, col(Assignment.id) == Notice.assignment_id)
        .join(Agency, col(Agency.id) == Assignment.agency_id)
        .join(Mail, col(Mail.id) == Notice.mail_id, isouter=True)
        .where(col(Notice.province_id) == province_id)
        .order_by(col(Notice.decided_at), col(Notice.id))
    )
    return [
        SaidNotice(
            at=notice.decided_at,
            to=contact.email,
            to_role=notice.role,
            rung=notice.rung,
            agency=agency.name,
            assignment_id=notice.assignment_id,
            subject=mail.subject if mail else "",
            reason=notice.reason,
        )
        for notice, contact, agency, mail in session.execute(query)
    ]
