"""A real mail server in this process, told per recipient how to behave; and a sender that never leaves memory."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from notifications.sender import Answer, Message, Verdict

DROP = "drop"


@dataclass
class Desk:
    """Takes mails and records them. `at_rcpt` and `at_dot` say what a recipient's mail is answered, or DROP."""

    taken: list[EmailMessage] = field(default_factory=list)
    at_rcpt: dict[str, str] = field(default_factory=dict)
    at_dot: dict[str, str] = field(default_factory=dict)
    lines: int = 0

    def message_ids(self) -> Counter[str]:
        return Counter(mail["Message-ID"] for mail in self.taken)

    async def handle_EHLO(self, server: SMTP, session: Session, envelope: Envelope, name: str, responses: list[str]):  # noqa: N802
        self.lines += 1
        session.host_name = name
        return responses

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]):  # noqa: N802
        if address in self.at_rcpt:
            return self.at_rcpt[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope):  # noqa: N802
        answer = self.at_dot.get(envelope.rcpt_tos[0], "250 2.0.0 queued as 7")
        if answer == DROP:
            server.transport.abort()
            return "421 never seen"
        if answer.startswith("250"):
            self.taken.append(message_from_bytes(envelope.content, policy=default))
        return answer


@contextmanager
def a_relay(port: int = 0) -> Iterator[tuple[Desk, int]]:
    """Run a mail server on the loopback and give what it records and its port."""
    desk = Desk()
    loop = asyncio.new_event_loop()
    controller = Controller(desk, hostname="127.0.0.1", port=port or free_port(), loop=loop, ready_timeout=10)
    controller.start()
    try:
        yield desk, controller.port
    finally:
        controller.stop()


def free_port() -> int:
    import socket  # noqa: PLC0415

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class MemorySender:
    """Takes every mail into a list."""

    def __init__(self, taken: list[Message]) -> None:
        self.taken = taken

    async def send(self, message: Message) -> Answer:
        self.taken.append(message)
        return Answer(verdict=Verdict.TAKEN, words="250 kept")

    async def close(self) -> None:
        """Nothing is open."""
