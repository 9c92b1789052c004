"""The web portal: pages rendered on the server, no script, one style sheet."""

import logging
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException

from deploy.errors import DeployError, MailNotFound
from deploy.settings import LOOPBACK_NAMES
from deploy.world import world
from notifications.errors import LinkError
from portal.errors import BadForm
from portal.pages import agency, board, caught, start
from portal.rendering import STATIC, message
from tasks.errors import NothingThere, NotPossibleNow

log = logging.getLogger("dondoc.portal")

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
}

app = FastAPI(title="Đôn đốc", docs_url=None, redoc_url=None, openapi_url=None)
app.mount("/static", StaticFiles(directory=STATIC), name="static")
for _door in (start, board, caught, agency):
    app.include_router(_door.router)


@app.middleware("http")
async def guard(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    """Answer only to our own names, and put the security headers on every answer; a page may be stricter."""
    if not _is_our_name(request.headers.get("host", "")):
        line = "Cổng này không mang tên đó. Mở lại bằng địa chỉ trong thư, hoặc đặt DONDOC_PUBLIC_URL trên máy chủ."
        return _hardened(message(request, status=421, title="Không phục vụ tên này", line=line))
    return _hardened(await call_next(request))


@app.exception_handler(LinkError)
def on_link(request: Request, error: LinkError) -> Response:
    """Say why a link opens nothing."""
    return message(request, status=403, title="Liên kết không dùng được", line=str(error))


@app.exception_handler(BadForm)
def on_form(request: Request, error: BadForm) -> Response:
    """Say why a form was not taken."""
    return message(request, status=400, title="Chưa ghi được", line=str(error))


@app.exception_handler(NothingThere)
@app.exception_handler(MailNotFound)
def on_nothing(request: Request, error: Exception) -> Response:
    """Say that there is no such thing."""
    return message(request, status=404, title="Không tìm thấy", line=str(error))


@app.exception_handler(NotPossibleNow)
def on_conflict(request: Request, error: NotPossibleNow) -> Response:
    """Say why it cannot be done now."""
    return message(request, status=409, title="Chưa ghi được", line=str(error))


@app.exception_handler(DeployError)
@app.exception_handler(OperationalError)
def on_database(request: Request, error: Exception) -> Response:
    """Say that the database does not answer; the log says more."""
    log.error("portal.database_unavailable", exc_info=error)
    line = "Cơ sở dữ liệu tạm thời không trả lời. Thử lại sau ít phút; nếu vẫn vậy, báo Sở Nội vụ."
    return message(request, status=503, title="Tạm thời chưa phục vụ được", line=line)


@app.exception_handler(RequestValidationError)
def on_address(request: Request, _: RequestValidationError) -> Response:
    """Answer an address whose numbers cannot be ours."""
    line = "Địa chỉ này không có. Mở lại từ trang đầu hoặc từ liên kết trong thư."
    return message(request, status=404, title="Không tìm thấy", line=line)


@app.exception_handler(HTTPException)
def on_http(request: Request, error: HTTPException) -> Response:
    """Answer a wrong address or method in Vietnamese."""
    line = "Địa chỉ này không có. Mở lại từ trang đầu hoặc từ liên kết trong thư."
    if error.status_code == 405:
        line = "Địa chỉ này không nhận cách gửi đó. Mở lại từ trang đầu hoặc từ liên kết trong thư."
    return message(request, status=error.status_code, title="Không tìm thấy", line=line)


@app.exception_handler(Exception)
def on_fault(request: Request, error: Exception) -> Response:
    """Answer a fault of ours; the log holds its traceback."""
    log.error("portal.fault", exc_info=error)
    line = "Chưa ghi được gì. Lỗi đã được ghi lại; thử lại sau ít phút."
    return _hardened(message(request, status=500, title="Có lỗi phía hệ thống", line=line))


def _hardened(answer: Response) -> Response:
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)
    return answer


def _is_our_name(host: str) -> bool:
    """Tell whether a request names this portal, where it listens on this machine alone.

    A page of elsewhere whose name was turned to 127.0.0.1 could else be used to read ours (DNS rebinding). A portal
    that is open to the network may bear names that we do not know.
    """
    try:
        settings = world().settings
    except DeployError:  # the page itself says so
        return True
    if settings.portal_host not in LOOPBACK_NAMES:
        return True
    try:
        return urlsplit(f"//{host}").hostname in LOOPBACK_NAMES | {urlsplit(settings.portal_url).hostname}
    except ValueError:
        return False
