from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.errors import LinkError
from notifications.links import Scope, address, last_day, sign, verify

SECRET = "a secret of at least thirty-two signs"
SCOPE = Scope(province_id=1, agency_id=9, contact_id=57, until=date(2026, 10, 15))
LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
IN_TIME = datetime(2026, 10, 15, 23, 59, tzinfo=LOCAL)


def test_a_link_opens_what_was_signed_until_the_end_of_its_last_day():
    assert verify(sign(SCOPE, secret=SECRET), secret=SECRET, now=IN_TIME) == SCOPE


def test_the_same_scope_gives_the_same_token_so_that_a_replay_writes_the_same_mail():
    assert sign(SCOPE, secret=SECRET) == sign(SCOPE, secret=SECRET)


def test_a_link_is_closed_on_the_day_after():
    token = sign(SCOPE, secret=SECRET)

    with pytest.raises(LinkError, match="hết hiệu lực từ sau ngày 15/10/2026; hãy mở liên kết trong thư mới nhất"):
        verify(token, secret=SECRET, now=datetime(2026, 10, 16, 0, 0, tzinfo=LOCAL))


@given(place=st.integers(0, 200), sign_=st.sampled_from("abzAZ019-_."))
def test_a_changed_token_opens_nothing(place, sign_):
    token = sign(SCOPE, secret=SECRET)
    place %= len(token)
    changed = token[:place] + sign_ + token[place + 1 :]

    if changed == token:
        return
    try:
        opened = verify(changed, secret=SECRET, now=IN_TIME)
    except LinkError:
        return
    # The last letter of base64 carries bits that mean nothing.
    assert opened == SCOPE
    assert place == len(token) - 1


@pytest.mark.parametrize("token", ["", ".", "abc", "Ă", sign(SCOPE, secret="another secret of thirty-two signs")])
def test_a_forged_token_is_refused_in_one_vietnamese_line(token):
    with pytest.raises(LinkError, match="Liên kết không đúng") as refused:
        verify(token, secret=SECRET, now=IN_TIME)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("late_after", "issued_on", "expected"),
    [
        pytest.param(date(2026, 9, 15), date(2026, 9, 1), date(2026, 10, 15), id="thirty days after the last day"),
        pytest.param(date(2026, 3, 1), date(2026, 9, 1), date(2026, 10, 1), id="long overdue: thirty days after issue"),
    ],
)
def test_a_link_outlives_the_deadline_by_thirty_days(late_after, issued_on, expected):
    assert last_day(late_after=late_after, issued_on=issued_on) == expected


def test_the_address_leads_to_the_place_of_the_assignment():
    assert address("https://don-doc.example/", "t0k", assignment_id=812) == "https://don-doc.example/v/t0k#a812"
