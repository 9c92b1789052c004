"""What mails and pages show of a text: repaired, in one line, the source untouched."""

import pytest

from law.readable import readable, readable_title
from law.text import view_of
from law.values import Span


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        pytest.param("Xâydựng kế hoạch hàng năm.", "Xây dựng kế hoạch hàng năm", id="glued words"),
        pytest.param("của cơ quan,đơn vị;", "của cơ quan, đơn vị", id="a blank after a comma"),
        pytest.param("thủ tục hành chính.Hỗ trợ các huyện", "thủ tục hành chính. Hỗ trợ các huyện", id="after a stop"),
        pytest.param("báo cáo\n  tình hình", "báo cáo tình hình", id="one line"),
        pytest.param("đạt 99,5 % vào năm 2030", "đạt 99,5 % vào năm 2030", id="a decimal comma stays"),
        pytest.param("tại TP.HCM", "tại TP.HCM", id="an abbreviation stays"),
    ],
)
def test_a_stretch_is_shown_as_a_person_reads_it(source, shown):
    assert readable(view_of(source), Span(start=0, end=len(source))) == shown


def test_only_the_stretch_is_shown():
    source = "a) Giao Sở Y tế: gửi báo cáo vềSở Nội vụ. b) Khác"

    assert readable(view_of(source), Span(start=17, end=41)) == "gửi báo cáo về Sở Nội vụ"


def test_a_title_loses_what_stands_before_every_title():
    assert readable_title("VỀVIỆC ĐẨY MẠNH\nCẢI CÁCH") == "đẩy mạnh cải cách"
    assert readable_title("Về việc tổ chức Tết") == "tổ chức Tết"


def test_a_title_in_capitals_is_written_as_the_text_writes_its_words():
    body = "Thực hiện Chương trình hành động số 12-CTr/TU của Tỉnh ủy (khóa X) trên địa bàn tỉnh Vĩnh Phúc."

    shown = readable_title("TRIỂN KHAI CHƯƠNG TRÌNH HÀNH ĐỘNG SỐ 12-CTr/TU CỦA TỈNH ỦY (KHÓA X) TỈNH VĨNH PHÚC", body)

    assert shown == "triển khai Chương trình hành động số 12-CTr/TU của Tỉnh ủy (khóa X) tỉnh Vĩnh Phúc"
