"""An officer says "đã tiếp nhận" of an assignment: the reminders to that person rest for a while."""

from datetime import datetime

from sqlmodel import Session

from law.calendar import Calendar
from models import Acknowledgement, Journal
from models.queries import answering
from tasks.errors import NothingThere

QUIET_WORKING_DAYS = 5
"""How long an acknowledgement quiets the reminders before the due day. Source: a default of Đôn đốc."""


def acknowledge(
    session: Session,
    province_id: int,
    *,
    agency_id: int,
    assignment_id: int,
    contact_id: int,
    calendar: Calendar,
    now: datetime,
) -> Acknowledgement:
    """Record that a contact has taken note of an assignment; the same again on the same day changes nothing.

    Raises NothingThere for an assignment or a contact of elsewhere.
    """
    assignment = answering.locked(session, province_id, agency_id, assignment_id)
    people = answering.agency_and_contact(session, province_id, agency_id=agency_id, contact_id=contact_id)
    if assignment is None or people is None:
        raise NothingThere(f"Việc số {assignment_id} không phải của cơ quan này. Mở lại liên kết trong thư.")
    known = answering.acknowledged(session, province_id, [assignment_id], contact_id=contact_id).get(assignment_id)
    expires_on = calendar.shift(now.date(), QUIET_WORKING_DAYS)
    if known is not None and known.expires_on >= expires_on:
        return known
    row = known or Acknowledgement(
        province_id=province_id, assignment_id=assignment_id, contact_id=contact_id, at=now, expires_on=expires_on
    )
    row.at, row.expires_on = now, expires_on
    session.add(row)
    session.add(
        Journal(
            province_id=province_id,
            at=now,
            what="assignment.acknowledged",
            who=people[1].name,
            came_from="portal",
            about={"assignment": assignment_id, "contact": contact_id, "until": expires_on.isoformat()},
        )
    )
    return row
