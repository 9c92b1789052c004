"""The clauses of an assignment as a person answers them: the same words for several periods are one question."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from models.queries.answering import AnswerableDuty


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedClause:
    """One clause of one directive with the duties that it puts on the assignment, the longest period last.

    A report that is quarterly, half-yearly and annual by the same words is asked for once. `key` names its fields.
    """

    key: int
    duty_ids: tuple[int, ...]
    directive: str
    unit: str
    action: str
    words: str
    periods: tuple[str, ...]
    derivation: tuple[dict[str, Any], ...] = field(repr=False)


def asked(duties: Sequence[AnswerableDuty]) -> tuple[AskedClause, ...]:
    """Return the clauses behind some duties, in the order given, each once."""
    grouped: dict[tuple[str, str, str], list[AnswerableDuty]] = {}
    for duty in duties:
        grouped.setdefault((duty.directive, duty.unit, duty.action), []).append(duty)
    return tuple(_clause(found) for found in grouped.values())


def _clause(duties: list[AnswerableDuty]) -> AskedClause:
    first = duties[0]
    steps: list[dict[str, Any]] = []
    for duty in duties:
        steps += [step for step in duty.derivation if step not in steps]
    return AskedClause(
        key=first.duty_id,
        duty_ids=tuple(duty.duty_id for duty in duties),
        directive=first.directive,
        unit=first.unit,
        action=first.action,
        words=first.words,
        periods=tuple(dict.fromkeys(duty.period for duty in duties)),
        derivation=tuple(steps),
    )
