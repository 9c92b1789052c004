"""A clause's own words in pieces: paragraphs, sentences, and what semicolons part."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from law.letters import CAPITAL, SMALL
from law.mentions import Mention
from law.text import View

_WRAPPED = 60
"""A first line this long without a full stop was broken by the width of a page; a shorter one is a title."""

_MAX_PIECE = 2000
"""No sentence is longer; what is, is cut, so that the cost of reading follows the length of the text."""

_STOPS = re.compile(
    rf"[.!?…](?=\s|$|[”\")])|(?<=[{SMALL})\d])\.(?=[{CAPITAL}][{SMALL}])|;|,(?=\s+(?:và\s+)?định\s+kỳ\s+(?:hàng|hằng|mỗi|\d|quý|tháng|năm|trước|vào|chậm))"
)
_OPENS = re.compile(rf"/|\s*$|(?<=\d\.)\s+[{CAPITAL}]")
_SHORT = re.compile(r"(?:\b(?:TP|TX|TT|Tp|Tx|Tt|P|Q|H|ThS|TS|PGS|GS|BS|KS|CN|TM|KT|đ/c|v\.v|tr|st)|\b\d{1,2}|\.)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What stands between two stops, and what it begins: its clause, a paragraph, a sentence."""

    start: int
    end: int
    opens_paragraph: bool
    opens_sentence: bool
    is_first: bool


def pieces_of(view: View, start: int, end: int, mentions: Sequence[Mention]) -> tuple[Piece, ...]:
    """Cut a stretch of the view into pieces, in order, blanks at their ends left out.

    A semicolon inside brackets, or between two names of one list, does not cut; a comma before "định kỳ hàng …" does.
    """
    pieces: list[Piece] = []
    borders = _Borders(mentions)
    for first, last in _paragraphs(view, start, end):
        cuts = _cuts(view, first, last, borders)
        at, opens_sentence = first, True
        for cut in (*cuts, last):
            left, right = _trimmed(view, at, cut)
            if left < right:
                pieces.append(
                    Piece(
                        start=left,
                        end=right,
                        opens_paragraph=at == first,
                        opens_sentence=opens_sentence,
                        is_first=not pieces,
                    )
                )
            opens_sentence = view.text[cut - 1 : cut] not in {";", ","}
            at = cut
    return tuple(pieces)


class _Borders:
    """Where names begin and end, to see whether a semicolon stands between two of one list."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._starts = {mention.start for mention in mentions}
        self._ends = {mention.end for mention in mentions}

    def goes_on(self, view: View, place: int) -> bool:
        ends = any(place - back in self._ends for back in range(3) if not view.text[place - back : place].strip())
        return ends and any(
            place + ahead in self._starts
            for ahead in range(1, 9)
            if view.low[place + 1 : place + ahead].strip() in {"", "và", "các"}
        )


def _paragraphs(view: View, start: int, end: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = start
    for match in re.finditer(r"\s*\n\s*", view.text[start:end]):
        cut = start + match.start()
        line = view.text[view.text.rfind("\n", start, cut) + 1 : cut].strip() if cut > start else ""
        following = view.text[start + match.end() : start + match.end() + 1]
        closed = line.endswith((".", ";", ":", "!", "?", "…", "”", ")"))
        blank = match[0].count("\n") > 1
        is_title = at == start and "\n" not in view.text[start:cut] and len(line) < _WRAPPED and following.isupper()
        if blank or closed or is_title:
            found.append((at, cut))
            at = start + match.end()
    found.append((at, end))
    return [(first, last) for first, last in found if view.text[first:last].strip()]


def _cuts(view: View, start: int, end: int, borders: _Borders) -> list[int]:
    cuts: list[int] = []
    depth, counted, last = 0, start, start
    for match in _STOPS.finditer(view.text, start, end):
        place = match.start()
        while place - last > _MAX_PIECE:
            last = view.text.rfind(" ", last + 1, last + _MAX_PIECE) + 1 or last + _MAX_PIECE
            cuts.append(last)
        depth = max(0, depth + view.text.count("(", counted, place) - view.text.count(")", counted, place))
        counted = place
        if match[0] == ";" and (depth or borders.goes_on(view, place)):
            continue
        if match[0] == "." and _SHORT.search(view.text, max(start, place - 6), place):
            if not _OPENS.match(view.text, place + 1):
                continue
            depth = 0
        last = match.end()
        cuts.append(last)
    while end - last > _MAX_PIECE:
        last = view.text.rfind(" ", last + 1, last + _MAX_PIECE) + 1 or last + _MAX_PIECE
        cuts.append(last)
    return [cut for cut in cuts if cut < end]


def _trimmed(view: View, start: int, end: int) -> tuple[int, int]:
    while start < end and view.text[start] in " \n":
        start += 1
    while end > start and view.text[end - 1] in " \n;,":
        end -= 1
    return start, end
