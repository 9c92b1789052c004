"""The printed labels of clauses: what a line begins with, and what may follow what."""

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import assert_never

LETTERS = "abcdđefghijklmnopqrstuưvwxyz"
_MAX_SKIP = 3


class Level(IntEnum):
    """Kinds of labels, the widest first. CHAPTER and PART open a stretch but are no part of a path."""

    CHAPTER = 0
    CAPITAL = 1
    ROMAN = 2
    ARTICLE = 3
    NUMBER = 4
    DOTTED = 5
    LETTER = 6
    DASH = 7
    PLUS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label as printed.

    `order` is its place in its own sequence, from 1; `length` covers it and the blank after it; `numbers` holds the
    parts of "1.2.1".
    """

    level: Level
    text: str
    order: int
    length: int
    numbers: tuple[int, ...] = ()


_CHAPTER = re.compile(
    r"(?:chương|phần|mục)\s+(?:thứ\s+)?(?:[ivx]{1,6}|\d{1,2}|nhất|hai|ba|tư|năm)\b[.:]?\s*", re.IGNORECASE
)
_ARTICLE = re.compile(r"điều\s+(\d{1,3})\s*[.:]?\s*", re.IGNORECASE)
_ROMAN = re.compile(r"([IVX]{1,6})\s*(?:[./)]|\s[-–]|-)\s*(?=\S)")
_CAPITAL = re.compile(r"([A-H])\s*(?:[./)]|\s[-–])\s*(?=[^\W\d_])")
_DOTTED = re.compile(r"(\d{1,3}(?:\.\d{1,3}){1,3})\s*[.)/]?\s+(?=\S)")
_NUMBER = re.compile(r"(\d{1,3})\s*(?:[.)/]|\s[-–])\s*(?=[^\s\d])")
_LETTER = re.compile(r"([a-zđư])\s*(?:\)|[./](?=\s))\s*(?=\S)")
_DASH = re.compile(r"[-–−—•*]\s*(?=[^\s\-–−—*.\d])|[-–−—•*]\s+(?=\d)")
_PLUS = re.compile(r"\+\s*(?=\S)")
_BOLD_END = re.compile(r"\*\*\s*")
_PATTERNS = (
    (Level.ARTICLE, _ARTICLE),
    (Level.CHAPTER, _CHAPTER),
    (Level.ROMAN, _ROMAN),
    (Level.CAPITAL, _CAPITAL),
    (Level.DOTTED, _DOTTED),
    (Level.NUMBER, _NUMBER),
    (Level.LETTER, _LETTER),
    (Level.DASH, _DASH),
    (Level.PLUS, _PLUS),
)
_ROMAN_VALUE = {"I": 1, "V": 5, "X": 10}


def label_of(line: str) -> Label | None:
    """Read the label that a line begins with; None where it begins with none."""
    for level, pattern in _PATTERNS:
        found = pattern.match(line)
        if found:
            return _label(level, found)
    return None


def follows(label: Label, last: Label) -> bool:
    """Tell whether a label goes on after a sibling: the next one, one repeated, or up to three left out."""
    if label.level is Level.LETTER:
        return 0 <= label.order - last.order <= _MAX_SKIP + 1
    if label.level in (Level.DASH, Level.PLUS):
        return True
    if label.level is Level.DOTTED:
        return label.numbers[:-1] == last.numbers[:-1] and 0 <= label.order - last.order <= _MAX_SKIP
    return 0 <= label.order - last.order <= _MAX_SKIP


def begins(label: Label) -> bool:
    """Tell whether a label may be the first of its siblings."""
    return label.level in (Level.DASH, Level.PLUS, Level.CHAPTER) or label.order == 1


def _label(level: Level, found: re.Match[str]) -> Label | None:
    text, order = found[0].strip(), 1
    numbers: tuple[int, ...] = ()
    match level:
        case Level.ARTICLE:
            order = int(found[1])
            text = f"Đ{order}"
        case Level.ROMAN:
            text, order = found[1], _roman(found[1])
        case Level.CAPITAL:
            text, order = found[1], ord(found[1]) - ord("A") + 1
        case Level.NUMBER | Level.DOTTED:
            numbers = tuple(int(number) for number in found[1].split("."))
            text, order = ".".join(map(str, numbers)), numbers[-1]
        case Level.LETTER:
            text, order = found[1], LETTERS.index(found[1]) + 1
        case Level.DASH:
            text = "-"
        case Level.PLUS:
            text = "+"
        case Level.CHAPTER:
            pass
        case _:
            assert_never(level)
    bold = _BOLD_END.match(found.string, found.end())
    length = bold.end() if bold else found.end()
    return Label(level=level, text=text, order=order, length=length, numbers=numbers) if order else None


def _roman(letters: str) -> int:
    """Return the value of a roman number written the usual way; 0 for any other string of its letters."""
    values = [_ROMAN_VALUE[letter] for letter in letters]
    total = sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))
    usual = "X" * (total // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[total % 10]
    return total if usual == letters else 0
