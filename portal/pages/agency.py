"""The page that a mail's link opens: what one agency owes, and the forms to answer."""

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlmodel import Session

from deploy.world import world
from models import AssignmentState, Province, Submission, SubmissionState
from models.queries import answering
from models.queries.answering import Answerable
from notifications.errors import LinkError
from notifications.links import Scope
from portal.clauses import asked
from portal.forms import Answer, answer_of, fields_of
from portal.rendering import due_phrase, page
from portal.visit import HOME, begin, require_mark, visit
from tasks.acknowledge import acknowledge
from tasks.collect import hand_in
from tasks.errors import NothingThere
from tasks.occasion import occasion
from tasks.receipt import queue_receipt

router = APIRouter()
Fields = Annotated[dict[str, str], Depends(fields_of)]
AssignmentId = Annotated[int, Path(ge=0, lt=2**31)]
"""What the database can compare with an id."""


@router.api_route("/v/{token}", methods=["GET", "HEAD"])
def open_link(token: str) -> Response:
    """Take a link from a mail; mail scanners do so too, hence nothing changes."""
    return begin(world(), token)


@router.get(HOME)
def show(request: Request, da_nop: int | None = None, da_tiep_nhan: int | None = None) -> HTMLResponse:
    """Show the assignments of the agency that the cookie stands for."""
    here = world()
    guest = visit(here, request)
    with here.session() as session:
        return _page(request, session, guest.scope, guest.mark, today=here.now().date(), said=(da_nop, da_tiep_nhan))


@router.get(HOME + "/viec/{assignment_id}/nop")
@router.get(HOME + "/viec/{assignment_id}/tiep-nhan")
def come_back(assignment_id: AssignmentId) -> RedirectResponse:
    """Lead back to the page whoever opens the address that a refused form leaves in the browser."""
    return RedirectResponse(f"{HOME}#a{assignment_id}", status_code=303)


@router.post(HOME + "/viec/{assignment_id}/nop")
def submit(request: Request, assignment_id: AssignmentId, fields: Fields) -> Response:
    """Take an answer in. The same answer twice is one submission."""
    here = world()
    guest = visit(here, request)
    require_mark(guest, fields)
    now = here.now()
    scope = guest.scope
    with here.session() as session:
        _agency, contact = _people(session, scope)
        if answering.locked(session, scope.province_id, scope.agency_id, assignment_id) is None:
            raise NothingThere(f"Việc số {assignment_id} không phải của cơ quan này. Mở lại liên kết trong thư.")
        owed = answering.answerable(session, scope.province_id, scope.agency_id, on=now.date())
        assignment = next((each for each in owed if each.assignment_id == assignment_id), None)
        if assignment is None:
            raise NothingThere("Việc này đã được ghi nhận, đã rút hoặc chưa mở; không cần nộp.")
        answer, wrong = answer_of(fields, assignment, today=now.date())
        if answer is None:
            typed = (assignment_id, fields, wrong)
            return _page(request, session, scope, guest.mark, today=now.date(), typed=typed)
        if not _already_there(session, scope, assignment, answer):
            _hand_in(session, scope.province_id, assignment_id, answer, by=contact, now=now)
    return RedirectResponse(f"{HOME}?da_nop={assignment_id}#a{assignment_id}", status_code=303)


@router.post(HOME + "/viec/{assignment_id}/tiep-nhan")
def take_note(request: Request, assignment_id: AssignmentId, fields: Fields) -> Response:
    """Record "đã tiếp nhận"; the same again is harmless."""
    here = world()
    guest = visit(here, request)
    require_mark(guest, fields)
    with here.session() as session:
        acknowledge(
            session,
            guest.scope.province_id,
            agency_id=guest.scope.agency_id,
            assignment_id=assignment_id,
            contact_id=guest.scope.contact_id,
            calendar=here.calendar,
            now=here.now(),
        )
    return RedirectResponse(f"{HOME}?da_tiep_nhan={assignment_id}#a{assignment_id}", status_code=303)


def _people(session: Session, scope: Scope) -> tuple[str, str]:
    found = answering.agency_and_contact(
        session, scope.province_id, agency_id=scope.agency_id, contact_id=scope.contact_id
    )
    if found is None:
        raise LinkError("Địa chỉ này không còn là đầu mối của cơ quan; hãy dùng liên kết trong thư mới nhất.")
    return found[0].name, found[1].name


def _hand_in(session: Session, province_id: int, assignment_id: int, answer: Answer, *, by: str, now: datetime) -> None:
    """Record an answer and enqueue its receipt, in one transaction."""
    submission_id = hand_in(
        session,
        province_id,
        assignment_id=assignment_id,
        at=now,
        by=by,
        paper=answer.paper,
        lines=answer.lines,
        words=answer.words,
        note=answer.note,
    )
    province = session.get_one(Province, province_id)
    queue_receipt(session, submission_id, occasion=occasion(world(), province, now=now))


def _already_there(session: Session, scope: Scope, assignment: Answerable, answer: Answer) -> bool:
    """Say whether the desk already has exactly this answer: a button pressed twice, a page sent again."""
    if assignment.state is not AssignmentState.HANDED_IN:
        return False
    last = answering.latest_submissions(session, scope.province_id, [assignment.assignment_id]).get(
        assignment.assignment_id
    )
    if last is None or last.id is None or last.state != SubmissionState.HANDED_IN:
        return False
    lines = answering.lines_of(session, scope.province_id, last.id)
    return (
        (last.paper_number, last.paper_date, last.note) == (answer.paper.number, answer.paper.dated, answer.note)
        and {duty_id: line.state for duty_id, line in lines.items()} == answer.lines
        and {duty_id: line.words for duty_id, line in lines.items() if line.words} == answer.words
    )


def _page(
    request: Request,
    session: Session,
    scope: Scope,
    mark: str,
    *,
    today: date,
    said: tuple[int | None, int | None] = (None, None),
    typed: tuple[int, dict[str, str], dict[str, str]] | None = None,
) -> HTMLResponse:
    agency, contact = _people(session, scope)
    owed = answering.answerable(session, scope.province_id, scope.agency_id, on=today)
    ids = [each.assignment_id for each in owed]
    handed_in = answering.latest_submissions(session, scope.province_id, ids)
    noted = answering.acknowledged(session, scope.province_id, ids, contact_id=scope.contact_id)
    blank: dict[str, str] = {}
    return page(
        request,
        "agency.html",
        status=422 if typed else 200,
        agency=agency,
        contact=contact,
        desk=session.get_one(Province, scope.province_id).desk_name,
        mark=mark,
        today=today,
        coming=answering.coming(session, scope.province_id, scope.agency_id, on=today),
        until=scope.until,
        owed=[
            _shown(
                each,
                handed_in.get(each.assignment_id),
                today,
                noted_until=noted[each.assignment_id].expires_on if each.assignment_id in noted else None,
                fields=typed[1] if typed and typed[0] == each.assignment_id else blank,
                wrong=typed[2] if typed and typed[0] == each.assignment_id else blank,
            )
            for each in owed
        ],
        just_handed_in=said[0],
        just_noted=said[1],
    )


def _shown(
    each: Answerable,
    submission: Submission | None,
    today: date,
    *,
    noted_until: date | None,
    fields: dict[str, str],
    wrong: dict[str, str],
) -> dict[str, Any]:
    """Return what the template needs of one assignment. Any: a template's context is as mixed as the page."""
    waiting = each.state is AssignmentState.HANDED_IN
    return {
        "work": each,
        "clauses": asked(each.duties),
        "submission": submission,
        "waiting": waiting,
        "supplement": each.state is AssignmentState.SUPPLEMENT,
        "overdue": not waiting and each.last_day < today,
        "today": not waiting and each.last_day == today,
        "due": due_phrase(each.last_day, today, world().calendar),
        "noted_until": noted_until if noted_until and noted_until >= today else None,
        "fields": fields,
        "wrong": wrong,
    }
