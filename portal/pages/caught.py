"""The mails that the local catcher holds, while no mail server is set."""

from email.message import EmailMessage

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from deploy.catcher import caught, read_caught
from deploy.errors import MailNotFound
from deploy.world import LOCAL, World, world
from portal.rendering import page
from portal.words import moment

router = APIRouter(prefix="/thu")

LIMIT = 300
SHOWN = {
    "From": "Từ",
    "To": "Đến",
    "Date": "Ngày",
    "Message-ID": "Message-ID",
    "References": "References",
    "Auto-Submitted": "Auto-Submitted",
}
FRAME = "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'"


@router.get("")
def show_all(request: Request) -> HTMLResponse:
    """List the caught mails, newest first."""
    return page(request, "caught_list.html", mails=caught(_open().settings.home, limit=LIMIT), limit=LIMIT)


@router.get("/{name}")
def show(request: Request, name: str) -> HTMLResponse:
    """Show one mail: its headers, its HTML part in a frame that may do nothing, its text part."""
    here = _open()
    mail = read_caught(here.settings.home, name)
    return page(
        request,
        "caught.html",
        id=name,
        subject=mail.get("Subject", "(không tiêu đề)"),
        headers=[(name, _header(mail, header)) for header, name in SHOWN.items() if mail[header]],
        attachments=[part.get_filename() or part.get_content_type() for part in mail.iter_attachments()],
        has_html=mail.get_body(("html",)) is not None,
        text=_part(mail, "plain"),
        base=here.settings.portal_url,
    )


@router.get("/{name}/html")
def frame(name: str) -> HTMLResponse:
    """Return the HTML part alone, with a policy that forbids scripts, forms and anything from elsewhere."""
    html = _part(read_caught(_open().settings.home, name), "html")
    policy = f"{FRAME}; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
    return HTMLResponse(f'<base target="_blank">{html}', headers={"Content-Security-Policy": policy})


def _open() -> World:
    here = world()
    if not here.settings.shows_caught:
        raise MailNotFound(
            "Hộp thư thử chỉ mở khi chưa đặt máy chủ thư và cổng chỉ phục vụ trên máy này; "
            "xem DONDOC_SMTP_HOST, DONDOC_PORTAL_HOST và DONDOC_PUBLIC_URL."
        )
    return here


def _header(mail: EmailMessage, name: str) -> str:
    written = mail[name]
    sent_at = getattr(written, "datetime", None)
    return moment(sent_at.astimezone(LOCAL)) if sent_at and sent_at.tzinfo else str(written)


def _part(mail: EmailMessage, subtype: str) -> str:
    body = mail.get_body((subtype,))
    if body is None:
        return ""
    try:
        return str(body.get_content(errors="replace"))
    except LookupError:
        return "(phần này dùng bảng mã không đọc được)"
