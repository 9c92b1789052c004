"""How the duties stand: the four cells, counted per agency or for one occurrence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Date, Select, and_, cast, exists, func, not_, select
from sqlmodel import Session, col

from law.calendar import TIME_ZONE
from models.agency import Agency
from models.directive import Obligation
from models.duty import Assignment, AssignmentState, Duty, DutyState, Occurrence, Submission


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """How many duties were done on time, done late, are open in time, are open and overdue.

    `waiting` counts those handed in and not yet accepted: a flag beside the four, never a fifth.
    """

    on_time: int = 0
    late: int = 0
    in_time: int = 0
    overdue: int = 0
    waiting: int = 0

    @property
    def counted(self) -> int:
        """How many duties the four cells hold together."""
        return self.on_time + self.late + self.in_time + self.overdue


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyCells:
    """The cells of one agency."""

    agency_id: int
    agency: str
    kind: str
    cells: Cells


def agency_cells(session: Session, province_id: int, *, on: date) -> list[AgencyCells]:
    """Return the cells of every agency that had a duty opened by a day, sorted by name.

    Withdrawn duties count nowhere; those that open later are not counted yet.
    """
    query = (
        select(Agency.id, Agency.name, Agency.kind, *_cells(on))  # type: ignore[call-overload]  # more than four columns
        .join(Duty, col(Duty.agency_id) == col(Agency.id))
        .join(Assignment, col(Assignment.id) == col(Duty.assignment_id))
        .where(
            col(Agency.province_id) == province_id,
            col(Duty.state) != DutyState.WITHDRAWN,
            col(Assignment.opens_on) <= on,
        )
        .group_by(col(Agency.id))
        .order_by(col(Agency.name))
    )
    return [
        AgencyCells(agency_id=agency_id, agency=name, kind=kind, cells=_as_cells(*counts))
        for agency_id, name, kind, *counts in session.execute(query)
    ]


def directive_cells(session: Session, province_id: int, directive_ids: Sequence[int], *, on: date) -> dict[int, Cells]:
    """Return the cells of some directives by their ids, over duties opened by a day; one without duties is left out."""
    query = (
        select(Obligation.directive_id, *_cells(on))  # type: ignore[call-overload]  # more than four columns
        .join(Occurrence, col(Occurrence.obligation_id) == col(Obligation.id))
        .join(Duty, col(Duty.occurrence_id) == col(Occurrence.id))
        .join(Assignment, col(Assignment.id) == col(Duty.assignment_id))
        .where(
            col(Obligation.province_id) == province_id,
            col(Obligation.directive_id).in_(directive_ids),
            col(Duty.state) != DutyState.WITHDRAWN,
            col(Assignment.opens_on) <= on,
        )
        .group_by(col(Obligation.directive_id))
    )
    return {directive_id: _as_cells(*counts) for directive_id, *counts in session.execute(query)}


def occurrence_cells(session: Session, province_id: int, occurrence_id: int, *, on: date) -> Cells:
    """Return the cells of one occurrence over all its agencies."""
    query = (
        select(*_cells(on))
        .select_from(Duty)
        .join(Assignment, col(Assignment.id) == col(Duty.assignment_id))
        .where(
            col(Duty.province_id) == province_id,
            col(Duty.occurrence_id) == occurrence_id,
            col(Duty.state) != DutyState.WITHDRAWN,
        )
    )
    return _as_cells(*session.execute(query).one())


def overdue_agencies(session: Session, province_id: int, occurrence_id: int, *, on: date) -> list[str]:
    """Return the names of the agencies whose duty of an occurrence is open and overdue, sorted."""
    query: Select[tuple[str]] = (
        select(col(Agency.name))
        .join(Duty, col(Duty.agency_id) == col(Agency.id))
        .join(Assignment, col(Assignment.id) == col(Duty.assignment_id))
        .where(col(Duty.province_id) == province_id, col(Duty.occurrence_id) == occurrence_id, _overdue(on))
        .order_by(col(Agency.name))
    )
    return list(session.execute(query).scalars())


def _cells(on: date) -> list[ColumnElement[int]]:
    done = col(Duty.state) == DutyState.DONE
    in_time = col(Duty.delivered_on) <= col(Duty.late_after)
    handed_in = col(Assignment.state) == AssignmentState.HANDED_IN
    conditions = (
        and_(done, in_time),
        and_(done, not_(in_time)),
        and_(col(Duty.state) == DutyState.OPEN, not_(_overdue(on))),
        _overdue(on),
        and_(col(Duty.state) == DutyState.OPEN, handed_in),
    )
    return [func.count().filter(condition) for condition in conditions]


def _overdue(on: date) -> ColumnElement[bool]:
    handed_in_on = cast(func.timezone(TIME_ZONE, col(Submission.handed_in_at)), Date)
    handed_in_on_time = exists().where(
        col(Assignment.state) == AssignmentState.HANDED_IN,
        col(Submission.assignment_id) == col(Assignment.id),
        handed_in_on <= col(Duty.late_after),
    )
    return and_(col(Duty.state) == DutyState.OPEN, col(Duty.late_after) < on, not_(handed_in_on_time))


def _as_cells(on_time: int, late: int, in_time: int, overdue: int, waiting: int) -> Cells:
    return Cells(on_time=on_time, late=late, in_time=in_time, overdue=overdue, waiting=waiting)
