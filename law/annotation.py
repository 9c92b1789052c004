"""The JSON of a reading and of its timings: the shape that annotations are written and scored in."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any, assert_never

from law.values import (
    Bound,
    DueDay,
    Frequency,
    NPerYear,
    Obligation,
    Once,
    QuotaBound,
    Reading,
    Recurring,
    Standing,
    Starting,
    Timing,
    WithinDays,
)


def to_json(reading: Reading) -> dict[str, object]:
    """Return a reading as an annotation, with its doubts beside it. Dates are ISO; what the text lacks is None."""
    head = reading.head
    return {
        "source": reading.source,
        "directive": {
            "number": head.number,
            "kind": head.kind,
            "issuer": head.issuer,
            "issued_on": _iso(head.issued_on),
            "effective_on": _iso(head.effective_on),
            "title": head.title,
            "signer": head.signer,
            "replaces": list(head.replaces),
            "cites": list(head.cites),
        },
        "units": [
            {"path": clause.path, "start": reading.text[clause.span.start : clause.span.end].strip()[:80]}
            for clause in reading.clauses
        ],
        "obligations": [_obligation(obligation) for obligation in reading.obligations],
        "doubts": [
            {
                "unit": doubt.unit,
                "rule": doubt.rule,
                "why": doubt.why,
                "start": doubt.span.start,
                "end": doubt.span.end,
            }
            for doubt in reading.doubts
        ],
    }


def timing_to_json(timing: Timing) -> dict[str, Any]:
    """Return a timing as an annotation has it; what the text does not say is left out."""
    match timing:
        case Once():
            found: dict[str, Any] = {
                "type": "once",
                "due": _iso(timing.due),
                "bound": timing.bound.value,
                "start": _iso(timing.start),
                "late_time": _clock(timing.late_time),
            }
        case Recurring():
            found = {
                "type": "recurring",
                "freq": timing.frequency.value,
                "due": {"month": timing.due.month, "day": timing.due.day} if timing.due else None,
                "bound": timing.bound.value if timing.bound else None,
                "from": _iso(timing.since),
                "until": _iso(timing.until),
                "late_time": _clock(timing.late_time),
            }
        case NPerYear():
            found = {"type": "n_per_year", "n": timing.n, "bound": timing.bound.value, "from": _iso(timing.since)}
        case Starting():
            found = {"type": "starting", "start": _iso(timing.start)}
        case WithinDays():
            found = {
                "type": "within_days",
                "days": timing.days,
                "working": timing.working,
                "event": timing.event,
                "due": _iso(timing.due),
            }
        case Standing():
            found = {"type": "standing"}
        case _:
            assert_never(timing)
    return {key: value for key, value in found.items() if value is not None} | {"raw": timing.raw}


def timing_from_json(value: Mapping[str, Any]) -> Timing:
    """Return the timing of an annotation, the opposite of `timing_to_json`.

    Raises ValueError for a type, frequency or bound that does not exist.
    """
    raw = value.get("raw") or ""
    match value["type"]:
        case "once":
            return Once(
                due=date.fromisoformat(value["due"]),
                bound=Bound(value["bound"]),
                start=_day(value.get("start")),
                late_time=_hour(value.get("late_time")),
                raw=raw,
            )
        case "recurring":
            due, bound = value.get("due"), value.get("bound")
            return Recurring(
                frequency=Frequency(value["freq"]),
                due=DueDay(month=due["month"], day=due["day"]) if due else None,
                bound=Bound(bound) if bound else None,
                since=_day(value.get("from")),
                until=_day(value.get("until")),
                late_time=_hour(value.get("late_time")),
                raw=raw,
            )
        case "n_per_year":
            return NPerYear(n=value["n"], bound=QuotaBound(value["bound"]), since=_day(value.get("from")), raw=raw)
        case "starting":
            return Starting(start=date.fromisoformat(value["start"]), raw=raw)
        case "within_days":
            return WithinDays(
                days=value["days"],
                working=value["working"],
                event=value["event"],
                due=_day(value.get("due")),
                raw=raw,
            )
        case "standing":
            return Standing(raw=raw)
        case other:
            raise ValueError(f"unknown type of timing: {other}")


def _obligation(obligation: Obligation) -> dict[str, object]:
    return {
        "unit": obligation.unit,
        "lead": list(obligation.lead),
        "coordinate": list(obligation.coordinate),
        "recipient": list(obligation.recipient),
        "kind": obligation.kind.value,
        "action": obligation.action,
        "timing": timing_to_json(obligation.timing),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _clock(hour: time | None) -> str | None:
    return hour.isoformat("minutes") if hour else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _hour(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None
