"""The timetable: which process runs when. Data only; `flows/serve.py` turns each entry into a Prefect deployment.

Flows are named by dotted path, since this package stands left of `flows`.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When a process starts by itself: a cron line in Vietnam's time. `slug` names it for good, `words` say it."""

    slug: str
    cron: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """One process of the office. `flow` is module and function; `at_once` is how many of its runs may go side by side.

    `run_name` names its coming runs in the control room; None where each run is given a name of its own.
    """

    flow: str
    name: str
    description: str
    tags: tuple[str, ...]
    at_once: int | None = None
    schedules: tuple[Schedule, ...] = ()
    run_name: str | None = None


ENACT = Process(
    flow="flows.enact.enact",
    name="tiếp nhận văn bản",
    description=(
        "Đọc một văn bản chỉ đạo, mỗi điều khoản là một dòng việc; nếu đã duyệt thì lập kế hoạch kỳ hạn. "
        "Chưa duyệt thì kết thúc ở trạng thái **Chờ duyệt**."
    ),
    tags=("tiếp nhận",),
)
REMIND = Process(
    flow="flows.remind.remind",
    name="đôn đốc buổi sáng",
    description=(
        "07:30 mỗi ngày: quyết định hôm nay nhắc ai, xếp thư vào hộp thư đi, gửi thử trong tối đa 60 giây "
        "rồi cập nhật **Bảng theo dõi**. Mỗi sáng chỉ chạy một lần; lần thứ hai tự dừng."
    ),
    tags=("đôn đốc",),
    at_once=1,
    schedules=(Schedule(slug="sang-0730", cron="30 7 * * *", words="07:30 hằng ngày"),),
    run_name="Đôn đốc buổi sáng",
)
CLOSE = Process(
    flow="flows.close.close",
    name="khép kỳ hạn",
    description=(
        "00:05 sau ngày cuối còn đúng hạn của từng kỳ: ghi thời điểm khép và bốn ô kết quả. "
        "Các lượt chạy sắp tới chính là lịch các kỳ hạn."
    ),
    tags=("kỳ hạn",),
)
PLAN = Process(
    flow="flows.plan.plan",
    name="lập kế hoạch hằng đêm",
    description=(
        "01:00 mỗi ngày: đưa các kỳ mới vào tầm 400 ngày, khép những kỳ bị lỡ khi máy tắt, "
        "rồi ghi phần chênh lệch vào lịch chạy của Prefect."
    ),
    tags=("kế hoạch",),
    at_once=1,
    schedules=(Schedule(slug="dem-0100", cron="0 1 * * *", words="01:00 hằng ngày"),),
    run_name="Lập kế hoạch",
)

TIMETABLE: tuple[Process, ...] = (ENACT, REMIND, CLOSE, PLAN)
