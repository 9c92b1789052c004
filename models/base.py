"""What every table shares: the naming of constraints, the tenant, the types of columns."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, DateTime
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Row(SQLModel):
    """A row that belongs to one province. Every query names the province."""

    province_id: int = Field(foreign_key="province.id", index=True)


class Instant(DateTime):
    """An aware instant; PostgreSQL keeps it in UTC."""

    cache_ok = True

    def __init__(self) -> None:
        super().__init__(timezone=True)


def closed(column: str, values: type[StrEnum]) -> CheckConstraint:
    """Return the CHECK that holds a text column to the members of a set.

    A native enum would hide a new member from the migrations.
    """
    members = ", ".join(f"'{value.value}'" for value in values)
    return CheckConstraint(f"{column} IN ({members})", name=column)
