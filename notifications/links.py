"""The signed links of our mails: who may open which page, until which day."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from itsdangerous import BadSignature, URLSafeSerializer

from notifications.errors import LinkError

LIFETIME = timedelta(days=30)
"""How long a link outlives the last day that still counts as on time. Source: docs/mail.md, a default of ours."""

_SALT = "dondoc.agency-link.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a link opens: the open assignments of one agency, for one contact, up to and with `until`."""

    province_id: int
    agency_id: int
    contact_id: int
    until: date


def sign(scope: Scope, *, secret: str) -> str:
    """Return the token of a scope: the same scope and secret always give the same token."""
    return _serializer(secret).dumps([scope.province_id, scope.agency_id, scope.contact_id, scope.until.toordinal()])


def verify(token: str, *, secret: str, now: datetime) -> Scope:
    """Return what a token opens at `now`, which is in Vietnam's time.

    Raises LinkError: the token was forged, changed or cut short, or its last day is over.
    """
    try:
        province_id, agency_id, contact_id, until = _serializer(secret).loads(token)
        scope = Scope(
            province_id=province_id, agency_id=agency_id, contact_id=contact_id, until=date.fromordinal(until)
        )
    except (BadSignature, ValueError, TypeError) as cause:
        raise LinkError(
            "Liên kết không đúng hoặc bị cắt mất một phần; hãy mở lại đúng liên kết trong thư mới nhất."
        ) from cause
    if now.date() > scope.until:
        raise LinkError(
            f"Liên kết đã hết hiệu lực từ sau ngày {scope.until:%d/%m/%Y}; hãy mở liên kết trong thư mới nhất."
        )
    return scope


def last_day(*, late_after: date, issued_on: date) -> date:
    """Return the last day of a link: LIFETIME after the later of the last day on time and the day it was issued."""
    return max(late_after, issued_on) + LIFETIME


def address(public_url: str, token: str, *, assignment_id: int | None = None) -> str:
    """Return where a token opens, at the place of one assignment if one is named."""
    anchor = "" if assignment_id is None else f"#a{assignment_id}"
    return f"{public_url.rstrip('/')}/v/{token}{anchor}"


def board(public_url: str) -> str:
    """Return where the desk sees all assignments."""
    return f"{public_url.rstrip('/')}/bang"


def _serializer(secret: str) -> URLSafeSerializer:
    return URLSafeSerializer(
        secret, salt=_SALT, signer_kwargs={"digest_method": hashlib.sha256, "key_derivation": "hmac"}
    )
