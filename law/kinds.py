"""What is asked for: the kind of a duty, from the verbs and objects that its words begin with."""

import re

from law.values import Kind


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace(" ?", r"\s*").replace(" ", r"\s+"))


_LIGHT = (
    r"(?:(?:tổ chức|thực hiện|tiến hành|triển khai|chủ động|kịp thời|thường xuyên|nghiêm túc|nghiêm|tốt|việc|công tác|"
    r"đầy đủ)[ ,]*)*"
)
_DELEGATES = _words(
    r"(?:và )?(?:tiếp tục )?(?:hướng dẫn|chỉ đạo|hỗ trợ|đôn đốc|theo dõi, đôn đốc|kiểm soát|vận động|"
    r"giúp (?!chủ tịch|ubnd|ủy ban)|yêu cầu)"
)
_GUIDES = _words(r"(?:và )?(?:hướng dẫn|chỉ đạo|hỗ trợ|đôn đốc|yêu cầu|vận động) (?!,)")
_PUBLISHES = _words(
    rf"(?:{_LIGHT})(?:công bố|đăng tải|thông báo rộng rãi|công khai(?!,? minh bạch| hóa))|"
    r"[^.;]{0,120}(?:,| và) công bố (?!lại)"
)
_INSPECTS = _words(
    r"(?:(?:tăng cường|tiến hành|thực hiện|tổ chức|hướng dẫn|theo dõi|đôn đốc|rà soát|giám sát|bảo đảm|không|tự|"
    r"nghiêm túc|tốt|có hiệu quả|công tác|việc|thường xuyên|và|chỉ đạo|chủ trì)[ ,]+)*"
    r"(?:tự )?(?:kiểm tra|thanh tra|đánh giá|chấm điểm|giám sát)"
)
_GATHERS = _words(
    r"(?:tham mưu[^.;]{0,40}? )?(?:tổ chức|thực hiện|triển khai|mở|tham gia)[^.;]{0,60}"
    r"(?:hội nghị|hội thảo|đối thoại|tập huấn|tọa đàm|điều tra|khảo sát|cuộc thi|hội thi|lớp bồi dưỡng)|"
    r"(?:khảo sát|điều tra|tập huấn|đối thoại)(?!\w)"
)
_REPORTS = _words(
    rf"(?:{_LIGHT})(?:(?:gửi|có|nộp|lập|xây dựng|thực hiện|tổng hợp|tổng hợp và|tổng hợp,|tổng hợp kết quả,)? ?"
    r"báo cáo(?! (?:viên|chỉ số|thẩm định))|(?:thực hiện )?chế độ (?:thông tin, )?báo cáo)"
)
_REPORTS_TOO = _words(
    r"(?:,|và|chung) (?:(?:tổng hợp|định kỳ|kịp thời|thường xuyên)[ ,]*(?:và )?(?:chung )?)?"
    r"(?:xây dựng |gửi |lập )?"
    r"báo cáo(?!,| chỉ số| và đề xuất| đánh giá và đề xuất)|(?:xây dựng|gửi|lập|có|nộp) báo cáo|"
    r"(?:cập nhật|đưa|lồng ghép)[^.;]*(?:trong|vào) báo cáo|định kỳ[^.;]{0,25}báo cáo|tổng hợp(?: và|,)? báo cáo"
)
_PLAN = r"(?:kế hoạch|đề án|quy chế|chương trình|phương án|nội quy|lộ trình|kịch bản)"
_PLAN_NOUN = _words(rf"(?<!\w){_PLAN}(?!\w)")
_PLAN_VERB = _words(
    r"(?<!\w)(?:xây dựng|lập|soạn thảo|soạn|ban hành|hoàn thiện|sửa đổi|bổ sung|trình|đưa|tham mưu|cụ thể hóa)(?!\w)"
)
_MAX_OBJECT = 70
_NEAR_START = 60
_INTO_PLAN = _words(rf"(?:[^.;]*[ ,])?bổ sung [^.;]* vào (?:các )?{_PLAN}")
_NOT_ITS_OWN = _words(
    r"(?<!\w)(?:theo|trong|thực hiện|triển khai|về|để|nhằm|phục vụ|của|hỗ trợ|tại|từ|áp dụng|vận hành|thành lập|"
    r"ban chỉ đạo)(?!\w)"
)
_AND_CARRIES_OUT = _words(r"(?:và|,) (?:tổ chức |triển khai )*(?:thực hiện|triển khai)(?: tốt| có hiệu quả| nghiêm)?")
_CARRIES_OUT = _words(
    r"(?:tổ chức )?(?:thực hiện|triển khai(?! xây dựng)|vận hành|tuyên truyền|phổ biến|quán triệt|kiểm tra|"
    r"đẩy mạnh|tăng cường|nghiên cứu, quán triệt)"
)
_SUBMITS = _words(
    r"[^.;]{0,200}(?:(?<!\w)trình (?:dự thảo |xin |phê duyệt |ban hành )?"
    r"(?:ubnd|ủy ban|hđnd|hội đồng|chủ tịch|cấp|cơ quan|người|thường trực|ban|bộ|tỉnh ủy|thủ tướng)|"
    r"đề xuất (?:với |lên )?(?:ubnd|ủy ban|chủ tịch|cấp có|cơ quan có thẩm))"
)
_ADVISES = _words(r"(?:chủ trì,? )?(?:nghiên cứu,? )?tham mưu(?!\w)")
_ADVISES_TEXT = _words(
    r"(?:chủ trì,? )?(?:nghiên cứu,? )?tham mưu(?:(?! (?:triển khai|thực hiện|việc|chỉ đạo|xử lý))[^.;]){0,40}? "
    r"(?:văn bản|ban hành|quyết định|nghị quyết|tiêu chuẩn|định mức|quy định|phê duyệt|thành lập|trình)(?!\w)"
)
_OUTCOME = _words(r"(?<!\w)(?:đến năm|phấn đấu|đạt|tỷ lệ|hoàn thành (?!trong|trước|vào|xong)|giảm)")
_QUOTA_OF = (
    (_words(r"(?<!\w)(?:thanh tra|kiểm tra|giám sát)(?!\w)"), Kind.INSPECTION),
    (_words(r"(?<!\w)(?:đối thoại|hội nghị|tập huấn|khảo sát|tọa đàm|hội thảo)(?!\w)"), Kind.EVENT),
    (_words(r"(?<!\w)(?:báo cáo|sơ kết|tổng kết)(?!\w)"), Kind.REPORT),
)


def kinds_of(core: str, *, is_dated: bool) -> tuple[Kind, ...]:
    """Name the kinds of what a piece asks for, the leading one first.

    `core` is the piece in lower case without the names of who acts and with whom. `is_dated` tells that it bears a
    date or a span of days of its own.
    """
    kinds = [_main_kind(core)]
    is_others = kinds[0] is Kind.STANDING and _GUIDES.match(core)
    if kinds[0] in (Kind.INSPECTION, Kind.STANDING) and not is_others and _REPORTS_TOO.search(core):
        kinds = [Kind.REPORT] if kinds[0] is Kind.STANDING else [*kinds, Kind.REPORT]
    if kinds == [Kind.STANDING] and is_dated:
        kinds = [Kind.SUBMISSION if _ADVISES.match(core) and not _OUTCOME.search(core) else Kind.TARGET]
    return tuple(kinds)


def report_at(core: str) -> int:
    """Return where in a piece a report is spoken of beside something else; the piece's length where it is not."""
    found = _REPORTS_TOO.search(core)
    return found.start() if found else len(core)


def kind_of_quota(words: str) -> Kind | None:
    """Name what a yearly quota counts, from the lower-case words before and in it; None where they do not say."""
    return next((kind for pattern, kind in _QUOTA_OF if pattern.search(words)), None)


def delegates(core: str) -> bool:
    """Tell whether a piece asks to guide others, so that a recurrence in it describes what the others do."""
    return bool(_DELEGATES.match(core))


def _main_kind(core: str) -> Kind:
    if _DELEGATES.match(core):
        return Kind.INSPECTION if _INSPECTS.match(core) else Kind.STANDING
    checks: tuple[tuple[bool, Kind], ...] = (
        (bool(_PUBLISHES.match(core)), Kind.PUBLICATION),
        (bool(_GATHERS.match(core)), Kind.EVENT),
        (_makes_plan(core), Kind.PLAN),
        (bool(_SUBMITS.match(core)), Kind.SUBMISSION),
        (bool(_REPORTS.match(core)), Kind.REPORT),
        (bool(_INSPECTS.match(core)), Kind.INSPECTION),
        (bool(_ADVISES_TEXT.match(core)), Kind.SUBMISSION),
    )
    return next((kind for holds, kind in checks if holds), Kind.STANDING)


def _makes_plan(core: str) -> bool:
    if _INTO_PLAN.match(core):
        return True
    plain = _AND_CARRIES_OUT.sub(" ", core)
    if _CARRIES_OUT.match(plain):
        return False
    for noun in _PLAN_NOUN.finditer(plain):
        for verb in _PLAN_VERB.finditer(plain, max(0, noun.start() - _MAX_OBJECT), noun.start()):
            between = plain[verb.end() : noun.start()]
            if verb.start() > _NEAR_START or re.search(r"[.;]", between) or _NOT_ITS_OWN.search(between):
                continue
            if "phương án" not in noun[0] or verb[0] in {"lập", "xây dựng"}:
                return True
    return False
