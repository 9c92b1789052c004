"""Obligations of one directive, whether or not its reading is approved."""

from sqlmodel import Session, col, select

from models.directive import Obligation


def of_directive(session: Session, province_id: int, directive_id: int) -> list[Obligation]:
    """Return the obligations of a directive in the text's order."""
    query = select(Obligation).where(Obligation.province_id == province_id, Obligation.directive_id == directive_id)
    return list(session.exec(query.order_by(col(Obligation.ord))))
