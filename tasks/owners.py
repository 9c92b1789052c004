"""Which agency of the province bears a name that a directive prints."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from law.agencies import GROUPS, canonical
from models import Agency, Province


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whom a printed name means today.

    `agency_id` is None for a group and for a name that nobody bears; `formerly` is the printed name where another
    agency took it over; `doubt` is one Vietnamese sentence for a person, empty where there is nothing to ask, and
    `rule` its cause.
    """

    agency_id: int | None = None
    formerly: str | None = None
    rule: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Owners:
    """The agencies of a province as one day finds them."""

    province: str
    living: dict[str, Agency] = field(repr=False)
    took_over: dict[str, list[Agency]] = field(repr=False)
    kinds: frozenset[str]

    def of(self, name: str) -> Owner:
        """Return whom a printed name means."""
        if name in GROUPS:
            return self._group(name)
        key = short_name(name, self.province)
        agency = self.living.get(key)
        if agency is not None:
            return Owner(agency_id=agency.id)
        heirs = self.took_over.get(key, [])
        if len(heirs) == 1:
            return Owner(
                agency_id=heirs[0].id,
                formerly=name,
                rule="owner-succeeded",
                doubt=f"{name} không còn trong danh sách cơ quan; {heirs[0].name} ghi là đã tiếp nhận. "
                "Đầu việc được lập cho cơ quan tiếp nhận, đề nghị xác nhận.",
            )
        if heirs:
            among = ", ".join(heir.name for heir in heirs)
            return Owner(
                rule="owner-divided",
                doubt=f"{name} không còn; nhiều cơ quan ghi là đã tiếp nhận ({among}). Đề nghị chọn cơ quan chủ trì.",
            )
        return Owner(
            rule="owner-unknown",
            doubt=f"Không có cơ quan nào tên {name} trong danh sách của tỉnh. Đề nghị bổ sung hoặc chọn cơ quan khác.",
        )

    def _group(self, name: str) -> Owner:
        wanted = GROUPS[name]
        if wanted and not wanted & self.kinds:
            return Owner(
                rule="group-empty",
                doubt=f"Nhóm {name} không có cơ quan nào đang hoạt động trong danh sách của tỉnh. "
                "Đề nghị cho biết ai thực hiện thay.",
            )
        return Owner()


def owners_of(agencies: Iterable[Agency], province: Province, *, on: date) -> Owners:
    """Return the owners of a province as they stand on a day; an agency that ended before it bears no name."""
    living: dict[str, Agency] = {}
    took_over: dict[str, list[Agency]] = {}
    kinds: set[str] = set()
    for agency in agencies:
        if agency.active_to is not None and agency.active_to < on:
            continue
        kinds.add(agency.kind)
        living[short_name(agency.name, province.name)] = agency
        for old in agency.formerly:
            took_over.setdefault(short_name(old, province.name), []).append(agency)
    return Owners(province=province.name, living=living, took_over=took_over, kinds=frozenset(kinds))


def short_name(name: str, province: str) -> str:
    """Return a name without the province at its end, so that "Cục Thuế tỉnh" meets "Cục Thuế tỉnh Khánh Hòa".

    Folded for comparison: one spelling, no case, no white space or hyphens.
    """
    words = " ".join(canonical(name).replace("–", "-").split())
    place = province.removeprefix("tỉnh ").removeprefix("thành phố ")
    lowered = words.casefold()
    for ending in (f" tỉnh {place}", f" thành phố {place}", f" {place}", " tỉnh", " thành phố"):
        if lowered.endswith(ending.casefold()) and not lowered.startswith(("ubnd ", "báo ", "đài ")):
            words = words[: len(words) - len(ending)]
            break
    return "".join(letter for letter in words.casefold() if letter.isalnum())
