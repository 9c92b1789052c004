"""Who leads, who helps and who receives: ordered frames around the names in a piece of text."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from law.mentions import Mention
from law.text import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """Names that one frame gave, and the stretch of the view that gave them."""

    names: tuple[str, ...]
    start: int
    end: int
    rule: str


_OPENING = re.compile(
    r"(?:(?:đồng\s+thời|ngoài\s+ra|bên\s+cạnh\s+đó|riêng|trong\s+đó|mặt\s+khác|trước\s+mắt|hàng\s+năm|hằng\s+năm)\s*,?\s+)*"
)
_ASSIGNS = re.compile(
    r"(?:giao|yêu\s+cầu|đề\s+nghị|phân\s+công|chỉ\s+định|ủy\s+quyền)(?:\s+(?:trách\s+nhiệm|nhiệm\s+vụ)(?:\s+cụ\s+thể)?)?(?:\s+cho)?\s*:?\s+"
)
_RESPONSIBILITY = re.compile(r"(?:về\s+)?(?:trách\s+nhiệm|nhiệm\s+vụ)(?:\s+cụ\s+thể)?(?:\s+của)?\s+|đối\s+với\s+")
_NO_SUBJECT = re.compile(
    r"\s*(?:được|bị|nếu|là|không|khi|quy\s+định\s+tại|thuộc|\(\s*(?:dưới|sau)\s+đây|có(?!\s+(?:trách\s+nhiệm|nhiệm\s+vụ|kế\s+hoạch|báo\s+cáo)))"
)
_ADVERBIAL = re.compile(
    r"(?:trên\s+cơ\s+sở|căn\s+cứ|theo|định\s+kỳ|hàng|hằng|từ|để|trong|sau|khi|nếu|trước|nhằm|về|đến|qua|với|chậm\s+nhất|"
    r"tùy|ngoài|vào)(?!\w)"
)
_DUTY = re.compile(
    r",?\s*(?:có\s+trách\s+nhiệm|chịu\s+trách\s+nhiệm|chủ\s+trì|chủ\s+động|phối\s+hợp|phải|cần|tiếp\s+tục|tổ\s+chức|triển\s+khai|"
    r"thực\s+hiện|xây\s+dựng|lập|rà\s+soát|báo\s+cáo|gửi|trình|tham\s+mưu|chỉ\s+đạo|hướng\s+dẫn|kiểm\s+tra|đánh\s+giá|theo\s+dõi|"
    r"tổng\s+hợp|đôn\s+đốc|ban\s+hành|nghiên\s+cứu|đề\s+xuất|cập\s+nhật|công\s+khai|bố\s+trí|phản\s+ánh|định\s+kỳ|tập\s+trung|"
    r"khẩn\s+trương|nghiêm\s+túc|tăng\s+cường|hoàn\s+thành|cụ\s+thể\s+hóa|thường\s+xuyên|kịp\s+thời|thẩm\s+định|xác\s+định|quyết\s+định)"
)
_BY_WHOM = re.compile(r"(?<!\w)(?:do|giao(?:\s+cho)?)\s+$")
_LEADS = re.compile(
    r"\s*(?:chủ\s+trì|làm\s+đầu\s+mối|là\s+(?:cơ\s+quan|đầu\s+mối)|chịu\s+trách\s+nhiệm|tổ\s+chức\s+thực\s+hiện)"
)
_GAP = re.compile(
    r"\s*(?:\([^)]{0,80}\)\s*)?(?:(?:,|;|[-–]|và|cùng(?:\s+với)?|hoặc)\s*)*(?:(?:các|của|với|lãnh\s+đạo|đề\s+nghị|"
    r"(?:cổng|trang)(?:\s+thông\s+tin)(?:\s+giao\s+tiếp)?\s+điện\s+tử)\s+)*"
)
_GROUP_GAP = re.compile(r"\s*:\s*")
_HELP = re.compile(
    r"(?:phối\s+hợp(?:\s+chặt\s+chẽ)?(?:\s+(?:với|cùng(?:\s+với)?))?|thống\s+nhất(?:\s+\w+)?\s+với|cùng\s+với|"
    r"sự\s+(?:phối\s+hợp|tham\s+gia)\s+của|xin\s+ý\s+kiến)\s*:?\s*(?:lãnh\s+đạo\s+)?$"
)
_TO = re.compile(
    r"(?:trình|báo\s+cáo|gửi|nộp|tham\s+mưu(?:[\s,]+(?:kịp\s+thời|đề\s+xuất|giúp|với|cho|trình))*|(?:tham\s+mưu,?\s+)?giúp|"
    r"đề\s+xuất(?:\s+(?:với|lên))?|kiến\s+nghị(?:\s+với)?)\s*$"
)
_TOWARDS = re.compile(
    r"(?:báo\s+cáo|gửi|nộp|phản\s+ánh|kết\s+quả)[^.;]*?\s(?:về|cho|tới|đến|lên|qua)\s+$|\(\s*(?:thông\s+)?qua\s+$",
    re.DOTALL,
)
_TO_SUM_UP = re.compile(r"\s*(?:(?:để|xem\s+xét,?)\s+)?(?:tổng\s+hợp|theo\s+dõi,?\s+tổng\s+hợp)")
_WINDOW = 60
_FAR = 400


class Cast:
    """The mentions of a document, asked by place."""

    def __init__(self, view: View, mentions: Sequence[Mention]) -> None:
        """Keep the mentions, which are in order and do not overlap."""
        self.view = view
        self.mentions = mentions
        self._starts = [mention.start for mention in mentions]

    def at(self, place: int) -> int | None:
        """Return the index of the mention that starts at a place; None where none does."""
        index = bisect_left(self._starts, place)
        return index if index < len(self._starts) and self._starts[index] == place else None

    def within(self, start: int, end: int) -> range:
        """Return the indexes of the mentions that start in a stretch."""
        return range(bisect_left(self._starts, start), bisect_left(self._starts, end))

    def run(self, index: int, end: int, rule: str) -> Role:
        """Read the list of names that starts with a mention, up to `end`."""
        mentions = self.mentions
        names = list(mentions[index].names)
        last = index
        while last + 1 < len(mentions) and mentions[last + 1].end <= end:
            before, after = mentions[last], mentions[last + 1]
            gap = self.view.low[before.end : after.start]
            opens_list = before.names[0].startswith("@") and _GROUP_GAP.fullmatch(gap)
            if not (opens_list or (gap.strip() and _GAP.fullmatch(gap))):
                break
            names += after.names
            last += 1
        return Role(names=tuple(dict.fromkeys(names)), start=mentions[index].start, end=mentions[last].end, rule=rule)


def lead_of(cast: Cast, start: int, end: int) -> Role | None:
    """Find who must do what a piece demands; None where the piece itself names nobody."""
    low = cast.view.low
    opening = _OPENING.match(low, start, end)
    place = opening.end() if opening else start
    return (
        _assigned(cast, place, end)
        or _subject(cast, place, end)
        or _after_adverbial(cast, place, end)
        or _by_whom(cast, place, end)
    )


def rival_of(cast: Cast, start: int, end: int, lead: Role) -> Role | None:
    """Find a second agency that a piece names as leading ("do Sở Y chủ trì"); None where it names the lead alone."""
    other = _by_whom(cast, start, end)
    return other if other and not set(other.names) & set(lead.names) else None


def helpers_of(cast: Cast, start: int, end: int) -> tuple[Role, ...]:
    """Find with whom the lead works: "phối hợp với A, B và C"."""
    return _framed(cast, start, end, _HELP, "phối hợp với")


def recipients_of(cast: Cast, start: int, end: int) -> tuple[Role, ...]:
    """Find to whom a result goes: "trình", "báo cáo", "gửi … về", and who sums up what it is sent."""
    low = cast.view.low
    found = list(_framed(cast, start, end, _TO, "trình, báo cáo, gửi"))
    for index in cast.within(start, end):
        mention = cast.mentions[index]
        if any(role.start <= mention.start < role.end for role in found):
            continue
        if _TO_SUM_UP.match(low, mention.end, end) and not _HELP.search(
            low, max(start, mention.start - _WINDOW), mention.start
        ):
            found.append(Role(names=mention.names, start=mention.start, end=mention.end, rule="để tổng hợp"))
        elif _TOWARDS.search(low, max(start, mention.start - _FAR), mention.start):
            found.append(cast.run(index, end, "báo cáo … về"))
    found.sort(key=lambda role: role.start)
    return tuple(found)


def _framed(cast: Cast, start: int, end: int, frame: re.Pattern[str], rule: str) -> tuple[Role, ...]:
    found: list[Role] = []
    for index in cast.within(start, end):
        mention = cast.mentions[index]
        if found and mention.start < found[-1].end:
            continue
        if frame.search(cast.view.low, max(start, mention.start - _WINDOW), mention.start):
            found.append(cast.run(index, end, rule))
    return tuple(found)


def _assigned(cast: Cast, place: int, end: int) -> Role | None:
    low = cast.view.low
    first = cast.at(place)
    if first is not None:
        after = re.compile(r"\s+").match(low, cast.mentions[first].end)
        if after and _ASSIGNS.match(low, after.end(), end):
            place = after.end()
    for pattern, rule in ((_ASSIGNS, "giao, yêu cầu"), (_RESPONSIBILITY, "trách nhiệm của")):
        match = pattern.match(low, place, end)
        if match and (index := cast.at(match.end())) is not None:
            return _kept(cast.run(index, end, rule))
    return None


def _subject(cast: Cast, place: int, end: int) -> Role | None:
    index = cast.at(place)
    if index is None:
        return None
    role = cast.run(index, end, "chủ ngữ")
    return None if _NO_SUBJECT.match(cast.view.low, role.end, end) else _kept(role)


def _after_adverbial(cast: Cast, place: int, end: int) -> Role | None:
    low = cast.view.low
    if not _ADVERBIAL.match(low, place, end):
        return None
    for index in cast.within(place, end):
        mention = cast.mentions[index]
        before = low[max(place, mention.start - 12) : mention.start].rstrip()
        if not before.endswith((",", ":", " thì")):
            continue
        role = cast.run(index, end, "chủ ngữ sau trạng ngữ")
        if _DUTY.match(low, role.end, end):
            return _kept(role)
    return None


def _by_whom(cast: Cast, place: int, end: int) -> Role | None:
    low = cast.view.low
    for index in cast.within(place, end):
        mention = cast.mentions[index]
        if _BY_WHOM.search(low, max(place, mention.start - 12), mention.start):
            role = cast.run(index, end, "do … chủ trì")
            if _LEADS.match(low, role.end, end):
                return _kept(role)
    return None


def _kept(role: Role) -> Role | None:
    names = tuple(name for name in role.names if name != "@liên-quan")
    return Role(names=names, start=role.start, end=role.end, rule=role.rule) if names else None
