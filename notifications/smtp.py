"""Mails on the wire: the message as it is sent, and the line to the mail server."""

import asyncio
import re
from base64 import b64encode, encodebytes
from dataclasses import dataclass, field
from datetime import UTC
from email.errors import MessageError
from email.headerregistry import Address
from email.utils import format_datetime
from enum import StrEnum

import aiosmtplib

from models.queries.delivery import Claimed
from notifications.errors import UnsafeHeader
from notifications.sender import Answer, Message, Verdict

SEND_LIMIT_S = 30
"""Seconds that one mail may take from its first command to the answer to its final dot."""

_BOUNDARY = "=_dondoc_="
"""Parts are base64, which holds no underscore: this line cannot occur in one."""

_WORD = re.compile(r"\S{1,9}\s?|\s")
"""A word with the blank after it; one beyond nine letters is no Vietnamese syllable and may be cut."""

_CHUNK_BYTES = 39
"""What an encoded word holds, so that its line has at most 76 characters. Source: RFC 2047, 2."""

_PERMANENT = 500
_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")
_ANSWER_LENGTH = 500
_POLICY = "5.7."
"""Enhanced status of a refusal by policy, not for want of the mailbox. Source: RFC 3463, 3.8."""


class Encryption(StrEnum):
    """How the line is encrypted."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """The next mail server. `user` is None where it asks for no log-in."""

    host: str
    port: int
    encryption: Encryption
    user: str | None = None
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """Whom mails come from."""

    name: str
    email: str


def message_of(mail: Claimed, *, sender: Mailbox) -> Message:
    """Build the message of an outbox row; the same row always gives the same bytes.

    Written line by line: the classes of `email` take 0.8 ms for a mail of 12 kB, this a tenth of it, and their newer
    policies, up to Python 3.12, lose blanks where a long Vietnamese subject is folded.

    Raises UnsafeHeader: a name, address or subject holds a line break, or an address is none.
    """
    headers = [
        ("From", _mailbox(sender.name, sender.email)),
        ("To", _mailbox(mail.to_name, mail.to_email)),
        ("Subject", _encoded(_one_line(mail.subject, "tiêu đề"))),
        ("Date", format_datetime(mail.queued_at.astimezone(UTC))),
        ("Message-ID", _one_line(mail.message_id, "Message-ID")),
        # RFC 3834: no vacation notice shall answer; Exchange listens to the second.
        ("Auto-Submitted", "auto-generated"),
        ("X-Auto-Response-Suppress", "All"),
        ("MIME-Version", "1.0"),
        ("Content-Type", f'multipart/alternative; boundary="{_BOUNDARY}"'),
    ]
    if mail.thread_root is not None:
        headers.append(("References", _one_line(mail.thread_root, "References")))
    lines = [f"{name}: {value}" for name, value in headers]
    for kind, body in (("plain", mail.body_text), ("html", mail.body_html)):
        lines += [
            "",
            f"--{_BOUNDARY}",
            f"Content-Type: text/{kind}; charset=utf-8",
            "Content-Transfer-Encoding: base64",
        ]
        lines += ["", encodebytes(body.encode()).decode("ascii").rstrip("\n")]
    lines += [f"--{_BOUNDARY}--", ""]
    return Message(to=mail.to_email, wire="\n".join(lines).replace("\n", "\r\n").encode("ascii"))


class SmtpSender:
    """A line to a relay that is kept open from mail to mail."""

    def __init__(self, relay: Relay, *, sender: Mailbox) -> None:
        self._sender = sender
        self._client = aiosmtplib.SMTP(
            hostname=relay.host,
            port=relay.port,
            username=relay.user,
            password=relay.password,
            use_tls=relay.encryption is Encryption.TLS,
            start_tls=relay.encryption is Encryption.STARTTLS,
            timeout=SEND_LIMIT_S,
        )

    async def send(self, message: Message) -> Answer:
        """Hand a mail over and return what the server said; the line is opened where it is not."""
        try:
            async with asyncio.timeout(SEND_LIMIT_S):
                if not self._client.is_connected:
                    await self._client.connect()
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as broken:
            self._client.close()
            return Answer(verdict=Verdict.NO_RELAY, words=_words(broken))
        try:
            async with asyncio.timeout(SEND_LIMIT_S):
                _, words = await self._client.sendmail(self._sender.email, [message.to], message.wire)
        except aiosmtplib.SMTPRecipientsRefused as refused:
            return _judged(refused.recipients[0])
        except aiosmtplib.SMTPDataError as refused:
            return _judged(refused)
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as broken:
            self._client.close()
            return Answer(verdict=Verdict.LATER, words=_words(broken))
        return Answer(verdict=Verdict.TAKEN, words=_legible(f"250 {words}"))

    async def close(self) -> None:
        """Say goodbye where somebody listens."""
        if self._client.is_connected:
            try:
                async with asyncio.timeout(SEND_LIMIT_S):
                    await self._client.quit()
            except (aiosmtplib.SMTPException, OSError, TimeoutError):
                self._client.close()


def _judged(refused: aiosmtplib.SMTPResponseException) -> Answer:
    is_final = refused.code >= _PERMANENT and not refused.message.startswith(_POLICY)
    return Answer(verdict=Verdict.REFUSED if is_final else Verdict.LATER, words=_words(refused))


def _words(broken: Exception) -> str:
    if isinstance(broken, aiosmtplib.SMTPResponseException):
        return _legible(f"{broken.code} {broken.message}")
    return _legible(f"{type(broken).__name__}: {broken}".rstrip(": "))


def _legible(words: str) -> str:
    """Return a server's words as the database can keep them: no bytes of another encoding, no NUL, not endless."""
    utf8 = words[:_ANSWER_LENGTH].encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return _BREAKS.sub(" ", utf8.replace("\n", "; "))


def _mailbox(name: str, email: str) -> str:
    try:
        address = Address(addr_spec=_one_line(email, "địa chỉ thư")).addr_spec
        address.encode("ascii")  # what is beyond needs SMTPUTF8, which official relays seldom have
    except (ValueError, IndexError, MessageError) as cause:
        raise UnsafeHeader(
            f"Địa chỉ thư “{email}” không hợp lệ; hãy sửa địa chỉ này trong danh sách cơ quan."
        ) from cause
    return f"{_encoded(_one_line(name, 'tên người nhận'))}\n <{address}>"


def _encoded(value: str) -> str:
    """Write a header's words as RFC 2047 encoded words that end between words of the language.

    Readers that forget to join encoded words (Python's own, for names) then still show the right blanks.
    """
    chunks = [""]
    for part in _WORD.findall(value):
        if len((chunks[-1] + part).encode()) > _CHUNK_BYTES:
            chunks.append("")
        chunks[-1] += part
    return "\n ".join(f"=?utf-8?b?{b64encode(chunk.encode()).decode()}?=" for chunk in chunks)


def _one_line(value: str, what: str) -> str:
    if _BREAKS.search(value):
        raise UnsafeHeader(
            f"Thư có {what} chứa ký tự xuống dòng hoặc ký tự điều khiển ({value!r}); hãy sửa rồi gửi lại."
        )
    return value
