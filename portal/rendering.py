"""Pages from templates: one Jinja2 environment, strict and escaping."""

import re
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from deploy.world import LOCAL
from law.calendar import Calendar
from law.derivation import Step, sentences
from law.naming import clause_name
from law.periods import label
from portal import words

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
STATIC = HERE / "static"


def page(request: Request, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """Return a rendered template. Any: a template takes whatever its page gives it; a missing name raises."""
    text = environment().get_template(template).render(path=request.url.path, **context)
    return HTMLResponse(text, status_code=status)


def message(request: Request, *, status: int, title: str, line: str) -> HTMLResponse:
    """Return a page that says one thing."""
    return page(request, "message.html", status=status, title=title, line=line)


@cache
def environment() -> Environment:
    """Return the environment of the portal's templates."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "day": words.day,
        "long_day": words.long_day,
        "moment": _local_moment,
        "period": label,
        "clause": clause_name,
        "kind": words.KINDS.__getitem__,
        "agency_kind": words.AGENCY_KINDS.__getitem__,
        "line": words.LINES.__getitem__,
        "reasons": _reasons,
        "linked": _linked,
    }
    made.globals["LINES"] = words.LINES
    return made


def _local_moment(value: datetime) -> str:
    return words.moment(value.astimezone(LOCAL))


def _reasons(derivation: list[dict[str, Any]]) -> list[str]:
    return sentences([Step.from_json(step) for step in derivation])


def _linked(text: str, base: str) -> Markup:
    """Escape a text and make the addresses below `base` links."""
    address = re.escape(str(escape(base))) + r"/[^\s<>\"']*"
    return Markup(re.sub(address, r'<a href="\g<0>">\g<0></a>', str(escape(text))))  # noqa: S704  (escaped one call before)


def due_phrase(last_day: date, today: date, calendar: Calendar) -> str:
    """Say how far a day is: "quá hạn 3 ngày làm việc", "hạn cuối là hôm nay", "còn 5 ngày làm việc"."""
    days = calendar.working_days_between(today, last_day)
    if last_day < today:
        return f"quá hạn {-days} ngày làm việc" if days else "vừa quá hạn"
    return "hạn cuối là hôm nay" if last_day == today else f"còn {days} ngày làm việc"
