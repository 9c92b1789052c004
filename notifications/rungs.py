"""The rungs of the ladder, as data. Source: docs/mail.md (defaults of ours; a province may have its own)."""

from dataclasses import dataclass
from enum import StrEnum

from models import ContactRole
from notifications.notice import Tone


class Anchor(StrEnum):
    """The day of an assignment that a rung counts from."""

    OPENS = "opens_on"
    TARGET = "target_on"
    LATE = "late_after"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rung:
    """One step: `offset` working days after its anchor (before it where negative), for each of `roles`.

    `every` is the number of working days after which it is told again; None for a rung that comes once. Two rungs are
    the same only as one object: what is reckoned for a ladder is kept under it, thousands of times a morning.
    """

    name: str
    tone: Tone
    anchor: Anchor
    offset: int
    roles: tuple[ContactRole, ...]
    every: int | None = None


Ladder = tuple[Rung, ...]

_FOCAL, _UNIT_HEAD, _HEAD = ContactRole.FOCAL, ContactRole.UNIT_HEAD, ContactRole.HEAD

LADDER: Ladder = (
    Rung(name="announce", tone=Tone.ANNOUNCE, anchor=Anchor.OPENS, offset=0, roles=(_FOCAL,)),
    Rung(name="remind-10", tone=Tone.REMIND, anchor=Anchor.TARGET, offset=-10, roles=(_FOCAL,)),
    Rung(name="remind-3", tone=Tone.REMIND, anchor=Anchor.TARGET, offset=-3, roles=(_FOCAL,)),
    Rung(name="remind-1", tone=Tone.REMIND, anchor=Anchor.TARGET, offset=-1, roles=(_FOCAL,)),
    Rung(name="due", tone=Tone.DUE, anchor=Anchor.TARGET, offset=0, roles=(_FOCAL,)),
    Rung(name="last-day", tone=Tone.LAST_DAY, anchor=Anchor.LATE, offset=0, roles=(_FOCAL,)),
    Rung(name="overdue-1", tone=Tone.OVERDUE, anchor=Anchor.LATE, offset=1, roles=(_FOCAL, _UNIT_HEAD)),
    Rung(name="overdue-3", tone=Tone.OVERDUE, anchor=Anchor.LATE, offset=3, roles=(_HEAD,)),
    Rung(name="overdue-5", tone=Tone.OVERDUE, anchor=Anchor.LATE, offset=5, roles=(ContactRole.DESK,)),
    Rung(name="overdue-10", tone=Tone.OVERDUE, anchor=Anchor.LATE, offset=10, roles=(ContactRole.CHAIRMAN,)),
    Rung(name="weekly", tone=Tone.OVERDUE, anchor=Anchor.LATE, offset=15, roles=(_HEAD,), every=5),
)
"""The default rungs, the lowest first."""
