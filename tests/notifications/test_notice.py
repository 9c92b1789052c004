from datetime import date

import pytest

from models import ContactRole
from notifications.notice import Reason, Tone, digest_key, draft_key, message_id, notice_key, receipt_key, thread_root

DAY = date(2026, 12, 14)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        pytest.param(
            notice_key(812, rung="remind-3", due_on=DAY, contact_id=57), "812:remind-3:2026-12-14:57", id="a rung"
        ),
        pytest.param(
            notice_key(812, rung="weekly", due_on=date(2026, 12, 15), contact_id=57, nth=3),
            "812:weekly:2026-12-15:57:3",
            id="a repeated rung",
        ),
        pytest.param(digest_key(57, day=DAY), "digest:57:2026-12-14", id="the mail of a morning"),
        pytest.param(draft_key(4, day=DAY), "draft:4:2026-W51", id="a draft"),
        pytest.param(
            draft_key(4, day=date(2027, 1, 1)), "draft:4:2026-W53", id="a draft in an ISO year of another name"
        ),
        pytest.param(draft_key(4, day=DAY, nth=2), "draft:4:2026-W51:2", id="a second draft of the week"),
        pytest.param(receipt_key(31), "receipt:31", id="a receipt"),
        pytest.param(
            message_id("digest:57:2026-12-14", province_id=1, domain="so-noi-vu.example"),
            "<digest.57.2026-12-14.p1@so-noi-vu.example>",
            id="a Message-ID",
        ),
        pytest.param(
            thread_root(57, province_id=1, domain="so-noi-vu.example"),
            "<contact.57.p1@so-noi-vu.example>",
            id="the root of a thread",
        ),
    ],
)
def test_a_key_is_made_of_ids_and_iso_dates(key, expected):
    assert key == expected


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        pytest.param(Reason(tone=Tone.ANNOUNCE, due_on=DAY, lead_days=0), "việc mở từ ngày 14/12/2026", id="announce"),
        pytest.param(
            Reason(tone=Tone.REMIND, due_on=DAY, lead_days=-3),
            "còn 3 ngày làm việc đến ngày đề nghị hoàn thành 14/12/2026",
            id="remind",
        ),
        pytest.param(
            Reason(tone=Tone.DUE, due_on=DAY, lead_days=0, missed_on=DAY),
            "đến ngày đề nghị hoàn thành 14/12/2026; gửi chậm, lẽ ra gửi ngày 14/12/2026",
            id="late",
        ),
        pytest.param(
            Reason(tone=Tone.OVERDUE, due_on=DAY, lead_days=25, nth=3, instead_of=ContactRole.HEAD),
            "quá hạn 25 ngày làm việc, tính từ 14/12/2026, nhắc hằng tuần lần 3; "
            "gửi thay Thủ trưởng cơ quan vì không có địa chỉ nhận được thư",
            id="weekly, to a stand-in",
        ),
    ],
)
def test_a_reason_reads_as_a_vietnamese_sentence(reason, sentence):
    assert reason.sentence() == sentence
