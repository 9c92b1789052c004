"""The web portal: pages rendered on the server, no script, one style sheet."""

import logging
from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException

from deploy.errors import DeployError, MailNotFound
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
    """Put the security headers on every answer; a page may be stricter."""
    answer = await call_next(request)
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)
    return answer


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
    return message(
        request,
        status=500,
        title="Có lỗi phía hệ thống",
        line="Chưa ghi được gì. Lỗi đã được ghi lại; thử lại sau ít phút.",
    )
