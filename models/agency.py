"""Who owes, and whom to write to."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from models.base import Instant, Row, closed


class AgencyKind(StrEnum):
    """The kinds that groups are made of."""

    DEPARTMENT = "department"
    DISTRICT = "district"
    COMMUNE = "commune"
    CENTRAL = "central"
    SERVICE_UNIT = "service_unit"
    MEDIA = "media"
    COMMITTEE = "committee"


class ContactRole(StrEnum):
    """Who a contact is. The last two belong to the province and not to an agency."""

    FOCAL = "focal"
    DEPUTY = "deputy"
    UNIT_HEAD = "unit_head"
    HEAD = "head"
    DESK = "desk"
    CHAIRMAN = "chairman"


class Agency(Row, table=True):
    """An agency. `active_from` and `active_to` are its first and last day; None where not known or not ended."""

    __table_args__ = (closed("kind", AgencyKind), UniqueConstraint("province_id", "name"))

    id: int | None = Field(default=None, primary_key=True)
    name: str
    kind: AgencyKind = Field(sa_type=Text)
    active_from: date | None = None
    active_to: date | None = None
    formerly: list[str] = Field(default_factory=list, sa_type=JSONB)


class Contact(Row, table=True):
    """One official mailbox. `agency_id` is None for the desk and the Chairman's office; `dead_at`: it was refused."""

    __table_args__ = (
        closed("role", ContactRole),
        UniqueConstraint("province_id", "agency_id", "role", postgresql_nulls_not_distinct=True),
    )

    id: int | None = Field(default=None, primary_key=True)
    agency_id: int | None = Field(default=None, foreign_key="agency.id", index=True)
    role: ContactRole = Field(sa_type=Text)
    name: str
    email: str
    dead_at: datetime | None = Field(default=None, sa_type=Instant)
