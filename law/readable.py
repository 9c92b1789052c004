"""A stretch of a source text as a person should read it: glued words apart, lines joined, blanks where they belong."""

import re
from bisect import bisect_left
from collections import Counter

from law.letters import CAPITAL, SMALL
from law.text import View, view_of
from law.values import Span

_TIGHT = re.compile(rf"(?<=[,;:])(?=[^\W\d_])|(?<=[{SMALL}]\.)(?=[{CAPITAL}][{SMALL}])")
_CODE = re.compile(r"[\d/]")
_BEGINS = re.compile(r"(?:^|[.!?:;\n–-])\s*$|\d\)\s*$")
_SEEN = 100_000
"""How much of a text is looked through for the way it writes its title's words, in signs."""
_PHRASE = 6
_TAIL = " .;,:/"


def readable(view: View, span: Span) -> str:
    """Return the words of `span` of the view's source, repaired, in one line, without marks at the end.

    The source stays what it is; this is for mails and pages.
    """
    start, end = bisect_left(view.offsets, span.start), bisect_left(view.offsets, span.end)
    return _in_one_line(view.text[start:end])


def readable_title(title: str, body: str = "") -> str:
    """Return a title in one line, repaired, without "Về việc" before it.

    One in capitals is written as `body`, the document's text, writes the same words; where it never does, small.
    """
    words = re.sub(r"(?i)^(?:v/v|về việc)\s+", "", _in_one_line(view_of(title).text))
    plain = "".join(word for word in words.split() if not _CODE.search(word))
    return _as_written(words, view_of(body[:_SEEN]).text) if plain.isupper() else words


def _as_written(title: str, body: str) -> str:
    words, written, at = title.split(), list[str](), 0
    while at < len(words):
        for count in range(min(_PHRASE, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + count])
            found = _most_written(phrase, body) or (_small(phrase) if count == 1 else None)
            if found:
                written.append(found)
                at += count
                break
    return " ".join(written)


def _small(word: str) -> str:
    return word if _CODE.search(word) else word.lower()


def _most_written(phrase: str, body: str) -> str | None:
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, phrase.split())) + r"(?!\w)", re.IGNORECASE)
    forms = Counter(
        " ".join(match[0].split())
        for match in pattern.finditer(body)
        if not match[0].isupper() and not _BEGINS.search(body, max(0, match.start() - 4), match.start())
    )
    return forms.most_common(1)[0][0] if forms else None


def _in_one_line(text: str) -> str:
    return " ".join(_TIGHT.sub(" ", text).split()).rstrip(_TAIL)
