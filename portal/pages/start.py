"""The start page, and the answer to "is it up?"."""

from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse
from sqlalchemy import text
from sqlmodel import Session

from deploy.prefect_server import coming_url
from deploy.world import world
from models import AssignmentState, MailState, Province
from models.queries import agency as agencies
from models.queries import overview, passes
from portal.rendering import page

router = APIRouter()

UNSENT = (MailState.QUEUED, MailState.SENDING, MailState.RETRY)


@router.get("/")
def start(request: Request) -> HTMLResponse:
    """Show what runs and where to look."""
    here = world()
    with here.session() as session:
        shown = [_figures(session, province, here.now().date()) for province in agencies.provinces(session)]
    return page(
        request,
        "start.html",
        provinces=shown,
        morning=max((each["morning"] for each in shown if each["morning"]), default=None),
        demo=here.settings.demo,
        pretended=here.settings.pretend_now,
        today=here.now().date(),
        prefect=here.settings.prefect_url,
        coming_url=coming_url(here.settings, on=here.now().date()),
        catcher=here.settings.shows_caught,
    )


@router.api_route("/health", methods=["GET", "HEAD"])
def health() -> JSONResponse:
    """Say that the portal and its database answer."""
    with world().session() as session:
        session.execute(text("SELECT 1"))
    return JSONResponse({"status": "ok"})


def _figures(session: Session, province: Province, today: date) -> dict[str, Any]:
    """Return what the card of a province shows. Any: counts, names and days together."""
    assert province.id is not None
    opened, coming = overview.open_and_coming(session, province.id, on=today)
    mails = overview.mails_by_state(session, province.id)
    return {
        "name": province.name,
        "code": province.code,
        "directives": len(overview.known_directives(session, province.id)),
        "open": opened,
        "coming": coming,
        "waiting": overview.assignments_by_state(session, province.id).get(AssignmentState.HANDED_IN, 0),
        "sent": mails.get(MailState.SENT, 0),
        "unsent": sum(mails.get(state, 0) for state in UNSENT),
        "held": mails.get(MailState.HELD, 0),
        "morning": passes.last_ended(session, province.id, passes.MORNING),
    }
