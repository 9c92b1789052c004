"""An agency's visit: the link of a mail, the cookie it is exchanged for, and the mark that forms carry.

The cookie holds the link's own signed token: it opens exactly what the link opens, until the link's last day.
"""

import hashlib
import hmac
from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import RedirectResponse

from deploy.folder import secret
from deploy.world import World
from notifications.errors import LinkError
from notifications.links import Scope, verify
from portal.errors import BadForm

COOKIE = "dondoc_co_quan"
HOME = "/co-quan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Who came in, and the mark that this visit's forms must carry back."""

    scope: Scope
    mark: str


def begin(world: World, token: str) -> RedirectResponse:
    """Exchange the token of a link for a cookie and send the visitor on; nothing else changes.

    Raises LinkError for a token that opens nothing.
    """
    verify(token, secret=secret(world.settings), now=world.now())
    answer = RedirectResponse(HOME, status_code=303)
    answer.set_cookie(
        COOKIE,
        token,
        path=HOME,
        httponly=True,
        samesite="lax",  # strict would not be sent on the way here from a web mail
        secure=world.settings.portal_url.startswith("https://"),
    )
    return answer


def visit(world: World, request: Request) -> Visit:
    """Return the visit that a request's cookie stands for.

    Raises LinkError when there is no cookie or it opens nothing any more.
    """
    token = request.cookies.get(COOKIE)
    if not token:
        raise LinkError("Chưa mở liên kết nào trong trình duyệt này; hãy bấm vào liên kết trong thư mới nhất.")
    key = secret(world.settings)
    scope = verify(token, secret=key, now=world.now())
    return Visit(scope=scope, mark=hmac.new(key.encode(), b"form:" + token.encode(), hashlib.sha256).hexdigest()[:40])


def require_mark(visit: Visit, fields: dict[str, str]) -> None:
    """Refuse a form that was not made for this visit.

    Raises BadForm: it comes from another site, or from a page of an earlier visit.
    """
    if not hmac.compare_digest(fields.get("mark", "").encode(), visit.mark.encode()):
        raise BadForm("Biểu mẫu không thuộc phiên làm việc này; hãy mở lại liên kết trong thư rồi nhập lại.")
