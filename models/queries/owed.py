"""The clauses that assignments rest on, and the directives that hold them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Integer, any_, literal
from sqlalchemy import select as select_rows
from sqlalchemy.orm import defer
from sqlmodel import Session, col

from models.directive import Directive, Obligation
from models.duty import Duty, DutyState, Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedClause:
    """One clause that a duty of an assignment rests on."""

    assignment_id: int
    directive_id: int
    unit: str
    action: str


def clauses_of(session: Session, province_id: int, assignment_ids: Sequence[int]) -> list[OwedClause]:
    """Return the clauses that some assignments rest on, in the order of directive and text; no withdrawn duties."""
    query = (
        select_rows(Duty.assignment_id, Obligation.directive_id, Obligation.unit, Obligation.action)  # type: ignore[call-overload]
        .join(Occurrence, col(Occurrence.id) == Duty.occurrence_id)
        .join(Obligation, col(Obligation.id) == Occurrence.obligation_id)
        .where(
            col(Duty.province_id) == province_id,
            among(Duty.assignment_id, assignment_ids),
            col(Duty.state) != DutyState.WITHDRAWN,
        )
        .order_by(col(Duty.assignment_id), col(Obligation.directive_id), col(Obligation.ord))
    )
    return [
        OwedClause(assignment_id=assignment_id, directive_id=directive_id, unit=unit, action=action)
        for assignment_id, directive_id, unit, action in session.execute(query)
    ]


def directives_named(session: Session, province_id: int, directive_ids: Sequence[int]) -> list[Directive]:
    """Return some directives without their texts, sorted by id."""
    query = (
        select_rows(Directive)
        .options(defer(Directive.text, raiseload=True))  # type: ignore[arg-type]  # a column to SQLAlchemy
        .where(col(Directive.province_id) == province_id, among(Directive.id, directive_ids))
        .order_by(col(Directive.id))
    )
    return list(session.execute(query).scalars())


def among(column: Any, ids: Sequence[int]) -> ColumnElement[bool]:  # Any: an attribute that is a column to SQLAlchemy
    """Compare a column of a province's table with ids, passed as one array.

    An IN list of many thousands would pass the protocol's limit of parameters.
    """
    return col(column) == any_(literal(list(ids), ARRAY(Integer)))
