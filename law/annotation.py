"""A reading as JSON, in the shape of the hand-made annotations, and timings to and fro."""

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

START_LENGTH = 80
"""How much of a clause's text names it, in characters."""


def to_json(reading: Reading) -> dict[str, object]:
    """Return a reading in the shape of an annotation, with the doubts as an extra key. Dates are ISO."""
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
            {
                "path": clause.path,
                "start": " ".join(reading.text[clause.span.start : clause.span.end].split())[:START_LENGTH],
            }
            for clause in reading.clauses
        ],
        "obligations": [_obligation(obligation) for obligation in reading.obligations],
        "doubts": [
            {
                "rule": doubt.rule,
                "why": doubt.why,
                "unit": doubt.unit,
                "quote": reading.text[doubt.span.start : doubt.span.end],
            }
            for doubt in reading.doubts
        ],
    }


def timing_to_json(timing: Timing) -> dict[str, object]:
    """Return a timing as JSON. `timing_from_json` gives back an equal value."""
    return {key: value for key, value in _fields(timing).items() if value is not None}


def timing_from_json(data: dict[str, Any]) -> Timing:  # parsed JSON
    """Build a timing from its JSON.

    Raises:
        KeyError, ValueError: a field is missing, or holds what no timing can hold.

    """
    raw = data.get("raw", "")
    match data["type"]:
        case "once":
            return Once(
                due=date.fromisoformat(data["due"]),
                bound=Bound(data["bound"]),
                start=_date(data.get("start")),
                late_time=_time(data.get("late_time")),
                raw=raw,
            )
        case "recurring":
            due = data.get("due")
            return Recurring(
                frequency=Frequency(data["freq"]),
                due=DueDay(month=due["month"], day=due["day"]) if due else None,
                bound=Bound(data["bound"]) if data.get("bound") else None,
                since=_date(data.get("from")),
                until=_date(data.get("until")),
                late_time=_time(data.get("late_time")),
                raw=raw,
            )
        case "n_per_year":
            return NPerYear(n=data["n"], bound=QuotaBound(data["bound"]), since=_date(data.get("from")), raw=raw)
        case "starting":
            return Starting(start=date.fromisoformat(data["start"]), raw=raw)
        case "within_days":
            return WithinDays(
                days=data["days"], working=data["working"], event=data["event"], due=_date(data.get("due")), raw=raw
            )
        case "standing":
            return Standing(raw=raw)
        case other:
            raise ValueError(f"unknown type of timing: {other!r}")


def _fields(timing: Timing) -> dict[str, object]:
    match timing:
        case Once():
            return {
                "type": "once",
                "due": _iso(timing.due),
                "bound": timing.bound.value,
                "start": _iso(timing.start),
                "late_time": _clock(timing.late_time),
                "raw": timing.raw,
            }
        case Recurring():
            return _recurring_fields(timing)
        case NPerYear():
            return {
                "type": "n_per_year",
                "n": timing.n,
                "bound": timing.bound.value,
                "from": _iso(timing.since),
                "raw": timing.raw,
            }
        case Starting():
            return {"type": "starting", "start": _iso(timing.start), "raw": timing.raw}
        case WithinDays():
            return {
                "type": "within_days",
                "days": timing.days,
                "working": timing.working,
                "event": timing.event,
                "due": _iso(timing.due),
                "raw": timing.raw,
            }
        case Standing():
            return {"type": "standing", "raw": timing.raw}
        case _:
            assert_never(timing)


def _recurring_fields(timing: Recurring) -> dict[str, object]:
    return {
        "type": "recurring",
        "freq": timing.frequency.value,
        "due": {"month": timing.due.month, "day": timing.due.day} if timing.due else None,
        "bound": timing.bound.value if timing.bound else None,
        "from": _iso(timing.since),
        "until": _iso(timing.until),
        "late_time": _clock(timing.late_time),
        "raw": timing.raw,
    }


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


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None
