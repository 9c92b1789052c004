"""A stretch of a source text as a person should read it: glued words apart, lines joined, blanks where they belong."""

import re
from bisect import bisect_left

from law.letters import CAPITAL, SMALL
from law.text import View, view_of
from law.values import Span

_TIGHT = re.compile(rf"(?<=[,;:])(?=[^\W\d_])|(?<=[{SMALL}]\.)(?=[{CAPITAL}][{SMALL}])")
_TAIL = " .;,:/"


def readable(view: View, span: Span) -> str:
    """Return the words of `span` of the view's source, repaired, in one line, without marks at the end.

    The source stays what it is; this is for mails and pages.
    """
    start, end = bisect_left(view.offsets, span.start), bisect_left(view.offsets, span.end)
    return _in_one_line(view.text[start:end])


def readable_title(title: str) -> str:
    """Return a title in one line, repaired, without "Về việc" before it."""
    return re.sub(r"(?i)^(?:v/v|về việc)\s+", "", _in_one_line(view_of(title).text))


def _in_one_line(text: str) -> str:
    return " ".join(_TIGHT.sub(" ", text).split()).rstrip(_TAIL)
