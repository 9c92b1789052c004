"""What one piece of a clause asks for: its core words, its times, its kinds, and what the recipient does next."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from law.core import core_start, says_when
from law.expressions import Expression
from law.kinds import kind_of_quota, kinds_of, report_at
from law.roles import Cast, Role, helpers_of, recipients_of, rival_of
from law.sentences import Piece
from law.values import Kind, NPerYear, Once


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One kind of thing that a piece asks for, with the times that belong to it."""

    kind: Kind
    times: tuple[Expression, ...]
    is_main: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Second:
    """What the recipients do with what they get: "… về Sở Nội vụ để tổng hợp, báo cáo UBND tỉnh"."""

    lead: Role
    recipients: tuple[Role, ...]
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What a piece asks for. `start` and `end` bound the words of it; `core` is them in lower case."""

    start: int
    end: int
    core: str
    helpers: tuple[Role, ...]
    recipients: tuple[Role, ...]
    times: tuple[Expression, ...]
    shares: tuple[Share, ...]
    second: Second | None
    rival: Role | None


_SECOND = re.compile(
    r"[\s,]*(?P<purpose>(?:để|nhằm)\s+(?:tổng\s+hợp|theo\s+dõi,?\s+tổng\s+hợp)(?:(?!\s+(?:để|nhằm)\s)[^.;]){0,60}?"
    r"(?P<verb>báo\s+cáo|trình))(?!\w)"
)
_LATER_GOAL = re.compile(r"(?:lộ\s+trình|để|phấn\s+đấu|bảo\s+đảm|đảm\s+bảo)\s*,?\s*$")
_QUOTA_WINDOW = 60
_READER_WINDOW = 15


def asking_of(
    cast: Cast, piece: Piece, *, named: Role | None, lead: Role, times: Sequence[Expression], is_heading: bool
) -> Asking:
    """Read what a piece asks for. `named` is whom the piece itself names, `lead` whom it speaks to."""
    low = cast.view.low
    second = _SECOND.search(low, piece.start, piece.end)
    end = second.start() if second else piece.end
    # A little past the cut, so that "Sở Nội vụ để tổng hợp" is seen whole.
    recipients = without(recipients_of(cast, piece.start, min(piece.end, end + _READER_WINDOW)), lead)
    if not recipients:
        second, end = None, piece.end
    helpers = without(helpers_of(cast, piece.start, end), lead)
    start = core_start(cast, piece, named, helpers, times)
    core = low[start:end].strip()
    own = tuple(time for time in times if time.timings and says_when(low, (piece.start, start), core, time, times))
    return Asking(
        start=start,
        end=end,
        core=core,
        helpers=helpers,
        recipients=recipients,
        times=own,
        shares=_shares(low, start, core, own, is_heading=is_heading),
        second=_second(cast, second, piece, recipients) if second else None,
        rival=rival_of(cast, piece.start, end, lead) if lead.names else None,
    )


def without(roles: Sequence[Role], lead: Role) -> tuple[Role, ...]:
    """Leave the lead's own names out of other roles."""
    kept = (replace(role, names=tuple(name for name in role.names if name not in lead.names)) for role in roles)
    return tuple(role for role in kept if role.names)


def is_date(time: Expression) -> bool:
    """Tell whether a time is a date or a span of days."""
    return any(isinstance(timing, Once) for timing in time.timings)


def _shares(low: str, start: int, core: str, times: tuple[Expression, ...], *, is_heading: bool) -> tuple[Share, ...]:
    """Part the times among the kinds: a goal for later and a quota go to a share of their own."""
    goals = tuple(
        time for time in times if time.start > start and is_date(time) and _LATER_GOAL.search(low, start, time.start)
    )
    plain = tuple(time for time in times if time not in goals)
    kinds = kinds_of(core, is_dated=not is_heading and any(map(is_date, plain or goals)))
    shares: list[Share] = []
    if kinds[0] is Kind.STANDING:
        for time in filter(_is_quota, plain):
            kind = kind_of_quota(low[max(start, time.start - _QUOTA_WINDOW) : time.end])
            if kind:
                shares.append(Share(kind=kind, times=(time,), is_main=False))
                plain = tuple(other for other in plain if other is not time)
    if goals and (plain or kinds[0] not in (Kind.STANDING, Kind.TARGET)):
        shares.append(Share(kind=Kind.TARGET, times=goals, is_main=False))
        goals = ()
    rest = tuple(sorted((*plain, *goals), key=lambda time: time.start))
    return (*shares, *_by_kind(kinds, rest, start + report_at(core)))


def _by_kind(kinds: tuple[Kind, ...], times: tuple[Expression, ...], verb_at: int) -> tuple[Share, ...]:
    """Give a report beside another kind the times behind its verb, the other kind those before it."""
    before = tuple(time for time in times if time.start < verb_at)
    after = tuple(time for time in times if time.start >= verb_at)
    if len(kinds) == 1 or not after:
        return tuple(Share(kind=kind, times=times, is_main=True) for kind in kinds)
    return tuple(Share(kind=kind, times=after if kind is Kind.REPORT else before, is_main=True) for kind in kinds)


def _second(cast: Cast, second: re.Match[str], piece: Piece, recipients: tuple[Role, ...]) -> Second | None:
    reader = recipients[-1]
    names = tuple(name for name in reader.names if not name.startswith("@"))
    if not names:
        return None
    onward = recipients_of(cast, second.start("verb"), piece.end)
    return Second(
        lead=replace(reader, names=names, rule="để tổng hợp"),
        recipients=without(onward, reader),
        start=second.start("purpose"),
    )


def _is_quota(time: Expression) -> bool:
    return any(isinstance(timing, NPerYear) for timing in time.timings)
