"""What the ladder must know of one assignment: its days, its state, and what was said of it before."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple, assert_never

from models import AssignmentState, ContactRole
from notifications.rungs import Anchor


class Days(NamedTuple):
    """All that the mornings of an assignment's rungs follow from; assignments that share it share their mornings."""

    opens_on: date
    target_on: date
    late_after: date
    resumed_on: date | None
    next_late_after: date | None
    draft_released: bool

    def of(self, anchor: Anchor) -> date:
        """Return the day that rungs of an anchor count from."""
        match anchor:
            case Anchor.OPENS:
                return self.opens_on
            case Anchor.TARGET:
                return self.target_on
            case Anchor.LATE:
                return self.late_after
            case _:
                assert_never(anchor)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What the ladder must know of one assignment; the days are the effective ones.

    `resumed_on` is the day of the last hand-in that did not settle it; None before any. `quiet` says up to which day,
    included, a contact's acknowledgement holds. `next_late_after` is the last day on time of the same agency's next
    period; None where there is none. `draft_released`: a person released the draft to the Chairman.
    """

    assignment_id: int
    state: AssignmentState
    opens_on: date
    target_on: date
    late_after: date
    supplement_due_on: date | None = None
    resumed_on: date | None = None
    next_late_after: date | None = None
    draft_released: bool = False
    quiet: dict[int, date] = field(default_factory=dict)

    def day(self, anchor: Anchor) -> date:
        """Return the day that rungs of an anchor count from; a supplement has a day of its own."""
        return self.days().of(anchor)

    def days(self) -> Days:
        """Return the days that count now."""
        supplement = self.supplement_due_on if self.state is AssignmentState.SUPPLEMENT else None
        return Days(
            opens_on=self.opens_on,
            target_on=supplement or self.target_on,
            late_after=supplement or self.late_after,
            resumed_on=self.resumed_on,
            next_late_after=self.next_late_after,
            draft_released=self.draft_released,
        )


class Fate(StrEnum):
    """What became of the mail that carried a notice: on its way or there, kept back by us, or given up."""

    LEFT = "left"
    KEPT = "kept"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A notice of this assignment that was decided before. `on` is the day its mail was let go."""

    contact_id: int
    role: ContactRole
    rung: str
    due_on: date
    on: date
    nth: int = 0
    fate: Fate = Fate.LEFT
