"""Which letter strings are Vietnamese syllables, and how a string of glued syllables comes apart."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_STOPPED_TONES = {"\u0301", "\u0323"}
_ONSETS = "ngh|ng|nh|ch|gh|gi|kh|ph|th|tr|qu|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x"
_RHYMES = (
    "a(?:ch?|i|m|ng|nh|n|o|p|t|u|y)?|"
    "ă(?:c|m|ng|n|p|t)|"
    "â(?:c|m|ng|n|p|t|u|y)|"
    "e(?:c|m|ng|n|o|p|t)?|"
    "ê(?:ch|m|nh|n|p|t|u)?|"
    "i(?:a|ch|ê(?:c|m|ng|n|p|t|u)|m|nh|n|p|t|u)?|"
    "o(?:a(?:ch?|i|m|ng|nh|n|o|p|t|y)?|ă(?:c|m|ng|n|t)|c|e(?:n|o|t)?|i|m|ng|n|p|t|oc|ong)?|"
    "ô(?:c|i|m|ng|n|p|t)?|"
    "ơ(?:i|m|n|p|t)?|"
    "u(?:a|â(?:ng|n|t|y)|c|ê(?:ch|nh)?|i|m|ng|n|ô(?:c|i|m|ng|n|t)|ơ|p|t|y(?:a|ch|ê(?:n|t)|nh|n|t|u|p)?)?|"
    "ư(?:a|c|i|m|ng|n|ơ(?:c|i|m|ng|n|p|t|u)|t|u)?|"
    "y(?:ê(?:m|ng|n|t|u))?"
)
_SYLLABLE = re.compile(f"(?:{_ONSETS})?(?:{_RHYMES})")
_LONGEST = 7  # "nghiêng"
_MAX_GLUED = 60


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Tell whether a lower-case word is a possible Vietnamese syllable."""
    decomposed = unicodedata.normalize("NFD", word)
    tones = [mark for mark in decomposed if mark in _TONES]
    if len(tones) > 1:
        return False
    toneless = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in _TONES))
    if not _SYLLABLE.fullmatch(toneless):
        return False
    return not toneless.endswith(("c", "ch", "p", "t")) or bool(tones and tones[0] in _STOPPED_TONES)


def cut(word: str, known: Mapping[str, int]) -> tuple[str, ...]:
    """Cut a lower-case word of glued syllables into syllables.

    `known` counts the syllables that stand alone in the same text: they decide between "các hành" and "cách ành".
    A word that cannot be cut comes back whole. A word of plain letters is cut only into known
    syllables of two letters and more.
    """
    if len(word) > _MAX_GLUED or is_syllable(word):
        return (word,)
    plain = word.isascii()
    best: list[tuple[int, int, int, tuple[str, ...]] | None] = [(0, 0, 0, ())] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _LONGEST), end):
            before = best[start]
            part = word[start:end]
            count = known.get(part, 0)
            if before is None or (plain and (not count or len(part) == 1)) or not is_syllable(part):
                continue
            # Fewest unknown syllables, then fewest syllables, then the most usual ones.
            candidate = (before[0] + (not count), before[1] + 1, before[2] - min(count, 1000), (*before[3], part))
            current = best[end]
            if current is None or candidate < current:
                best[end] = candidate
    found = best[-1]
    return found[3] if found else (word,)
