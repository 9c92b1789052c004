"""The tenant."""

from datetime import time
from enum import StrEnum

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from models.base import closed


class MailMode(StrEnum):
    """Whether mail leaves the outbox or waits there until the desk releases it."""

    HOLD = "hold"
    ON = "on"


class Province(SQLModel, table=True):
    """A province with the addresses of its desk and of its Chairman's office."""

    __table_args__ = (closed("mail_mode", MailMode),)

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    name: str
    desk_name: str = "Sở Nội vụ"
    desk_email: str
    chairman_email: str
    mail_mode: MailMode = Field(default=MailMode.ON, sa_type=Text)
    office_opens: time = time(7, 30)
    office_closes: time = time(17, 0)
