"""What a time expression is, before its neighbours have been looked at."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from law.values import Bound, Timing

YEARLESS = "day-without-year"
"""The rule of an expression whose day may belong to a recurrence beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a date without a year refers to. Both None where the document does not say."""

    issued_on: date | None = None
    year: int | None = None


class Place(StrEnum):
    """Where in its period a due day lies."""

    DATE = "date"
    FIRST_MONTH = "first_month"
    LAST_MONTH = "last_month"
    MONTH_AFTER = "month_after"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A due day that needs a period: "trước ngày 15/12", "ngày 10 của tháng cuối quý". `month` counts in the year."""

    place: Place
    month: int
    day: int
    bound: Bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """A stretch of the view that says when. `timings` may be empty where only `due` is known.

    `is_label` marks "Thời hạn …: …", which speaks of what stands before it. `parts` holds the stretches of an
    expression that was joined from several, empty for one in one piece, and `dues` the due days it took in.
    """

    start: int
    end: int
    timings: tuple[Timing, ...]
    rule: str
    due: Due | None = None
    is_label: bool = False
    parts: tuple[tuple[int, int], ...] = ()
    dues: tuple[Due, ...] = ()

    def stretches(self) -> tuple[tuple[int, int], ...]:
        """Return what of the text the expression covers, in order."""
        return self.parts or ((self.start, self.end),)
