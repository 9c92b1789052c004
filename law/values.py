"""The values that the reading of a directive is made of. Frozen, no behaviour beyond shape."""

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum


class Kind(StrEnum):
    """What is asked for. Source: docs/reading.md, the shape of an annotation."""

    REPORT = "report"
    PLAN = "plan"
    SUBMISSION = "submission"
    EVENT = "event"
    INSPECTION = "inspection"
    PUBLICATION = "publication"
    TARGET = "target"
    STANDING = "standing"


class Bound(StrEnum):
    """How a day bounds a duty: inside a span of days, strictly before a day, or by the end of it."""

    WITHIN = "within"
    BEFORE = "before"
    BY = "by"


class QuotaBound(StrEnum):
    """How a number bounds a yearly count."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EXACTLY = "exactly"


class Frequency(StrEnum):
    """The length of a recurring period."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    SEMIANNUAL = "semiannual"
    NINE_MONTHS = "nine_months"
    ANNUAL = "annual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of the source text, in characters, end excluded."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDay:
    """A day inside a period. `month` counts within it: 1 is its first, one more than its length the month after it."""

    month: int
    day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Once:
    """One date or one span of days. `start` is None where the text gives only an end."""

    due: date
    bound: Bound
    start: date | None = None
    late_time: time | None = None
    raw: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurring:
    """Every period of `frequency`. `due` is None where the text names no day; `bound` is None with it."""

    frequency: Frequency
    due: DueDay | None = None
    bound: Bound | None = None
    since: date | None = None
    until: date | None = None
    late_time: time | None = None
    raw: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NPerYear:
    """A quota: `n` times in each calendar year from `since` on."""

    n: int
    bound: QuotaBound
    since: date | None = None
    raw: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Starting:
    """Begins on `start` and goes on without an end of its own."""

    start: date
    raw: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithinDays:
    """So many days counted from an event. `due` is None while the day of the event is not known."""

    days: int
    working: bool
    event: str
    due: date | None = None
    raw: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """No time of its own."""

    raw: str = ""


Timing = Once | Recurring | NPerYear | Starting | WithinDays | Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A directive's own facts. None, or an empty string for the title, where the text prints none."""

    number: str | None = None
    kind: str | None = None
    issuer: str | None = None
    issued_on: date | None = None
    effective_on: date | None = None
    title: str = ""
    signer: str | None = None
    replaces: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One unit of the text.

    `path` is the labels joined by "/" ("2/b", "VI/3/a", "Đ4", "2/a/-1", "end").
    `span` covers the unit's own text after its label, without its children; paragraphs that belong to it are inside.
    `parent` is None at the top.
    """

    path: str
    label: str
    heading: str
    span: Span
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Which words gave a field of an obligation, and by which rule. `quote` is the source text at `span`."""

    field: str
    quote: str
    span: Span
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """What one clause demands of its leads.

    `lead`, `coordinate`, `recipient` hold full names of agencies or groups ("@sở-ban-ngành"), in the text's order,
    no duplicates. `action` is verbatim. `unit` is the path of the clause.
    """

    unit: str
    lead: tuple[str, ...]
    coordinate: tuple[str, ...]
    recipient: tuple[str, ...]
    kind: Kind
    action: str
    timing: Timing
    span: Span
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """What the reader would not decide alone. `why` is one Vietnamese sentence, `rule` its cause.

    `unit` is None where the whole text is meant.
    """

    rule: str
    why: str
    span: Span
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was read from one text. Clauses and obligations stand in the text's order."""

    source: str
    text: str = field(repr=False)
    head: Head
    clauses: tuple[Clause, ...]
    obligations: tuple[Obligation, ...]
    doubts: tuple[Doubt, ...]
