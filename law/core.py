"""What is left of a piece once it is known who acts, with whom and when: the words that say what to do."""

import re
from collections.abc import Sequence

from law.expressions import Expression
from law.kinds import delegates
from law.roles import Cast, Role
from law.sentences import Piece
from law.values import Frequency, NPerYear, Once, Recurring, Timing

_FILLER = re.compile(
    r"[\s:,.\-–(]+|(?:và|đồng\s+thời|ngoài\s+ra|có\s+trách\s+nhiệm|có\s+nhiệm\s+vụ|chịu\s+trách\s+nhiệm(?:\s+chính)?(?=[\s:,]+(?!về|trước|toàn)\w)|"
    r"chủ\s+trì|chủ\s+động|phải|cần|tiếp\s+tục|tích\s+cực|khẩn\s+trương|thường\s+xuyên|kịp\s+thời|định\s+kỳ|kiên\s+quyết|"
    r"tập\s+trung|nghiêm\s+túc|làm\s+đầu\s+mối|nghiên\s+cứu|từng\s+bước|phối\s+hợp(?:\s+chặt\s+chẽ)?(?:\s+(?:với|cùng))?|"
    r"thống\s+nhất\s+với|căn\s+cứ\s+chương\s+trình\s+này|trước\s+mắt|riêng|sớm)(?!\w)"
)
_ADVERBIAL = re.compile(
    r"(?:trên\s+cơ\s+sở|căn\s+cứ|từ\s+kết\s+quả|theo|đối\s+với|trong\s+quá\s+trình|sau\s+khi)(?!\w)[^.;]*?(?:,|\sthì)\s+"
    r"(?=(?:chủ\s+trì|tham\s+mưu|xây\s+dựng|báo\s+cáo|rà\s+soát|tổ\s+chức(?!,)|lập|hướng\s+dẫn|kiểm\s+tra|đề\s+xuất|trình|triển\s+khai)(?!\w))|"
    r"phối\s+hợp\s+với\s+[^.;]{0,120}?\s(?:để|nhằm|trong\s+việc)\s+(?=tổ\s+chức|xây\s+dựng|hướng\s+dẫn|kiểm\s+tra|tham\s+mưu|triển\s+khai)"
)
_COMPANIONS = re.compile(
    r"(?:[\s,]|và(?!\w))*(?:các\s+)?(?:hội(?!\s+(?:nghị|thảo|đồng|thi))|hiệp\s+hội|đoàn\s+thể|viện|trường|doanh\s+nghiệp|"
    r"tổ\s+chức\s+chính\s+trị(?:\s*-\s*xã\s+hội)?)(?:\s+(?:có\s+)?liên\s+quan)?(?!\w)"
)
_PURPOSE = re.compile(r"\s+(?:để|nhằm)\s+")
_DESCRIBES = re.compile(
    r"(?:quy\s+chế|kết\s+quả|việc|nội\s+dung|các\s+nội\s+dung|mục\s+tiêu|hồ\s+sơ|kinh\s+phí|đề\s+án|kế\s+hoạch|toàn\s+bộ|chương\s+trình)"
    r"(?!\w)[^.;:,]*?\s(?:phải|là|được|gồm|bao\s+gồm)(?!\w)|thời\s+(?:gian|hạn)(?!\w)"
)
_GOVERNS = re.compile(
    r"(?<!\w)(?:theo|trong|từ|tại|thuộc|so\s+với|là|được|đã|trên\s+cơ\s+sở|để\s+xác\s+định|để\s+phân\s+loại|do)(?!\w)[^,;.:]*$"
)
_NOUN = r"(?<!\w)(?:kế\s+hoạch|chương\s+trình|dự\s+toán|quy\s+chế|đề\s+án)(?!\w)"
_DOCUMENT = re.compile(rf"{_NOUN}(?:(?!{_NOUN})[^,;.:])*$")
_MAKES = re.compile(
    r"(?<!\w)(?:xây\s+dựng|lập|ban\s+hành|đưa|bổ\s+sung|trình|phê\s+duyệt|thẩm\s+định|gửi|hoàn\s+thiện)(?!\w)"
)
_ACTS = re.compile(
    r"\s*,?\s*(?:báo\s+cáo|tổ\s+chức|rà\s+soát|tiến\s+hành|thực\s+hiện|tổng\s+hợp|gửi|đánh\s+giá|kiểm\s+tra|xây\s+dựng|lập|công\s+bố|"
    r"triển\s+khai|có\s+báo\s+cáo|tham\s+mưu|trình)(?!\w)"
)
_ELABORATES = re.compile(
    r"(?:trong\s+đó|tập\s+trung|xác\s+định\s+rõ|bảo\s+đảm|đảm\s+bảo|nhất\s+là|đặc\s+biệt|chú\s+trọng|ưu\s+tiên|tránh|lấy|công\s+tác|"
    r"việc|những|các|khen\s+thưởng|gồm|không)(?!\w)"
)
_LISTS = re.compile(r"(?:quy\s+chế|kế\s+hoạch|chương\s+trình|đề\s+án|quyết\s+định|danh\s+mục)(?!\w)")
_CONNECTIVE = re.compile(r"(?:[\s,:\-–]|và|đồng\s+thời|định\s+kỳ)*")


def core_start(
    cast: Cast, piece: Piece, lead: Role | None, helpers: Sequence[Role], times: Sequence[Expression]
) -> int:
    """Return where the words begin that say what to do: after the lead, the helpers, a time in front and fillers."""
    low = cast.view.low
    place, end = max(piece.start, lead.end) if lead else piece.start, piece.end
    skipped = [(role.start, role.end) for role in helpers] + [part for time in times for part in time.stretches()]
    beside = {role.end for role in helpers}
    while place < end:
        ahead = next((last for first, last in skipped if first <= place < last), None)
        match = _COMPANIONS.match(low, place, end) if place in beside else None
        if match:
            beside.add(match.end())
        elif place in beside:
            match = _PURPOSE.match(low, place, end)
        match = match or _FILLER.match(low, place, end) or _ADVERBIAL.match(low, place, end)
        if ahead is not None:
            place = ahead
        elif match and match.end() > place:
            place = match.end()
        else:
            break
    return min(place, end)


def describes(core: str) -> bool:
    """Tell whether a sentence explains a thing ("Quy chế phải quy định rõ …") instead of asking for one."""
    return bool(_DESCRIBES.match(core))


def elaborates(low: str, start: int) -> bool:
    """Tell whether what follows a semicolon goes on explaining ("trong đó …", "bảo đảm …")."""
    return bool(_ELABORATES.match(low, start))


def lists(low: str, start: int) -> bool:
    """Tell whether what follows a semicolon is the next thing of a list of papers."""
    return bool(_LISTS.match(low, start))


def says_when(low: str, begins: tuple[int, int], core: str, one: Expression, times: Sequence[Expression]) -> bool:
    """Tell whether a time says when the addressee acts, and not which plan or budget of somebody is meant.

    `begins` holds where the piece and where its core begin.
    Source: the rules of annotation, "hàng năm" counts only where it says when the addressee acts, or qualifies a
    document that the addressee itself makes.
    """
    start, core_at = begins
    if not any(isinstance(timing, (Recurring, NPerYear)) for timing in one.timings):
        return True
    if _GOVERNS.search(low[start : min(one.start, core_at)]):
        return False
    if one.start < core_at or _CONNECTIVE.fullmatch(low, start, one.start):
        return True
    if delegates(core):
        return False
    is_loose = _is_plain_yearly(one.timings) and "định" not in low[slice(*one.stretches()[0])]
    return not is_loose or _is_own_yearly(low, core_at, core, one, times)


def _is_own_yearly(low: str, core_at: int, core: str, one: Expression, times: Sequence[Expression]) -> bool:
    """Judge a plain "hàng năm" by what governs it."""
    if any(isinstance(timing, Once) for other in times for timing in other.timings):
        return False
    if _ACTS.match(low, one.stretches()[0][1]):
        return True
    before = low[core_at : one.start]
    if _GOVERNS.search(before):
        return False
    document = _DOCUMENT.search(before)
    if document is None:
        return True
    part = before[before.rfind(",", 0, document.start()) + 1 : document.start()]
    return bool(_MAKES.search(part) or _MAKES.match(core))


def _is_plain_yearly(timings: Sequence[Timing]) -> bool:
    return all(
        isinstance(timing, Recurring)
        and timing.frequency is Frequency.ANNUAL
        and not (timing.due or timing.since or timing.until)
        for timing in timings
    )
