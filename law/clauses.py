"""The state of reading a clause: what it has asked for so far, of whom, and what its children take from it."""

from dataclasses import dataclass, field

from law.expressions import Context, Expression
from law.roles import Cast, Role
from law.values import Kind, Timing

NOBODY = Role(names=(), start=0, end=0, rule="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inherited:
    """What a clause takes from the headings above it. `duties` is False below "Mục tiêu" and its like."""

    lead: Role = NOBODY
    times: tuple[Expression, ...] = ()
    duties: bool = True


@dataclass(slots=True, kw_only=True)
class Demand:
    """One thing that is asked for.

    `times` holds the expressions; `inherited` tells that they came from above or are still missing; `is_second` marks
    what a recipient does with what it gets; `rival` is who else seems to lead.
    """

    lead: Role
    helpers: tuple[Role, ...]
    recipients: tuple[Role, ...]
    kind: Kind
    start: int
    end: int
    paragraph: int
    times: tuple[Expression, ...] = ()
    inherited: bool = False
    is_second: bool = False
    rival: Role | None = None


@dataclass(slots=True, kw_only=True)
class Clause:
    """The state of reading one clause.

    `orphans` holds what would be demands if somebody were named, `title` the same of the clause's title;
    `sentence_at` is where in `found` the current sentence begins.
    """

    cast: Cast
    context: Context
    above: Inherited
    base: Role
    found: list[Demand] = field(default_factory=list)
    orphans: list[Demand] = field(default_factory=list)
    title: tuple[Demand, ...] = ()
    paragraph: int = 0
    sentence_at: int = 0
    sentence_lead: Role = NOBODY
    lead: Role = NOBODY
    describing: bool = False
    for_children: tuple[Expression, ...] = ()
    duties: bool = True
    ends_open: bool = False
    names_members: bool = False

    def below(self) -> Inherited:
        """Return what the clause's children inherit."""
        return Inherited(
            lead=self.lead if self.ends_open else self.base,
            times=self.for_children or self.above.times,
            duties=self.duties and not self.names_members,
        )


def timings_of(demand: Demand) -> tuple[Timing, ...]:
    """Return the timings of a demand, in order."""
    return tuple(timing for time in demand.times for timing in time.timings)
