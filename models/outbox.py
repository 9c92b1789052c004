"""Notices that were decided, the mails that carry them, and the passes that decided them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from models.agency import ContactRole
from models.base import Instant, Row, closed


class MailClass(StrEnum):
    """A digest goes out in the morning; a prompt mail at any hour; a draft waits for a person."""

    DIGEST = "digest"
    PROMPT = "prompt"
    DRAFT = "draft"


class MailState(StrEnum):
    """Where a mail is. `sent` means that the 250 to the final dot arrived."""

    DRAFT = "draft"
    HELD = "held"
    QUEUED = "queued"
    SENDING = "sending"
    RETRY = "retry"
    SENT = "sent"
    DEAD = "dead"


class Mail(Row, table=True):
    """One rendered mail to one recipient. `answer` is the last word of the server; `leased_*`: who holds it."""

    __table_args__ = (
        closed("mail_class", MailClass),
        closed("state", MailState),
        UniqueConstraint("province_id", "key"),
        Index("ix_mail_sent", "sent_at", postgresql_where=text("sent_at IS NOT NULL")),
        Index("ix_mail_due", "next_try_at", postgresql_where=text("state IN ('queued', 'retry', 'sending')")),
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str
    mail_class: MailClass = Field(sa_type=Text)
    contact_id: int | None = Field(default=None, foreign_key="contact.id", index=True)
    to_email: str
    to_name: str
    subject: str
    body_text: str
    body_html: str
    message_id: str
    thread_root: str | None = None
    state: MailState = Field(sa_type=Text)
    queued_at: datetime = Field(sa_type=Instant)
    attempts: int = 0
    next_try_at: datetime | None = Field(default=None, sa_type=Instant)
    leased_until: datetime | None = Field(default=None, sa_type=Instant)
    leased_by: str | None = None
    answer: str | None = None
    sent_at: datetime | None = Field(default=None, sa_type=Instant)


class Notice(Row, table=True):
    """That a person must be told a thing, and why. `mail_id` names the mail that carries it."""

    __table_args__ = (closed("role", ContactRole), UniqueConstraint("province_id", "key"))

    id: int | None = Field(default=None, primary_key=True)
    key: str
    assignment_id: int = Field(foreign_key="assignment.id", index=True)
    contact_id: int = Field(foreign_key="contact.id")
    role: ContactRole = Field(sa_type=Text)
    rung: str
    nth: int = 0
    due_on: date
    decided_at: datetime = Field(sa_type=Instant)
    decided_on: date
    reason: str
    mail_id: int | None = Field(default=None, foreign_key="mail.id", index=True)


class Pass(Row, table=True):
    """One run of a daily process. `finished_at` is None while it runs or where it broke off."""

    __table_args__ = (UniqueConstraint("province_id", "name", "on_date"),)

    id: int | None = Field(default=None, primary_key=True)
    name: str
    on_date: date
    started_at: datetime = Field(sa_type=Instant)
    finished_at: datetime | None = Field(default=None, sa_type=Instant)
    ran_by: str
    counts: dict[str, Any] = Field(default_factory=dict, sa_type=JSONB)
