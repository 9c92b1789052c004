"""Occurrences of obligations, the duties of agencies in them, and the assignments that gather duties."""

from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from law.values import Kind
from models.base import Instant, Row, closed


class DutyState(StrEnum):
    """The unit of counting: open until a line completes it."""

    OPEN = "open"
    DONE = "done"
    WITHDRAWN = "withdrawn"


class AssignmentState(StrEnum):
    """The unit of reminding: reminders go on while it is open or a supplement is asked for."""

    OPEN = "open"
    HANDED_IN = "handed_in"
    SUPPLEMENT = "supplement"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


class LineState(StrEnum):
    """What an agency answers for one duty."""

    DONE = "done"
    NONE_TO_REPORT = "none_to_report"
    GOING_ON = "going_on"
    NOT_BEGUN = "not_begun"
    OBSTACLE = "obstacle"


class SubmissionState(StrEnum):
    """What the desk made of a submission."""

    HANDED_IN = "handed_in"
    SUPPLEMENT = "supplement"
    ACCEPTED = "accepted"


class Occurrence(Row, table=True):
    """One obligation in one period. Its dates are stored once resolved; `derivation` holds the steps.

    `late_time` None means that the day ends at 24:00. `period_first` is None for `once`. Duties of one agency with the
    same `answer_key` are answered in one submission, to `recipient` (None where the text names none).
    """

    __table_args__ = (UniqueConstraint("obligation_id", "period"),)

    id: int | None = Field(default=None, primary_key=True)
    obligation_id: int = Field(foreign_key="obligation.id")
    period: str
    period_first: date | None = None
    period_end: date
    opens_on: date
    target_on: date = Field(index=True)
    late_after: date
    late_time: time | None = None
    provisional: bool = False
    derivation: list[dict[str, Any]] = Field(sa_type=JSONB)
    answer_key: str
    recipient: str | None = None
    closed_at: datetime | None = Field(default=None, sa_type=Instant)


class Assignment(Row, table=True):
    """The duties that one agency answers in one submission. Its days are the earliest of its duties'.

    `recipient` is None where the text names none; `next_notice_on` is None when nothing more is to be said.
    """

    __table_args__ = (
        closed("state", AssignmentState),
        closed("kind", Kind),
        UniqueConstraint("agency_id", "answer_key"),
        Index(
            "ix_assignment_next_notice",
            "province_id",
            "next_notice_on",
            postgresql_where=text("next_notice_on IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id")
    answer_key: str
    kind: Kind = Field(sa_type=Text)
    period: str
    period_first: date | None = None
    period_end: date
    recipient: str | None = None
    opens_on: date
    target_on: date
    late_after: date
    late_time: time | None = None
    state: AssignmentState = Field(default=AssignmentState.OPEN, sa_type=Text)
    delivered_on: date | None = None
    supplement_due_on: date | None = None
    next_notice_on: date | None = None


class Duty(Row, table=True):
    """One occurrence for one agency. `line` and `delivered_on` are None until a submission names it."""

    __table_args__ = (
        closed("state", DutyState),
        closed("line", LineState),
        UniqueConstraint("occurrence_id", "agency_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    occurrence_id: int = Field(foreign_key="occurrence.id")
    agency_id: int = Field(foreign_key="agency.id", index=True)
    assignment_id: int = Field(foreign_key="assignment.id", index=True)
    target_on: date
    late_after: date
    state: DutyState = Field(default=DutyState.OPEN, sa_type=Text)
    line: LineState | None = Field(default=None, sa_type=Text)
    delivered_on: date | None = None


class Submission(Row, table=True):
    """What an agency handed in for an assignment. The paper's number and date are None where none was given."""

    __table_args__ = (closed("state", SubmissionState),)

    id: int | None = Field(default=None, primary_key=True)
    assignment_id: int = Field(foreign_key="assignment.id", index=True)
    handed_in_at: datetime = Field(sa_type=Instant)
    paper_number: str | None = None
    paper_date: date | None = None
    by: str
    note: str = ""
    state: SubmissionState = Field(default=SubmissionState.HANDED_IN, sa_type=Text)


class SubmissionLine(Row, table=True):
    """One line of a submission: what is answered for one duty."""

    __tablename__ = "submission_line"
    __table_args__ = (closed("state", LineState), UniqueConstraint("submission_id", "duty_id"))

    id: int | None = Field(default=None, primary_key=True)
    submission_id: int = Field(foreign_key="submission.id")
    duty_id: int = Field(foreign_key="duty.id", index=True)
    state: LineState = Field(sa_type=Text)
    words: str = ""


class Acknowledgement(Row, table=True):
    """A contact said "đã tiếp nhận" of an assignment: quiets that person's reminders until `expires_on`, included."""

    __table_args__ = (UniqueConstraint("assignment_id", "contact_id"),)

    id: int | None = Field(default=None, primary_key=True)
    assignment_id: int = Field(foreign_key="assignment.id")
    contact_id: int = Field(foreign_key="contact.id")
    at: datetime = Field(sa_type=Instant)
    expires_on: date
