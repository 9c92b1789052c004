"""The append-only record of what happened, by whom, from where."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from models.base import Instant, Row


class Journal(Row, table=True):
    """One thing that happened. `what` is a past participle with its noun ("directive.approved")."""

    __table_args__ = (Index("ix_journal_province_id_at", "province_id", "at"),)

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=Instant)
    what: str
    who: str
    came_from: str
    about: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
