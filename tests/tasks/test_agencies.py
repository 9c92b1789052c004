"""The list of agencies: what is taken, what is refused and how it is said."""

import pytest

from models import AgencyKind, ContactRole
from models.queries import agency as agencies
from tasks.agencies import load_agencies, read_agencies
from tasks.errors import BadAgencies
from tests.builders import a_province

HEADER = "name,kind,focal_name,focal_email,head_title,head_email,unit_head_email,active_from,active_to,formerly\n"
FINANCE = "Sở Tài chính,department,Đầu mối,dm@stc.example,Giám đốc,gd@stc.example,,2025-03-01,,Sở Kế hoạch và Đầu tư\n"


def read(text: str):
    return read_agencies(text.encode(), source="cq.csv")


def test_a_line_becomes_an_agency_with_its_contacts():
    (row,) = read(HEADER + FINANCE)

    assert (row.name, row.kind) == ("Sở Tài chính", AgencyKind.DEPARTMENT)
    assert row.formerly == ("Sở Kế hoạch và Đầu tư",)
    assert [(role, email) for role, _, email in row.contacts] == [
        (ContactRole.FOCAL, "dm@stc.example"),
        (ContactRole.HEAD, "gd@stc.example"),
    ]


def test_characters_that_would_stop_a_mail_are_left_out():
    odd = FINANCE.replace("Sở Tài chính", '"Sở\x07 Tài\n chính\u202e"').replace(
        "Đầu mối", '"Đầu\u200b\x1b mối\r\nBcc: x"'
    )

    (row,) = read(HEADER + odd)

    assert row.name == "Sở Tài chính"
    assert [name for _, name, _ in row.contacts] == ["Đầu mối Bcc: x", "Giám đốc"]


def test_a_quote_that_never_ends_is_said_in_one_line():
    with pytest.raises(BadAgencies, match=r"^cq\.csv, dòng \d+: ô quá dài.*dấu nháy.*$"):
        read(HEADER + '"' + FINANCE * 2000)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("name,kind\nSở Y tế,department\n", "thiếu cột focal_name", id="missing column"),
        pytest.param(HEADER, "không có dòng dữ liệu", id="no line"),
        pytest.param(HEADER + FINANCE + FINANCE, "dòng 3: cơ quan “Sở Tài chính” đã có", id="twice"),
        pytest.param(
            HEADER + FINANCE + FINANCE.replace("Sở Tài chính", "SỞ  TÀI CHÍNH"), "dòng 3", id="twice, other letters"
        ),
        pytest.param(HEADER + FINANCE.replace("dm@stc.example", "dm at stc"), "“dm at stc” không hợp lệ", id="address"),
        pytest.param(
            HEADER + FINANCE.replace("dm@stc.example", '"dm@stc.example\nBcc: x@y.example"'),
            "không hợp lệ",
            id="newline",
        ),
        pytest.param(HEADER + FINANCE.replace("department", "sở"), "loại cơ quan “sở” không có", id="kind"),
        pytest.param(HEADER + FINANCE.replace("2025-03-01", "01-03-2025"), "ngày “01-03-2025”", id="day"),
        pytest.param(HEADER + FINANCE.replace("2025-03-01,", "2025-03-01,2024-01-01"), "đứng trước", id="ends first"),
        pytest.param(HEADER + "Sở Y tế,department,,,,,,,,\n", "không có địa chỉ thư nào", id="nobody"),
        pytest.param("", "rỗng", id="empty file"),
    ],
)
def test_a_bad_list_is_refused_with_one_line_that_says_where(text, says):
    with pytest.raises(BadAgencies) as refused:
        read(text)

    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.slow
def test_loading_twice_changes_addresses_and_adds_nothing(session):
    province_id = a_province(session)
    assert load_agencies(session, province_id, read(HEADER + FINANCE)) == 1

    fresh = load_agencies(session, province_id, read(HEADER + FINANCE.replace("dm@", "moi@")))

    (agency,) = agencies.of_province(session, province_id)
    emails = {contact.email for contact in agencies.contacts_of(session, province_id, agency.id)}
    assert fresh == 0
    assert emails == {"moi@stc.example", "gd@stc.example"}
