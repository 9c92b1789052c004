"""A clause's own words in pieces: paragraphs, sentences, and what semicolons part."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from law.letters import CAPITAL, SMALL
from law.mentions import Mention
from law.text import View

_WRAPPED = 60
"""A first line this long without a full stop was broken by the width of a page; a shorter one is a title."""

_STOPS = re.compile(rf"[.!?…](?=\s|$|[”\")])|(?<=[{SMALL})\d])\.(?=[{CAPITAL}][{SMALL}])|;")
_OPENS = re.compile(rf"/|\s*$|(?<=\d\.)\s+[{CAPITAL}]")
_SHORT = re.compile(r"(?:\b(?:TP|TX|TT|Tp|Tx|Tt|P|Q|H|ThS|TS|PGS|GS|BS|KS|CN|TM|KT|đ/c|v\.v|tr|st)|\b\d{1,2}|\.)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What stands between two stops. `opens` tells what it begins: a paragraph, a sentence, or neither."""

    start: int
    end: int
    opens_paragraph: bool
    opens_sentence: bool


def pieces_of(view: View, start: int, end: int, mentions: Sequence[Mention]) -> tuple[Piece, ...]:
    """Cut a stretch of the view into pieces, in order, blanks at their ends left out.

    A semicolon inside brackets, or between two names of one list, does not cut.
    """
    pieces: list[Piece] = []
    for first, last in _paragraphs(view, start, end):
        cuts = _cuts(view, first, last, mentions)
        at, opens_sentence = first, True
        for cut in (*cuts, last):
            left, right = _trimmed(view, at, cut)
            if left < right:
                pieces.append(Piece(start=left, end=right, opens_paragraph=at == first, opens_sentence=opens_sentence))
            opens_sentence = view.text[cut - 1 : cut] != ";"
            at = cut
    return tuple(pieces)


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


def _cuts(view: View, start: int, end: int, mentions: Sequence[Mention]) -> list[int]:
    cuts: list[int] = []
    for match in _STOPS.finditer(view.text, start, end):
        place = match.start()
        before = view.text[max(start, place - 6) : place]
        if match[0] == ";":
            if _depth(view.text, start, place) or _inside_list(view, place, mentions):
                continue
        elif match[0] == "." and _SHORT.search(before) and not _OPENS.match(view.text, place + 1):
            continue
        cuts.append(match.end())
    return [cut for cut in cuts if cut < end]


def _depth(text: str, start: int, place: int) -> int:
    return max(0, text.count("(", start, place) - text.count(")", start, place))


def _inside_list(view: View, place: int, mentions: Sequence[Mention]) -> bool:
    ends = any(
        not view.text[mention.end : place].strip() for mention in mentions if mention.end <= place < mention.end + 3
    )
    if not ends:
        return False
    return any(
        place < mention.start <= place + 8 and view.low[place + 1 : mention.start].strip() in {"", "và", "các"}
        for mention in mentions
    )


def _trimmed(view: View, start: int, end: int) -> tuple[int, int]:
    while start < end and view.text[start] in " \n":
        start += 1
    while end > start and view.text[end - 1] in " \n;":
        end -= 1
    return start, end
