"""Mails from values: one folder of templates for each notice, with a subject, a text part and an HTML part.

Templates compute nothing: what they print is in the value that they are given, and a name that is missing is an error.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from models.queries.board import Cells
from notifications import digest as digests
from notifications import wording
from notifications.digest import Digest, Line
from notifications.errors import UnsafeHeader
from notifications.letterhead import Letterhead
from notifications.notice import ROLE_NAMES

DRAFT_MARK = "[Dự thảo – chờ duyệt] "
"""How the subject of a draft begins until a person releases it."""

_GAP = re.compile(r"\n{3,}")


class Template(StrEnum):
    """The notices: the folders of `templates/`. docs/mail.md says who gets which."""

    DIGEST = "digest"
    HEAD = "head"
    DESK = "desk"
    DRAFT = "draft"
    RECEIPT = "receipt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A mail's three parts. The subject is one line."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A draft to the Chairman about one directive; the proposal is for a person to write."""

    directive: str
    title: str
    day: date
    cells: Cells
    threshold: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """That an answer came in. `days_late` are working days past the last day on time, 0 in time.

    `paper_number` and `paper_date` are None where no paper was named.
    """

    salutation: str
    what: str
    basis: str
    handed_in_at: datetime
    days_late: int
    link: str
    paper_number: str | None = None
    paper_date: date | None = None


def render_digest(digest: Digest, letterhead: Letterhead) -> Rendered:
    """Write a digest: the desk's, the one to the head of an agency, or the common one."""
    agency_template = Template.HEAD if digest.is_for_head else Template.DIGEST
    template = Template.DESK if digest.agency is None else agency_template
    return _render(template, letterhead, digest=digest, salutation=digests.salutation(digest))


def render_draft(draft: Draft, letterhead: Letterhead) -> Rendered:
    """Write a draft to the Chairman."""
    return _render(Template.DRAFT, letterhead, draft=draft)


def render_receipt(receipt: Receipt, letterhead: Letterhead) -> Rendered:
    """Write the receipt for an answer."""
    return _render(Template.RECEIPT, letterhead, receipt=receipt)


def _render(template: Template, letterhead: Letterhead, **values: object) -> Rendered:
    values["letterhead"] = letterhead
    subject = " ".join(_environment(html=False).get_template(f"{template}/subject.txt").render(values).split())
    if not subject:
        raise UnsafeHeader(f"Thư mẫu {template} không có tiêu đề; hãy sửa tệp subject.txt của mẫu này.")
    return Rendered(
        subject=subject,
        text=_GAP.sub("\n\n", _environment(html=False).get_template(f"{template}/body.txt").render(values)).strip()
        + "\n",
        html=_environment(html=True).get_template(f"{template}/body.html").render(values),
    )


@lru_cache(maxsize=2)
def _environment(*, html: bool) -> Environment:
    environment = Environment(
        loader=PackageLoader("notifications", "templates"),
        undefined=StrictUndefined,
        autoescape=html,  # noqa: S701 - the text part is no HTML
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.filters |= {"day": wording.day, "weekday": wording.weekday, "hour": wording.hour}
    environment.globals |= {"ROLE_NAMES": ROLE_NAMES, "DRAFT_MARK": DRAFT_MARK}
    return environment
