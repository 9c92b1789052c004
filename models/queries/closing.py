"""Occurrences that a closing moment lies ahead of, and those whose moment was missed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import distinct, exists, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlmodel import Session, col

from law.agencies import GROUPS
from law.values import Kind
from models.agency import Agency
from models.directive import Directive, Obligation, Party, PartyRole
from models.duty import Duty, DutyState, Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenOccurrence:
    """An occurrence that some agency still owes, with what names it to a reader.

    `agencies` are the names of those who owe, sorted; `groups` the groups that the text names as leads ("@…"), as far
    as one of those agencies belongs to them.
    """

    occurrence_id: int
    period: str
    period_end: date
    late_after: date
    unit: str
    kind: Kind
    directive: Directive
    agencies: tuple[str, ...]
    groups: tuple[str, ...]


def owed_occurrences(session: Session, province_id: int, *, on: date, limit: int) -> list[OpenOccurrence]:
    """Return the first `limit` occurrences with open duties whose last day is `on` or later, sorted by that day."""
    owed = exists().where(col(Duty.occurrence_id) == col(Occurrence.id), col(Duty.state) == DutyState.OPEN)
    query = (
        select(col(Occurrence.id))
        .where(
            col(Occurrence.province_id) == province_id,
            col(Occurrence.closed_at).is_(None),
            col(Occurrence.late_after) >= on,
            owed,
        )
        .order_by(col(Occurrence.late_after), col(Occurrence.id))
        .limit(limit)
    )
    found = [occurrence_id for occurrence_id in session.execute(query).scalars() if occurrence_id is not None]
    return named(session, province_id, found)


def named(session: Session, province_id: int, occurrence_ids: Sequence[int]) -> list[OpenOccurrence]:
    """Return these occurrences of a province, sorted by last day and id; unknown ids are left out."""
    owners = (
        select(
            col(Duty.occurrence_id).label("occurrence_id"),
            func.array_agg(aggregate_order_by(col(Agency.name), col(Agency.name))).label("names"),
            func.array_agg(distinct(col(Agency.kind))).label("kinds"),
        )
        .join(Agency, col(Agency.id) == col(Duty.agency_id))
        .where(col(Duty.occurrence_id).in_(occurrence_ids), col(Duty.state) == DutyState.OPEN)
        .group_by(col(Duty.occurrence_id))
        .subquery()
    )
    query = (
        select(Occurrence, Obligation, Directive, owners.c.names, owners.c.kinds)
        .join(Obligation, col(Obligation.id) == col(Occurrence.obligation_id))
        .join(Directive, col(Directive.id) == col(Obligation.directive_id))
        .outerjoin(owners, owners.c.occurrence_id == col(Occurrence.id))
        .where(col(Occurrence.province_id) == province_id, col(Occurrence.id).in_(occurrence_ids))
        .order_by(col(Occurrence.late_after), col(Occurrence.id))
    )
    rows = session.execute(query).all()
    groups = _groups(session, province_id, {obligation.id or 0 for _, obligation, *_ in rows})
    return [
        OpenOccurrence(
            occurrence_id=occurrence.id or 0,
            period=occurrence.period,
            period_end=occurrence.period_end,
            late_after=occurrence.late_after,
            unit=obligation.unit,
            kind=Kind(obligation.kind),
            directive=directive,
            agencies=tuple(names or ()),
            groups=tuple(each for each in groups.get(obligation.id or 0, ()) if GROUPS[each] & set(kinds or ())),
        )
        for occurrence, obligation, directive, names, kinds in rows
    ]


def locked(session: Session, province_id: int, occurrence_id: int) -> Occurrence | None:
    """Return one occurrence, held against other writers until the transaction ends; None for another province's."""
    query = select(Occurrence).where(col(Occurrence.province_id) == province_id, col(Occurrence.id) == occurrence_id)
    return session.execute(query.with_for_update()).scalar_one_or_none()


def missed_occurrence_ids(session: Session, province_id: int, *, before: date, limit: int) -> list[int]:
    """Return the ids of occurrences never closed whose last day lies before a day, the oldest first."""
    query = (
        select(col(Occurrence.id))
        .where(
            col(Occurrence.province_id) == province_id,
            col(Occurrence.closed_at).is_(None),
            col(Occurrence.late_after) < before,
        )
        .order_by(col(Occurrence.late_after), col(Occurrence.id))
        .limit(limit)
    )
    return [occurrence_id for occurrence_id in session.execute(query).scalars() if occurrence_id is not None]


def _groups(session: Session, province_id: int, obligation_ids: set[int]) -> dict[int, list[str]]:
    query = (
        select(col(Party.obligation_id), col(Party.name))
        .where(
            col(Party.province_id) == province_id,
            col(Party.obligation_id).in_(obligation_ids),
            col(Party.role) == PartyRole.LEAD,
            col(Party.name).startswith("@"),
        )
        .order_by(col(Party.obligation_id), col(Party.ord))
    )
    grouped: dict[int, list[str]] = {}
    for obligation_id, name in session.execute(query).all():
        grouped.setdefault(obligation_id, []).append(name)
    return grouped
