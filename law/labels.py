"""The printed labels of clauses: what a line begins with, and what may follow what."""

import re
from dataclasses import dataclass
from enum import IntEnum

LETTERS = "abcdđefghijklmnopqrstuưvwxyz"
_MAX_SKIP = 3
_MAX_NUMBER = 400


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
    """A label as printed. `order` is its place in its own sequence, from 1; `length` covers it and the blank after it."""

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
_ROMAN_VALUE = {"I": 1, "V": 5, "X": 10}


def label_of(line: str) -> Label | None:
    """Read the label that a line begins with; None where it begins with none."""
    if found := _ARTICLE.match(line):
        return Label(level=Level.ARTICLE, text=f"Đ{int(found[1])}", order=int(found[1]), length=found.end())
    if found := _CHAPTER.match(line):
        return Label(level=Level.CHAPTER, text=line[: found.end()].strip(), order=1, length=found.end())
    if found := _ROMAN.match(line):
        order = _roman(found[1])
        return Label(level=Level.ROMAN, text=found[1], order=order, length=found.end()) if order else None
    if found := _CAPITAL.match(line):
        return Label(level=Level.CAPITAL, text=found[1], order=ord(found[1]) - 64, length=found.end())
    if found := _DOTTED.match(line):
        numbers = tuple(int(number) for number in found[1].split("."))
        return Label(level=Level.DOTTED, text=found[1], order=numbers[-1], length=found.end(), numbers=numbers)
    if found := _NUMBER.match(line):
        order = int(found[1])
        return Label(level=Level.NUMBER, text=str(order), order=order, length=found.end(), numbers=(order,))
    if found := _LETTER.match(line):
        return Label(level=Level.LETTER, text=found[1], order=LETTERS.index(found[1]) + 1, length=found.end())
    return _item(line)


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


def _item(line: str) -> Label | None:
    if found := _DASH.match(line):
        return Label(level=Level.DASH, text="-", order=1, length=found.end())
    if found := _PLUS.match(line):
        return Label(level=Level.PLUS, text="+", order=1, length=found.end())
    return None


def _roman(letters: str) -> int | None:
    """Return the value of a roman number written the usual way; None for any other string of its letters."""
    values = [_ROMAN_VALUE[letter] for letter in letters]
    total = sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))
    usual = "X" * (total // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[total % 10]
    return total if usual == letters else None
