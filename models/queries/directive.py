"""Directives and what was read from them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select as select_rows
from sqlmodel import Session, col, select

from law.values import Kind
from models.directive import (
    Clause,
    Directive,
    DirectiveState,
    Doubt,
    Obligation,
    Party,
    PartyRole,
    Reading,
    ReadingState,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Demanded:
    """One obligation of an approved reading with what planning asks of it and of its directive.

    `time_words_at` is where the words of its time start in the directive's text; None where it has none.
    """

    obligation_id: int
    directive_id: int
    unit: str
    kind: Kind
    timing: dict[str, Any]
    issued_on: date | None
    effective_on: date | None
    ends_on: date | None
    recipients: tuple[str, ...]
    leads: tuple[str, ...]
    time_words_at: int | None


def by_digest(session: Session, province_id: int, digest: str) -> Directive | None:
    """Return the directive with exactly this text; None when there is none."""
    query = select(Directive).where(Directive.province_id == province_id, Directive.digest == digest)
    return session.exec(query).one_or_none()


def by_number(session: Session, province_id: int, number: str, issuer: str | None) -> list[Directive]:
    """Return the directives of a number and issuer, whatever their date."""
    query = select(Directive).where(
        Directive.province_id == province_id, Directive.number == number, col(Directive.issuer) == issuer
    )
    return list(session.exec(query))


def of_province(session: Session, province_id: int) -> list[Directive]:
    """Return the directives of a province in the order they were recorded."""
    return list(session.exec(select(Directive).where(Directive.province_id == province_id).order_by(col(Directive.id))))


def named(session: Session, province_id: int, directive_id: int) -> Directive | None:
    """Return one directive; None when this province has none of that id."""
    query = select(Directive).where(Directive.province_id == province_id, Directive.id == directive_id)
    return session.exec(query).one_or_none()


def reading_of(session: Session, province_id: int, directive_id: int) -> Reading | None:
    """Return the reading of a directive; None when this province has no such directive."""
    query = select(Reading).where(Reading.province_id == province_id, Reading.directive_id == directive_id)
    return session.exec(query).one_or_none()


def clauses_of(session: Session, province_id: int, directive_id: int) -> list[Clause]:
    """Return the clauses of a directive in the text's order."""
    query = select(Clause).where(Clause.province_id == province_id, Clause.directive_id == directive_id)
    return list(session.exec(query.order_by(col(Clause.ord))))


def obligations_of(session: Session, province_id: int, directive_id: int) -> list[Obligation]:
    """Return the obligations of a directive in the text's order, whether or not its reading is approved."""
    query = select(Obligation).where(Obligation.province_id == province_id, Obligation.directive_id == directive_id)
    return list(session.exec(query.order_by(col(Obligation.ord))))


def doubts_of(session: Session, province_id: int, directive_id: int) -> list[Doubt]:
    """Return what a person should look at, in the text's order."""
    query = select(Doubt).where(Doubt.province_id == province_id, Doubt.directive_id == directive_id)
    return list(session.exec(query.order_by(col(Doubt.start), col(Doubt.id))))


def parties_of(session: Session, province_id: int, directive_id: int) -> dict[int, list[Party]]:
    """Return the parties of a directive by obligation id, in the text's order."""
    query = (
        select(Party)
        .join(Obligation, col(Obligation.id) == Party.obligation_id)
        .where(Party.province_id == province_id, Obligation.directive_id == directive_id)
        .order_by(col(Party.obligation_id), col(Party.ord))
    )
    grouped: dict[int, list[Party]] = {}
    for party in session.exec(query):
        grouped.setdefault(party.obligation_id, []).append(party)
    return grouped


def demanded(
    session: Session, province_id: int, *, directive_id: int | None = None, unit: str | None = None
) -> list[Demanded]:
    """Return the obligations that plan duties: of directives in force whose reading is approved, in the text's order.

    `directive_id` and `unit` narrow to one directive and one clause of it; None means all.
    """
    query = (
        select_rows(Obligation, Directive)
        .join(Directive, col(Directive.id) == Obligation.directive_id)
        .join(Reading, col(Reading.directive_id) == Directive.id)
        .where(
            col(Obligation.province_id) == province_id,
            col(Directive.state) == DirectiveState.IN_FORCE,
            col(Reading.state) == ReadingState.APPROVED,
        )
        .order_by(col(Obligation.directive_id), col(Obligation.ord))
    )
    if directive_id is not None:
        query = query.where(col(Obligation.directive_id) == directive_id)
    if unit is not None:
        query = query.where(col(Obligation.unit) == unit)
    rows = session.execute(query).all()
    names = _party_names(session, province_id, directive_id=directive_id)
    return [
        Demanded(
            obligation_id=obligation.id or 0,
            directive_id=obligation.directive_id,
            unit=obligation.unit,
            kind=Kind(obligation.kind),
            timing=obligation.timing,
            issued_on=directive.issued_on,
            effective_on=directive.effective_on,
            ends_on=directive.ends_on,
            recipients=tuple(names.get((obligation.id or 0, PartyRole.RECIPIENT), ())),
            leads=tuple(names.get((obligation.id or 0, PartyRole.LEAD), ())),
            time_words_at=next((each["start"] for each in obligation.evidence if each["field"] == "timing"), None),
        )
        for obligation, directive in rows
    ]


def _party_names(session: Session, province_id: int, *, directive_id: int | None) -> dict[tuple[int, str], list[str]]:
    query = select(Party).where(Party.province_id == province_id).order_by(col(Party.obligation_id), col(Party.ord))
    if directive_id is not None:
        query = query.join(Obligation, col(Obligation.id) == Party.obligation_id).where(
            Obligation.directive_id == directive_id
        )
    grouped: dict[tuple[int, str], list[str]] = {}
    for party in session.exec(query):
        grouped.setdefault((party.obligation_id, party.role), []).append(party.name)
    return grouped
