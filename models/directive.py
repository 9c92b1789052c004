"""A directive, its reading, and what was read: clauses, obligations, their parties, the doubts."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from law.values import Kind
from models.base import Instant, Row, closed


class DirectiveState(StrEnum):
    """Whether a directive still plans duties."""

    IN_FORCE = "in_force"
    WITHDRAWN = "withdrawn"


class ReadingState(StrEnum):
    """What a person decided of a reading."""

    PENDING = "pending"
    APPROVED = "approved"
    SENT_BACK = "sent_back"
    REJECTED = "rejected"


class PartyRole(StrEnum):
    """How an agency or group takes part in an obligation."""

    LEAD = "lead"
    COORDINATE = "coordinate"
    RECIPIENT = "recipient"


class Directive(Row, table=True):
    """A document that puts duties on agencies. The same number, issuer and date is the same document."""

    __table_args__ = (
        closed("state", DirectiveState),
        UniqueConstraint("province_id", "digest"),
        Index(
            "uq_directive_number",
            "province_id",
            "number",
            "issuer",
            "issued_on",
            unique=True,
            postgresql_where=text("number IS NOT NULL"),
            postgresql_nulls_not_distinct=True,
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    number: str | None = None
    kind: str | None = None
    issuer: str | None = None
    issued_on: date | None = None
    effective_on: date | None = None
    ends_on: date | None = None
    title: str = ""
    signer: str | None = None
    source: str
    text: str
    digest: str
    state: DirectiveState = Field(default=DirectiveState.IN_FORCE, sa_type=Text)
    recorded_at: datetime = Field(sa_type=Instant)

    def label(self) -> str:
        """Return the name that a mail uses: "Chỉ thị số 05/CT-UBND", or kind and issuer where no number is printed."""
        kind = self.kind or "Văn bản"
        if self.number:
            return f"{kind} số {self.number}"
        return f"{kind} của {self.issuer}" if self.issuer else f"{kind} {self.source}"

    def reference(self) -> str:
        """Return what identifies it in exports: its number, or the file's name where the text prints none."""
        return self.number or self.source


class Reading(Row, table=True):
    """The reading of one directive and what a person decided of it. `decided_*` are None while pending."""

    __table_args__ = (closed("state", ReadingState), UniqueConstraint("directive_id"))

    id: int | None = Field(default=None, primary_key=True)
    directive_id: int = Field(foreign_key="directive.id")
    state: ReadingState = Field(default=ReadingState.PENDING, sa_type=Text)
    read_at: datetime = Field(sa_type=Instant)
    decided_at: datetime | None = Field(default=None, sa_type=Instant)
    decided_by: str | None = None


class Clause(Row, table=True):
    """One unit of a directive's text. `start` and `end` are characters of `directive.text`, end excluded."""

    __table_args__ = (UniqueConstraint("directive_id", "path", "ord"),)

    id: int | None = Field(default=None, primary_key=True)
    directive_id: int = Field(foreign_key="directive.id")
    ord: int
    path: str
    parent: str | None = None
    label: str
    heading: str
    start: int
    end: int


class Obligation(Row, table=True):
    """What one clause demands.

    `action` is readable: repaired and in one line; `start` and `end` are its own words in `directive.text`, end
    excluded. `timing` has the shape of `law.annotation.timing_to_json`.
    """

    __table_args__ = (closed("kind", Kind), UniqueConstraint("directive_id", "ord"))

    id: int | None = Field(default=None, primary_key=True)
    directive_id: int = Field(foreign_key="directive.id")
    clause_id: int | None = Field(default=None, foreign_key="clause.id", index=True)
    ord: int
    unit: str
    kind: Kind = Field(sa_type=Text)
    action: str
    start: int
    end: int
    timing: dict[str, Any] = Field(sa_type=JSONB)
    evidence: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)


class Party(Row, table=True):
    """An agency or group that an obligation names.

    `agency_id` is None for a group ("@…") and for a name that no agency of the province bears;
    `formerly` is the printed name where `agency_id` is the one that took it over.
    """

    __table_args__ = (closed("role", PartyRole), UniqueConstraint("obligation_id", "role", "name"))

    id: int | None = Field(default=None, primary_key=True)
    obligation_id: int = Field(foreign_key="obligation.id")
    role: PartyRole = Field(sa_type=Text)
    ord: int
    name: str
    agency_id: int | None = Field(default=None, foreign_key="agency.id", index=True)
    formerly: str | None = None


class Doubt(Row, table=True):
    """What a person should look at. `obligation_id` and `unit` are None where the whole text is meant."""

    id: int | None = Field(default=None, primary_key=True)
    directive_id: int = Field(foreign_key="directive.id", index=True)
    obligation_id: int | None = Field(default=None, foreign_key="obligation.id")
    unit: str | None = None
    rule: str
    why: str
    start: int
    end: int
