"""Passes: which daily process ran on which day."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import func, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from models.outbox import Pass

MORNING = "remind"
"""The name of the reminder pass."""


def open_pass(session: Session, province_id: int, name: str, *, now: datetime, ran_by: str) -> int | None:
    """Take a day for a daily process and return the pass's id; None when that day was taken before."""
    statement = (
        insert(Pass)
        .values(province_id=province_id, name=name, on_date=now.date(), started_at=now, ran_by=ran_by, counts={})
        .on_conflict_do_nothing(index_elements=["province_id", "name", "on_date"])
    )
    return session.execute(statement.returning(col(Pass.id))).scalar_one_or_none()


def close_pass(session: Session, province_id: int, pass_id: int, *, now: datetime, counts: Mapping[str, int]) -> None:
    """Record that a pass came to its end, and what it did."""
    statement = update(Pass).where(col(Pass.province_id) == province_id, col(Pass.id) == pass_id)
    session.execute(statement.values(finished_at=now, counts=dict(counts)))


def pass_of(session: Session, province_id: int, name: str, *, on: date) -> Pass | None:
    """Return the pass of a daily process on a day; None when nobody ran it."""
    query = select(Pass).where(Pass.province_id == province_id, Pass.name == name, Pass.on_date == on)
    return session.exec(query).one_or_none()


def last_ended(session: Session, province_id: int, name: str) -> date | None:
    """Return the latest day on which a daily process came to its end; None when it never did."""
    query = select(func.max(Pass.on_date)).where(
        Pass.province_id == province_id, Pass.name == name, col(Pass.finished_at).is_not(None)
    )
    return session.exec(query).one()
