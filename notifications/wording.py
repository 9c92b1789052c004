"""How our mails call things in Vietnamese: clauses, what is owed, days. The sentences are in the templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from law.calendar import WEEKDAYS
from law.naming import clause_name
from law.periods import ONCE, label
from law.values import Kind

ACTION_LENGTH = 160
"""Signs of a clause's own words that a line quotes; the page behind its link shows them all."""

NAMED_CLAUSES = 3
"""Clauses of one directive that a line names; the others are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """One clause that a duty rests on. `issued_on` is None where the directive prints no day."""

    directive_id: int
    directive: str
    issued_on: date | None
    unit: str
    action: str


def day(value: date) -> str:
    """Return a day as it is written in a letter: "04/09/2026"."""
    return f"{value:%d/%m/%Y}"


def weekday(value: date) -> str:
    """Return the name of a day of the week: "thứ Hai"."""
    return WEEKDAYS[value.weekday()]


def hour(value: time) -> str:
    """Return an hour as it is written in a letter: "17 giờ 00"."""
    return f"{value.hour} giờ {value.minute:02}"


def directive(basis: Basis) -> str:
    """Name a directive with its day: "Chỉ thị số 05/CT-UBND ngày 13/08/2013"."""
    return basis.directive if basis.issued_on is None else f"{basis.directive} ngày {day(basis.issued_on)}"


def bases(clauses: Sequence[Basis]) -> str:
    """Name the clauses that an assignment rests on, directive by directive, in the order given."""
    grouped: dict[int, list[Basis]] = {}
    for clause in clauses:
        grouped.setdefault(clause.directive_id, []).append(clause)
    return "; ".join(_of_one_directive(found) for found in grouped.values())


def owed(kind: Kind, *, period: str, recipient: str | None, clauses: Sequence[Basis]) -> str:
    """Name what is owed in one line: "Báo cáo quý III/2026 gửi Sở Nội vụ", or the clause's own words.

    Raises UnknownPeriod: as in `law.periods.label`.
    """
    if kind is Kind.REPORT and period != ONCE:
        return f"Báo cáo {label(period)}" + (f" gửi {recipient}" if recipient else "")
    actions = list(dict.fromkeys(clause.action for clause in clauses))
    words = shorten(actions[0], ACTION_LENGTH) if actions else "Nhiệm vụ được giao"
    if period != ONCE:
        # "trong năm 2026": the plan that falls due in 2026 may well be the one for 2027.
        words += f" ({label(period)})" if "#" in period else f" (trong {label(period)})"
    return f"{words} và {len(actions) - 1} việc khác" if len(actions) > 1 else words


def shorten(text: str, length: int) -> str:
    """Return a text on one line, cut between words to at most `length` signs with "…" at the end."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line[:1].upper() + line[1:]
    cut = line[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:.–-")
    return f"{cut[:1].upper()}{cut[1:]}…"


def salutation(name: str, agency: str | None) -> str:
    """Return whom a mail addresses: the contact's name, with the agency where the name does not say it."""
    return name if agency is None or agency in name else f"{name} – {agency}"


def _of_one_directive(clauses: Sequence[Basis]) -> str:
    units = list(dict.fromkeys(clause_name(clause.unit) for clause in clauses))
    named = ", ".join(units[:NAMED_CLAUSES])
    if len(units) > NAMED_CLAUSES:
        named += f" và {len(units) - NAMED_CLAUSES} mục khác"
    return f"{named}, {directive(clauses[0])}"
