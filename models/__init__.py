"""What Đôn đốc remembers: one table per noun."""

from models.agency import Agency, AgencyKind, Contact, ContactRole
from models.directive import (
    Clause,
    Directive,
    DirectiveState,
    Doubt,
    Obligation,
    Party,
    PartyRole,
    Reading,
    ReadingState,
)
from models.duty import (
    Acknowledgement,
    Assignment,
    AssignmentState,
    Duty,
    DutyState,
    LineState,
    Occurrence,
    Submission,
    SubmissionLine,
    SubmissionState,
)
from models.journal import Journal
from models.outbox import Mail, MailClass, MailState, Notice, Pass
from models.province import MailMode, Province

__all__ = [
    "Acknowledgement",
    "Agency",
    "AgencyKind",
    "Assignment",
    "AssignmentState",
    "Clause",
    "Contact",
    "ContactRole",
    "Directive",
    "DirectiveState",
    "Doubt",
    "Duty",
    "DutyState",
    "Journal",
    "LineState",
    "Mail",
    "MailClass",
    "MailMode",
    "MailState",
    "Notice",
    "Obligation",
    "Occurrence",
    "Party",
    "PartyRole",
    "Pass",
    "Province",
    "Reading",
    "ReadingState",
    "Submission",
    "SubmissionLine",
    "SubmissionState",
]
