"""A mail server of this machine that delivers to nobody: each mail becomes a file that the portal shows."""

import asyncio
import os
import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesHeaderParser, BytesParser
from email.policy import default as policy
from pathlib import Path
from types import TracebackType
from typing import Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from deploy.errors import MailNotFound
from deploy.processes import LOOPBACK, require_free_port

FOLDER = "thu"
MAILS_KEPT = 2000
MAIL_BYTES = 25_000_000
READY_LIMIT_S = 10.0
STAMP = "%Y%m%dT%H%M%S.%fZ"
NAME = re.compile(r"(\d{8}T\d{6}\.\d{6}Z)-(\d{8})")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaughtMail:
    """One line of the list of caught mails; `to` is the envelope's, `sender` the mail's own, `at` the arrival."""

    id: str
    subject: str
    sender: str
    to: str
    at: datetime
    size: int


class Catcher:
    """The mail server, on the loopback, in a thread of its own."""

    def __init__(self, home: Path, *, port: int, clock: Callable[[], datetime]) -> None:
        """Describe a catcher for the data folder `home`; `clock` gives the aware time of arrival."""
        self._folder = home / FOLDER
        self._port = port
        self._clock = clock
        self._controller: Controller | None = None

    def start(self) -> None:
        """Listen, and return when mails are accepted.

        Raises PortBusy: another program listens on the port.
        """
        require_free_port(self._port, setting="DONDOC_CATCHER_PORT")  # the library would notice only after 10 s
        mailbox = _Mailbox(self._folder, self._clock)
        loop = asyncio.new_event_loop()
        controller = Controller(
            mailbox,
            hostname=LOOPBACK,
            port=self._port,
            loop=loop,
            ready_timeout=READY_LIMIT_S,
            data_size_limit=MAIL_BYTES,
            ident="dondoc",
        )
        try:
            controller.start()
        except OSError:
            loop.close()
            raise
        self._controller = controller

    def stop(self) -> None:
        """Stop listening; does nothing when it does not."""
        controller, self._controller = self._controller, None
        if controller is not None:
            controller.stop()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def caught(home: Path, *, limit: int | None = None) -> list[CaughtMail]:
    """List the caught mails of the data folder `home`, newest first, at most `limit` of them (None: all)."""
    names = _names(home / FOLDER)[::-1][:limit]
    return [mail for name in names if (mail := _line(home / FOLDER / f"{name}.eml")) is not None]


def read_caught(home: Path, name: str) -> EmailMessage:
    """Read the caught mail `name`, the `id` of its line in `caught`.

    Raises MailNotFound: there is no such mail, or it has made room for newer ones.
    """
    content = _content(home / FOLDER / f"{name}.eml") if NAME.fullmatch(name) else None
    if content is None:
        raise MailNotFound(
            f"Không có thư này trong hộp thư thử (chỉ giữ {MAILS_KEPT} thư mới nhất); hãy mở lại danh sách /thu."
        )
    return BytesParser(EmailMessage, policy=policy).parsebytes(content)


class _Mailbox:
    """Writes mails as files whose names sort in order of arrival, and keeps the newest."""

    def __init__(self, folder: Path, clock: Callable[[], datetime]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)  # the links in the mails open the pages of agencies
        for draft in folder.glob(".*"):
            draft.unlink()
        self._folder = folder
        self._clock = clock
        self._names = deque(_names(folder))

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802, ARG002
        """Answer the end of a mail; a disk that fails is a passing fault, told as 4xx."""
        try:
            name = self._store(envelope)
        except OSError as cause:
            return f"452 4.3.1 {os.strerror(cause.errno or 0)}"
        return f"250 2.0.0 {name}"

    def _store(self, envelope: Envelope) -> str:
        stamp, count = self._clock().astimezone(UTC).strftime(STAMP), 1
        if self._names:
            last = NAME.fullmatch(self._names[-1])
            assert last is not None
            stamp, count = max(stamp, last[1]), int(last[2]) + 1  # the clock may have been set back
        name = f"{stamp}-{count:08d}"
        draft = self._folder / f".{name}"
        body = envelope.content if isinstance(envelope.content, bytes) else b""
        draft.write_bytes(_envelope_lines(envelope) + body)
        draft.rename(self._folder / f"{name}.eml")
        self._names.append(name)
        while len(self._names) > MAILS_KEPT:
            (self._folder / f"{self._names.popleft()}.eml").unlink(missing_ok=True)
        return name


def _envelope_lines(envelope: Envelope) -> bytes:
    to = ", ".join(envelope.rcpt_tos)
    return f"Return-Path: <{envelope.mail_from or ''}>\r\nDelivered-To: {to}\r\n".encode()


def _names(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    return sorted(path.stem for path in folder.glob("*.eml") if NAME.fullmatch(path.stem))


def _line(path: Path) -> CaughtMail | None:
    content = _content(path)
    if content is None:  # made room for a newer one since we looked
        return None
    head = BytesHeaderParser(policy=policy).parsebytes(content.split(b"\r\n\r\n", 1)[0])
    stamp, _, _ = path.stem.partition("-")
    return CaughtMail(
        id=path.stem,
        subject=_header(head, "Subject"),
        sender=_header(head, "From"),
        to=_header(head, "Delivered-To"),
        at=datetime.strptime(stamp, STAMP).replace(tzinfo=UTC),
        size=len(content),
    )


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _header(head: EmailMessage, name: str) -> str:
    try:
        return str(head.get(name, ""))
    except (MessageError, ValueError, LookupError, AttributeError, TypeError, NameError):  # seen on broken headers
        return "(không đọc được)"
