"""What can carry a mail away, what it may answer, and when a mail that did not leave is tried again."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Protocol


class Verdict(StrEnum):
    """What an attempt came to.

    TAKEN: the 250 to the final dot arrived. LATER: try this mail again. REFUSED: this address takes no mail.
    NO_RELAY: the mail never came to the wire; the others would not either.
    """

    TAKEN = "taken"
    LATER = "later"
    REFUSED = "refused"
    NO_RELAY = "no_relay"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A mail as it goes over the wire, and the one address that it goes to."""

    to: str
    wire: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A verdict and the server's last words, or what broke."""

    verdict: Verdict
    words: str


class Sender(Protocol):
    """One line to a mail server, opened at the first mail and used for the next ones."""

    async def send(self, message: Message) -> Answer:
        """Try once to hand a mail over. No answer of a server is an exception."""

    async def close(self) -> None:
        """End the line; the sender may be used again."""


PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 15, 30, 60, 120, 240, *((360,) * 10), 240))
"""Pauses after each attempt that failed, 72 hours in all. Source: docs/mail.md, a default of ours."""


def pause_after(attempts: int) -> timedelta | None:
    """Return how long a mail rests after so many failed attempts; None when it is given up."""
    return PAUSES[attempts - 1] if attempts <= len(PAUSES) else None
