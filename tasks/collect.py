"""Take an agency's answer in, and what the desk makes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from deploy.world import local_day
from models import (
    Assignment,
    AssignmentState,
    DutyState,
    Journal,
    LineState,
    Submission,
    SubmissionLine,
    SubmissionState,
)
from models.queries import assignment as assignments
from models.queries import submission as submissions
from tasks.errors import NothingThere, NotPossibleNow

COMPLETING = frozenset({LineState.DONE, LineState.NONE_TO_REPORT})
"""The lines that complete their duty once the submission is accepted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The official paper that an answer came with. Either may be None: none was given."""

    number: str | None = None
    dated: date | None = None


def hand_in(
    session: Session,
    province_id: int,
    *,
    assignment_id: int,
    at: datetime,
    by: str,
    paper: Paper,
    lines: Mapping[int, LineState] | None = None,
    words: Mapping[int, str] | None = None,
    note: str = "",
) -> int:
    """Record an answer and stop the reminders; return the submission's id. It waits for the desk ("chờ thẩm tra").

    `lines` and `words` go by duty id; a duty that `lines` leaves out counts as done. Late answers are taken and keep
    their day.

    Raises NothingThere for an assignment or duty of elsewhere, NotPossibleNow when the assignment is settled.
    """
    row = _assignment(session, province_id, assignment_id)
    if row.state in (AssignmentState.ACCEPTED, AssignmentState.WITHDRAWN):
        raise NotPossibleNow("Việc này đã được ghi nhận hoàn thành hoặc đã rút; không cần nộp thêm.")
    duties = assignments.duties_of(session, province_id, assignment_id)
    own = {duty.id for duty in duties}
    strange = set(lines or ()) - own
    if strange:
        raise NothingThere(
            f"Mục báo cáo {sorted(strange)} không thuộc việc này. Mở lại liên kết trong thư rồi nộp lại."
        )
    submission = Submission(
        province_id=province_id,
        assignment_id=assignment_id,
        handed_in_at=at,
        paper_number=paper.number,
        paper_date=paper.dated,
        by=by,
        note=note,
    )
    session.add(submission)
    session.flush()
    assert submission.id is not None
    for duty in duties:
        assert duty.id is not None
        state = (lines or {}).get(duty.id, LineState.DONE)
        session.add(
            SubmissionLine(
                province_id=province_id,
                submission_id=submission.id,
                duty_id=duty.id,
                state=state,
                words=(words or {}).get(duty.id, ""),
            )
        )
        duty.line = state
        session.add(duty)
    row.state, row.next_notice_on = AssignmentState.HANDED_IN, None
    session.add(row)
    _note(session, submission, what="submission.handed_in", who=by, at=at)
    return submission.id


def ask_supplement(
    session: Session, province_id: int, submission_id: int, *, due_on: date, by: str, now: datetime
) -> None:
    """Send an answer back for a supplement by `due_on`; reminders resume with that day.

    Raises NothingThere for a submission of elsewhere, NotPossibleNow when it was settled or replaced before.
    """
    submission, row = _pending(session, province_id, submission_id)
    submission.state = SubmissionState.SUPPLEMENT
    row.state, row.supplement_due_on, row.next_notice_on = AssignmentState.SUPPLEMENT, due_on, now.date()
    session.add_all([submission, row])
    _note(session, submission, what="submission.supplement_asked", who=by, at=now)


def accept(
    session: Session, province_id: int, submission_id: int, *, by: str, now: datetime, paper_date_holds: bool = False
) -> date:
    """Accept an answer, complete the duties that its lines complete, and return the day that counts as delivery.

    The day is that of the first hand-in since the last acceptance, if its supplement came by the supplement's day;
    where the desk confirms the paper's date (`paper_date_holds`) the earlier of the two counts. A duty still going on,
    or one that joined after the answer came in, leaves the assignment open; one completed before keeps its day.
    Source: Thông báo 624/TB-VPCP (a paper dated on the last day is on time).

    Raises NothingThere for a submission of elsewhere, NotPossibleNow when it was settled or replaced before.
    """
    submission, row = _pending(session, province_id, submission_id)
    first = _first_that_counts(session, row, submission)
    day = local_day(first.handed_in_at)
    if paper_date_holds and submission.paper_date is not None:
        day = min(day, submission.paper_date)
    submission.state = SubmissionState.ACCEPTED
    still_open = False
    for duty in assignments.duties_of(session, province_id, submission.assignment_id):
        if duty.state != DutyState.OPEN:
            continue
        is_reported = duty.line is not None and row.answer_key.startswith("report:")
        if duty.line in COMPLETING or is_reported:
            duty.state, duty.delivered_on = DutyState.DONE, day
            session.add(duty)
        else:
            still_open = True
    if still_open:
        row.state, row.supplement_due_on, row.next_notice_on = AssignmentState.OPEN, None, now.date()
    else:
        row.state, row.delivered_on, row.next_notice_on = AssignmentState.ACCEPTED, day, None
    session.add_all([submission, row])
    _note(session, submission, what="submission.accepted", who=by, at=now)
    return day


def _assignment(session: Session, province_id: int, assignment_id: int) -> Assignment:
    row = assignments.named(session, province_id, assignment_id)
    if row is None:
        raise NothingThere(f"Không có việc số {assignment_id} trong tỉnh này. Mở lại liên kết trong thư.")
    return row


def _pending(session: Session, province_id: int, submission_id: int) -> tuple[Submission, Assignment]:
    submission = submissions.named(session, province_id, submission_id)
    if submission is None:
        raise NothingThere(f"Không có kết quả số {submission_id} trong tỉnh này. Xem lại danh sách chờ thẩm tra.")
    if submission.state != SubmissionState.HANDED_IN:
        raise NotPossibleNow(f"Kết quả số {submission_id} đã được xử lý; không còn chờ thẩm tra.")
    newest = submissions.of_assignment(session, province_id, submission.assignment_id)[-1]
    if newest.id != submission.id:
        raise NotPossibleNow(
            f"Kết quả số {submission_id} đã được cơ quan thay bằng số {newest.id}. Xử lý số {newest.id}."
        )
    return submission, _assignment(session, province_id, submission.assignment_id)


def _first_that_counts(session: Session, row: Assignment, submission: Submission) -> Submission:
    """Return the answer whose day counts: the first since the last that was accepted, or one that came too late."""
    due = row.supplement_due_on
    if due is not None and local_day(submission.handed_in_at) > due:
        return submission
    first = submission
    for earlier in reversed(submissions.of_assignment(session, row.province_id, submission.assignment_id)):
        if earlier.state == SubmissionState.ACCEPTED:
            break
        first = earlier
    return first


def _note(session: Session, about: Submission, *, what: str, who: str, at: datetime) -> None:
    details = {"submission": about.id, "assignment": about.assignment_id, "paper": about.paper_number}
    session.add(Journal(province_id=about.province_id, at=at, what=what, who=who, came_from="collect", about=details))
