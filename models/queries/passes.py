"""Passes: which daily process ran on which day."""

from datetime import date

from sqlmodel import Session, select

from models.outbox import Pass


def pass_of(session: Session, province_id: int, name: str, *, on: date) -> Pass | None:
    """Return the pass of a daily process on a day; None when nobody ran it."""
    query = select(Pass).where(Pass.province_id == province_id, Pass.name == name, Pass.on_date == on)
    return session.exec(query).one_or_none()
