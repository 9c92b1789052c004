"""What there is: directives, assignments and mails, counted for the command line and the start page."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func
from sqlalchemy import select as select_rows
from sqlmodel import Session, col, select

from models.agency import Agency
from models.directive import Directive, Obligation, Reading
from models.duty import Assignment, AssignmentState
from models.outbox import Mail


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDirective:
    """One directive with what was decided of its reading."""

    id: int
    label: str
    source: str
    reading: str
    obligations: int


def known_directives(session: Session, province_id: int) -> list[KnownDirective]:
    """Return the directives of a province in the order they were recorded."""
    counts = (
        select_rows(col(Obligation.directive_id), func.count().label("n"))
        .where(col(Obligation.province_id) == province_id)
        .group_by(col(Obligation.directive_id))
        .subquery()
    )
    query = (
        select_rows(Directive, col(Reading.state), func.coalesce(counts.c.n, 0))
        .join(Reading, col(Reading.directive_id) == Directive.id)
        .outerjoin(counts, counts.c.directive_id == Directive.id)
        .where(col(Directive.province_id) == province_id)
        .order_by(col(Directive.id))
    )
    return [
        KnownDirective(
            id=directive.id, label=directive.label(), source=directive.source, reading=state, obligations=count
        )
        for directive, state, count in session.execute(query)
    ]


def assignments_by_state(session: Session, province_id: int) -> dict[str, int]:
    """Return how many assignments there are in each state that occurs."""
    query = (
        select_rows(col(Assignment.state), func.count())
        .where(col(Assignment.province_id) == province_id)
        .group_by(col(Assignment.state))
    )
    return dict(session.execute(query).tuples().all())


def open_and_coming(session: Session, province_id: int, *, on: date) -> tuple[int, int]:
    """Return how many assignments await an answer on a day, and how many open only later."""
    awaited = col(Assignment.state).in_((AssignmentState.OPEN, AssignmentState.SUPPLEMENT))
    query = select(
        func.count().filter(col(Assignment.opens_on) <= on), func.count().filter(col(Assignment.opens_on) > on)
    ).where(Assignment.province_id == province_id, awaited)
    return session.exec(query).one()


def mails_by_state(session: Session, province_id: int) -> dict[str, int]:
    """Return how many mails there are in each state that occurs."""
    query = (
        select_rows(col(Mail.state), func.count()).where(col(Mail.province_id) == province_id).group_by(col(Mail.state))
    )
    return dict(session.execute(query).tuples().all())


def due_before(session: Session, province_id: int, day: date) -> list[tuple[Assignment, str]]:
    """Return the open assignments whose last day on time lies before a day, with their agency, by day and agency."""
    query = (
        select(Assignment, Agency.name)
        .join(Agency, col(Agency.id) == Assignment.agency_id)
        .where(
            Assignment.province_id == province_id,
            Assignment.state == AssignmentState.OPEN,
            col(Assignment.late_after) < day,
        )
        .order_by(col(Assignment.late_after), col(Agency.name), col(Assignment.id))
    )
    return [(assignment, name) for assignment, name in session.exec(query)]
