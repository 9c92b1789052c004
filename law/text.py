"""A repaired view of a source text, with a map back: one spelling, glued words apart, the source itself untouched."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from law.letters import CAPITAL, SMALL
from law.syllables import cut, is_syllable
from law.values import Span

_CLUSTER = re.compile(r".[\u0300-\u036f]+", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]+")
_DROPPED = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_ALIKE = str.maketrans(
    {"Ð": "Đ", "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\t": " ", "|": " ", "\r": " ", "\f": "\n", "\v": "\n"}
)
_TONE_PLACE = {
    old: new
    for bases, marked, plain in (
        ("oO", "àáảãạ", "a"),
        ("oO", "èéẻẽẹ", "e"),
        ("uU", "ỳýỷỹỵ", "y"),
    )
    for base in bases
    for vowel in marked
    for old, new in (
        (base + vowel, unicodedata.normalize("NFC", base + unicodedata.normalize("NFD", vowel)[-1]) + plain),
        (
            base + vowel.upper(),
            unicodedata.normalize("NFC", base + unicodedata.normalize("NFD", vowel)[-1]) + plain.upper(),
        ),
    )
}
_MISPLACED = re.compile("(?<![qQ])(?:" + "|".join(_TONE_PLACE) + r")(?![^\W\d_])")
_LOST_HORN = re.compile("([ưƯ])([oóòỏõọOÓÒỎÕỌ])(?=[cimnptuCIMNPTU])")
_HORNED = str.maketrans("oóòỏõọOÓÒỎÕỌ", "ơớờởỡợƠỚỜỞỠỢ")
_ABBREVIATION = re.compile(rf"(?<=[{CAPITAL}]{{2}})(?=[{SMALL}]{{2}})")
_DIGIT_BORDER = re.compile(r"(?<=[^\W\d_]{2})(?=\d)|(?<=\d)(?=[SMALL]{2})".replace("SMALL", SMALL))


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A text to match against. `low` is `text` in lower case, letter for letter.

    `offsets` holds for each character of the view its place in `source`; `repairs` the places of inserted blanks.
    """

    source: str
    text: str
    low: str
    offsets: tuple[int, ...]
    repairs: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Map a stretch of the view to the source, blanks at its ends left out."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if start == end:
            place = self.offsets[start] if start < len(self.offsets) else len(self.source)
            return Span(start=place, end=place)
        return Span(start=self.offsets[start], end=_cluster_end(self.source, self.offsets[end - 1]))

    def quote(self, start: int, end: int) -> str:
        """Return the source text of a stretch of the view."""
        span = self.span(start, end)
        return self.source[span.start : span.end]


def view_of(source: str) -> View:
    """Build the view of a source text: NFC, one place for the tone, glued words cut, odd blanks made plain."""
    letters, offsets = _composed(source)
    letters = letters.translate(_ALIKE)
    letters = _MISPLACED.sub(lambda found: _TONE_PLACE[found[0]], letters)
    letters = _LOST_HORN.sub(lambda found: found[1] + found[2].translate(_HORNED), letters)
    breaks = _breaks(letters)
    pieces: list[str] = []
    places: list[int] = []
    repairs: list[int] = []
    done = 0
    for at in breaks:
        pieces += (letters[done:at], " ")
        places += offsets[done:at]
        repairs.append(len(places))
        places.append(offsets[at])
        done = at
    pieces.append(letters[done:])
    places += offsets[done:]
    text = "".join(pieces)
    return View(source=source, text=text, low=_lowered(text), offsets=tuple(places), repairs=tuple(repairs))


def _composed(source: str) -> tuple[str, list[int]]:
    if unicodedata.is_normalized("NFC", source) and not any(chr(code) in source for code in _DROPPED):
        return source, list(range(len(source)))
    letters: list[str] = []
    offsets: list[int] = []
    at = 0
    while at < len(source):
        cluster = _CLUSTER.match(source, at)
        raw = cluster[0] if cluster else source[at]
        for letter in unicodedata.normalize("NFC", raw).translate(_DROPPED):
            letters.append(letter)
            offsets.append(at)
        at += len(raw)
    return "".join(letters), offsets


def _cluster_end(source: str, start: int) -> int:
    end = start + 1
    while end < len(source) and unicodedata.combining(source[end]):
        end += 1
    return end


def _breaks(letters: str) -> list[int]:
    low = _lowered(letters)
    words = [(found.start(), found[0]) for found in _WORD.finditer(low)]
    known = Counter(word for _, word in words if is_syllable(word))
    breaks = {found.start() for found in _ABBREVIATION.finditer(letters)}
    breaks.update(found.start() for found in _DIGIT_BORDER.finditer(letters))
    cuts: dict[str, tuple[str, ...]] = {}
    for start, word in words:
        if word in known:
            continue
        if word not in cuts:
            cuts[word] = cut(word, known)
        at = start
        for part in cuts[word][:-1]:
            at += len(part)
            breaks.add(at)
    return sorted(breaks)


def _lowered(text: str) -> str:
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
