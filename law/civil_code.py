"""Which article of the Civil Code says how a period of time is counted, by the day in question.

Source: BLDS 2015 (91/2015/QH13), in force from 01/01/2017; before it BLDS 2005 (33/2005/QH11).
"""

from datetime import date

_IN_FORCE = date(2017, 1, 1)


def on_the_beginning(day: date) -> str:
    """Return what says that the day of an event is not counted."""
    return "BLDS 2015, Điều 147" if day >= _IN_FORCE else "BLDS 2005, Điều 152"


def on_the_end(day: date) -> str:
    """Return what says that a last day off moves to the next working day."""
    return "BLDS 2015, Điều 148" if day >= _IN_FORCE else "BLDS 2005, Điều 153"
