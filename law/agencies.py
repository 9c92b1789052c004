"""The agencies of a province: their full names, the groups they form, and when two spellings mean the same one."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from law.text import view_of

GROUPS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "@sở-ban-ngành": frozenset({"department", "committee"}),
        "@ubnd-huyện": frozenset({"district"}),
        "@ubnd-xã": frozenset({"commune"}),
        "@cơ-quan-TW": frozenset({"central"}),
        "@đvsn": frozenset({"service_unit"}),
        "@báo-đài": frozenset({"media"}),
        "@tất-cả": frozenset({"department", "committee", "district", "commune"}),
        "@liên-quan": frozenset(),
    }
)
"""The kinds of agency that a group stands for; "@liên-quan" never expands."""

TITLES = (
    "thủ trưởng|giám đốc|phó giám đốc|chủ tịch|phó chủ tịch|chánh|phó chánh|cục trưởng|chi cục trưởng|trưởng ban|"
    "trưởng|chỉ huy trưởng|người đứng đầu|lãnh đạo|tổng biên tập|tổng giám đốc|chủ nhiệm|viện trưởng|hiệu trưởng"
)
"""What a person is called whose agency is meant."""

_OF_PROVINCE, _OF_CITY = " tỉnh", " thành phố"
_TITLE = re.compile(rf"^(?:đồng chí )?(?:(?:{TITLES})\s+(?:các\s+|của\s+)?)+")
_COMMITTEE = re.compile(r"^ủy ban nhân dân\b", re.IGNORECASE)
_COUNCIL = re.compile(r"^hội đồng nhân dân\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A spelling in the gazetteer. `is_stem` marks the words after "Sở", which name it only inside a list of them."""

    name: str
    is_stem: bool = False


@lru_cache(maxsize=1)
def gazetteer() -> Mapping[str, Entry]:
    """Return every known spelling, squeezed, with the full name that it stands for."""
    data = _data()
    entries: dict[str, Entry] = {}
    department = data["department"]
    for stem in department["stems"]:
        for spelling in (stem, *department["also"].get(stem, ())):
            entries[squeezed(spelling)] = Entry(name=f"Sở {stem}", is_stem=True)
    for stem, entry in list(entries.items()):
        entries["sở" + stem] = Entry(name=entry.name)
    for agency in data["agency"]:
        for spelling in (agency["name"], *agency.get("also", ())):
            entries[squeezed(spelling)] = Entry(name=agency["name"])
            if spelling.endswith(_OF_PROVINCE) and agency["name"].endswith(_OF_PROVINCE):
                twin = agency["name"].removesuffix(_OF_PROVINCE) + _OF_CITY
                entries[squeezed(spelling.removesuffix(_OF_PROVINCE) + _OF_CITY)] = Entry(name=twin)
        if agency.get("own"):
            bare = agency["name"].removesuffix(" tỉnh")
            entries.update({squeezed(bare + " " + place): Entry(name=agency["name"]) for place in provinces()})
    return MappingProxyType(entries)


@lru_cache(maxsize=1)
def provinces() -> tuple[str, ...]:
    """Return the names of the provinces before and after 2025, without "tỉnh" or "thành phố"."""
    return tuple(_data()["provinces"]["names"])


def squeezed(name: str) -> str:
    """Reduce a name to what counts when two are compared: lower-case letters and digits, one place for the tone."""
    return "".join(letter for letter in view_of(name).low if letter.isalnum())


@lru_cache(maxsize=4096)
def canonical(name: str) -> str:
    """Return the full name of an agency: one spelling, no person's title, "UBND" for its long form.

    A name that no list knows comes back with blanks and spelling tidied. A group ("@…") comes back as it is.
    """
    if name.startswith("@"):
        return name
    view = view_of(name)
    tidy = " ".join(view.text.split()).strip(" .;,:")
    known = gazetteer().get(squeezed(tidy))
    if known and not known.is_stem:
        return known.name
    title = _TITLE.match(tidy.lower())
    if title and title.end() < len(tidy):
        return canonical(tidy[title.end() :])
    tidy = _COUNCIL.sub("HĐND", _COMMITTEE.sub("UBND", tidy))
    for place in provinces():
        for tail in (f" tỉnh {place}", f" {place}"):
            bare = tidy.removesuffix(tail)
            if bare == tidy:
                continue
            known = gazetteer().get(squeezed(bare)) or gazetteer().get(squeezed(bare + " tỉnh"))
            if known and not known.is_stem:
                return known.name
    return tidy


def same_name(one: str, other: str) -> bool:
    """Tell whether two names mean one agency: letter case, blanks and hyphens do not count."""
    return squeezed(canonical(one)) == squeezed(canonical(other))


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:  # tomllib's own type
    return tomllib.loads(resources.files("law.data").joinpath("agencies.toml").read_text(encoding="utf-8"))
