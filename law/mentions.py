"""Where a text names agencies and groups of agencies. The longest name wins, before anything is split at a comma."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick

from law.agencies import TITLES, canonical, gazetteer, provinces
from law.letters import CAPITAL
from law.text import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One or more owners named together, in the view. `start` covers a person's title before the name."""

    start: int
    end: int
    names: tuple[str, ...]


_COMMITTEE = "(?:ubnd|ủy ban nhân dân)"
_ALL = ("@tất-cả",)
_PROVINCIAL = ("@sở-ban-ngành",)
_DISTRICTS = ("@ubnd-huyện",)
_COMMUNES = ("@ubnd-xã",)
_DEPARTMENTS = r"sở(?: ?[,-] ?| )(?:ban(?: ?[,-] ?| )(?:và )?)?(?:và )?ngành"
_BODIES = r"(?:, ?(?:mặt trận|đoàn thể|hội|hội đoàn thể|các hội))*"
_OF_PROVINCE = r"(?: (?:cấp |của |thuộc |trực thuộc )?(?:tỉnh|thành phố|(?:ubnd|ủy ban nhân dân) tỉnh))?"
_HEAD = rf"(?:tất cả )?(?:các )?{_DEPARTMENTS}{_BODIES}{_OF_PROVINCE}"
_TOWN = "(?:huyện|quận|thị xã|thành phố|thị)"
_TOWNS = rf"{_TOWN}(?:(?: ?[,;] ?(?:và )?| và )(?:các )?{_TOWN})"
_VILLAGE = "(?:xã|phường|thị trấn|đặc khu)"
_VILLAGES = rf"{_VILLAGE}(?:(?: ?[,;] ?(?:và )?| và )(?:các )?{_VILLAGE})"
_CONCERNED = "(?: khác)?(?: có)? liên quan"
_WHO_FIRST = "(?:sở|ban|ngành|cơ quan|đơn vị|tổ chức|địa phương|cá nhân|cấp)"
_WHO = (
    r"(?:sở|ban|ngành|cơ quan|đơn vị|tổ chức|địa phương|cá nhân|(?<!xã\s)hội|đoàn thể|cấp|huyện|thành phố|thị xã|tỉnh|"
    r"chức năng|chuyên môn)"
)


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + pattern.replace(" ?", r"\s*").replace(" ", r"\s+") + r")(?!\w)")


_GROUPS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (
        _words(rf"(?:các {_WHO}|{_WHO_FIRST})(?:(?: ?[,/-] ?| và |, và | )(?:các )?{_WHO})*{_CONCERNED}"),
        ("@liên-quan",),
    ),
    (_words(rf"{_HEAD}(?:,| và)? (?:các )?(?:cơ quan, )?đơn vị(?:,| và)? (?:các )?địa phương"), _ALL),
    (_words(rf"{_HEAD}(?:,| và)? (?:các )?địa phương(?:,| và)? (?:các )?đơn vị"), _ALL),
    (_words(rf"{_HEAD}(?:,| và)? (?:các )?địa phương"), _PROVINCIAL + _DISTRICTS),
    (_words(rf"{_HEAD}(?:,| và)? (?:các )?(?:{_TOWNS}+|huyện)"), _PROVINCIAL + _DISTRICTS),
    (_words(_HEAD), _PROVINCIAL),
    (
        _words(rf"{_HEAD}(?:,| và) (?:các )?(?:cơ quan|đơn vị) (?:(?:trực )?thuộc (?:{_COMMITTEE} )?tỉnh|cấp tỉnh)"),
        _PROVINCIAL,
    ),
    (_words(rf"các ban,? ngành(?:(?:,| và) (?:đoàn thể|đơn vị|hội))*{_OF_PROVINCE}"), _PROVINCIAL),
    (_words(rf"(?:các )?cơ quan(?:, đơn vị)? (?:trực )?thuộc {_COMMITTEE} tỉnh"), _PROVINCIAL),
    (
        _words(rf"(?:các )?cơ quan chuyên môn(?:,| và) (?:các )?đơn vị sự nghiệp(?: công lập)?{_OF_PROVINCE}"),
        (*_PROVINCIAL, "@đvsn"),
    ),
    (_words(r"(?:tất cả )?các sở"), _PROVINCIAL),
    (_words(rf"(?:các )?cơ quan chuyên môn (?:cấp tỉnh|(?:trực )?thuộc {_COMMITTEE}(?: cấp)? tỉnh)"), _PROVINCIAL),
    (_words(r"(?:tất cả )?(?:các )?(?:cơ quan, (?:tổ chức, )?)?đơn vị(?:,| và)? (?:các )?địa phương"), _ALL),
    (_words(r"(?:tất cả )?(?:các )?cơ quan, (?:tổ chức, )?đơn vị"), _ALL),
    (_words(r"các (?:ngành, (?:các )?cấp|cấp, (?:các )?ngành)"), _ALL),
    (_words(rf"{_COMMITTEE} (?:các )?cấp huyện(?:,| và) (?:{_COMMITTEE} )?cấp xã"), _DISTRICTS + _COMMUNES),
    (_words(rf"{_COMMITTEE} các cấp"), _DISTRICTS + _COMMUNES),
    (_words(rf"{_COMMITTEE} (?:(?:các )?cấp huyện|(?:các )?{_TOWNS}+|các {_TOWN})(?: thuộc tỉnh)?"), _DISTRICTS),
    (_words(rf"các (?:{_TOWNS}+|huyện)"), _DISTRICTS),
    (_words(rf"{_COMMITTEE} (?:(?:các )?cấp xã|(?:các )?{_VILLAGES}+|các {_VILLAGE})"), _COMMUNES),
    (_words(rf"các {_VILLAGES}+"), _COMMUNES),
    (
        _words(
            r"(?:các )?(?:cơ quan|đơn vị)(?:, đơn vị)? (?:của |thuộc )?(?:ngành )?(?:trung ương|tw|ngành dọc)"
            r"(?: (?:được )?(?:tổ chức )?(?:theo )?(?:ngành dọc )?(?:đóng |đặt |trú đóng )?(?:trên|tại)(?: địa bàn)?"
            r"(?: tỉnh)?| ở địa phương| của trung ương)?"
        ),
        ("@cơ-quan-TW",),
    ),
    (
        _words(
            rf"(?:các )?đơn vị sự nghiệp(?: công lập| công)?"
            rf"(?: (?:trực )?thuộc (?:{_COMMITTEE} )?tỉnh| trên địa bàn(?: tỉnh)?| cấp tỉnh)?"
        ),
        ("@đvsn",),
    ),
    (
        _words(
            r"(?:các )?cơ quan (?:báo chí|báo, đài|thông tin đại chúng|thông tin,? tuyên truyền|truyền thông|"
            r"thông tin(?:,| và)? truyền thông|ngôn luận)(?: khác| của tỉnh| địa phương| trên địa bàn tỉnh)?"
        ),
        ("@báo-đài",),
    ),
)
_PLACES = "|".join(sorted((place.lower() for place in provinces()), key=len, reverse=True))
_TAIL = re.compile(rf"\s+(?:(?:của\s+)?(?:tỉnh|thành\s+phố)\s+)?(?:{_PLACES})(?!\w)|\s+tỉnh(?!\w)")
_BEFORE = re.compile(
    rf"(?:(?<!\w)(?:(?:các\s+)?(?:đồng\s+chí\s+)?(?:{TITLES})(?:\s*[,-]\s*|\s+và\s+|\s+))+(?:của\s+)?(?:các\s+)?)$"
)
_NAMED = re.compile(
    r"(?:Ủy ban nhân dân|UBND)\s+(?:huyện|quận|thị xã|thành phố|xã|phường|thị trấn|đặc khu)"
    rf"(?:\s+(?!Ủy|UBND)[{CAPITAL}][\w']*)+"
)
_MEDIA = re.compile(
    rf"(?<!\w)(?:báo\s+(?:và\s+đài\s+(?:phát\s+thanh|pt)[^\n.;:]{{0,25}}?)?(?:{_PLACES})|"
    rf"đài\s+(?:phát\s+thanh|pt\W?th|truyền\s+hình|phát\s+sóng)[^\n.;:]{{0,25}}?(?:{_PLACES}|tỉnh)|"
    rf"cổng\s+thông\s+tin\s+(?:giao\s+tiếp\s+)?điện\s+tử(?:\s+của)?\s+(?:tỉnh|{_PLACES}))(?!\w)"
)
_LIST_GAP = re.compile(r"\s*(?:[,;:]\s*(?:và\s+)?|và\s+)?\s*")
_SEVERAL = re.compile(r"(?<!\w)các\s+$")
_TITLE_WINDOW = 60


def mentions_of(view: View) -> tuple[Mention, ...]:
    """Find every agency and group that a text names, in order, not overlapping."""
    candidates = [*_groups(view), *_structured(view), *_listed(view)]
    candidates.sort(key=lambda mention: (mention.start, -mention.end))
    kept: list[Mention] = []
    for mention in candidates:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return tuple(_with_title(view, kept))


def _groups(view: View) -> Iterable[Mention]:
    for pattern, names in _GROUPS:
        for found in pattern.finditer(view.low):
            yield Mention(start=found.start(), end=found.end(), names=names)


def _structured(view: View) -> Iterable[Mention]:
    for found in _NAMED.finditer(view.text):
        yield Mention(start=found.start(), end=found.end(), names=(canonical(found[0]),))
    for found in _MEDIA.finditer(view.low):
        if view.text[found.start()].isupper():
            name = " ".join(view.text[found.start() : found.end()].split())
            yield Mention(start=found.start(), end=found.end(), names=(name,))


def _listed(view: View) -> Iterable[Mention]:
    """Yield the gazetteer's agencies; a bare "Tài chính" only where a list of departments goes on."""
    places = [at for at, letter in enumerate(view.low) if letter.isalnum()]
    squeezed = "".join(view.low[at] for at in places)
    found: list[tuple[int, int, str, bool]] = []
    for last, (length, name, is_stem) in _automaton().iter_long(squeezed):
        start, end = places[last - length + 1], places[last] + 1
        if _inside_word(view, start, end) or "\n\n" in view.low[start:end]:
            continue
        found.append((start, end, name, is_stem))
    before: int | None = None
    for start, end, name, is_stem in found:
        if is_stem:
            goes_on = before is not None and start > before and _LIST_GAP.fullmatch(view.low, before, start)
            if not goes_on or not view.text[start].isupper():
                before = None
                continue
        several = _SEVERAL.search(view.low, max(0, start - 8), start) if name.startswith("Sở ") else None
        tail = _TAIL.match(view.low, end)
        last = tail.end() if tail else end
        yield Mention(start=several.start() if several else start, end=last, names=(name,))
        before = last if name.startswith("Sở ") else None


@lru_cache(maxsize=1)
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for spelling, entry in gazetteer().items():
        automaton.add_word(spelling, (len(spelling), entry.name, entry.is_stem))
    automaton.make_automaton()
    return automaton


def _inside_word(view: View, start: int, end: int) -> bool:
    low = view.low
    return (start > 0 and low[start - 1].isalnum()) or (end < len(low) and low[end].isalnum())


def _with_title(view: View, mentions: list[Mention]) -> Iterable[Mention]:
    floor = 0
    for mention in mentions:
        left = max(floor, mention.start - _TITLE_WINDOW)
        title = _BEFORE.search(view.low, left, mention.start)
        start = title.start() if title else mention.start
        yield Mention(start=start, end=mention.end, names=mention.names)
        floor = mention.end
