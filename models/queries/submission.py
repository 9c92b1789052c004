"""Submissions: what was handed in, and what of it waits for the desk."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, func, tuple_
from sqlalchemy import select as select_rows
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from models.agency import Agency
from models.duty import Assignment, Duty, LineState, Submission, SubmissionLine, SubmissionState


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingAnswer:
    """One submission that was handed in and not yet examined; no number or date of a paper where none was given."""

    submission_id: int
    agency: str
    kind: str
    period: str
    late_after: date
    handed_in_at: datetime
    paper_number: str | None
    paper_date: date | None
    lines: int
    still_open: int


def waiting(session: Session, province_id: int) -> list[WaitingAnswer]:
    """Return the answers that wait for the desk, the earliest first; of one assignment only the newest.

    `still_open` counts the lines that say a duty goes on, has not begun or meets an obstacle.
    """
    done = (LineState.DONE, LineState.NONE_TO_REPORT)
    newer = aliased(Submission)
    replaced = exists().where(
        col(newer.assignment_id) == Submission.assignment_id,
        tuple_(col(newer.handed_in_at), col(newer.id)) > tuple_(col(Submission.handed_in_at), col(Submission.id)),
    )
    query = (
        select_rows(
            Submission,
            Assignment,
            Agency,
            func.count(col(Duty.id)),
            func.count(col(Duty.id)).filter(col(SubmissionLine.state).not_in(done)),
        )
        .join(Assignment, col(Assignment.id) == Submission.assignment_id)
        .join(Agency, col(Agency.id) == Assignment.agency_id)
        .join(SubmissionLine, col(SubmissionLine.submission_id) == Submission.id)
        .join(Duty, col(Duty.id) == SubmissionLine.duty_id)
        .where(
            col(Submission.province_id) == province_id,
            col(Submission.state) == SubmissionState.HANDED_IN,
            ~replaced,
        )
        .group_by(col(Submission.id), col(Assignment.id), col(Agency.id))
        .order_by(col(Submission.handed_in_at), col(Submission.id))
    )
    return [
        WaitingAnswer(
            submission_id=submission.id or 0,
            agency=agency.name,
            kind=assignment.kind,
            period=assignment.period,
            late_after=assignment.late_after,
            handed_in_at=submission.handed_in_at,
            paper_number=submission.paper_number,
            paper_date=submission.paper_date,
            lines=lines,
            still_open=still_open,
        )
        for submission, assignment, agency, lines, still_open in session.execute(query)
    ]


def named(session: Session, province_id: int, submission_id: int) -> Submission | None:
    """Return one submission; None when this province has none of that id."""
    query = select(Submission).where(Submission.province_id == province_id, Submission.id == submission_id)
    return session.exec(query).one_or_none()


def of_assignment(session: Session, province_id: int, assignment_id: int) -> list[Submission]:
    """Return the submissions of an assignment in the order they were handed in."""
    query = select(Submission).where(Submission.province_id == province_id, Submission.assignment_id == assignment_id)
    return list(session.exec(query.order_by(col(Submission.handed_in_at), col(Submission.id))))
