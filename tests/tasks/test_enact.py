"""Taking a directive in: what is kept, what is asked, what a second time does."""

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from law.errors import UnreadableText
from models import AgencyKind, Assignment, Clause, Directive, Party, PartyRole, Reading, ReadingState
from models.queries import directive as directives
from tasks.enact import decide, record
from tasks.errors import NothingThere, NotPossibleNow
from tasks.plan import plan
from tests.builders import a_province, an_agency, at

pytestmark = pytest.mark.slow

NOW = at("2026-11-23 08:00")
TEXTS = Path(__file__).parents[2] / "examples" / "directives"
AN_GIANG = (TEXTS / "an-giang-930-qd-ubnd-2012.txt").read_text(encoding="utf-8")
BEN_TRE = (TEXTS / "ben-tre-05-ct-ubnd-2013.txt").read_text(encoding="utf-8")
KHANH_HOA = (TEXTS / "khanh-hoa-ct-2017.txt").read_text(encoding="utf-8")


def take_in(session, province_id, text, source="vb.txt"):
    return record(session, province_id, text=text, source=source, now=NOW)


def doubts(session, province_id, directive_id, rule):
    return [doubt for doubt in directives.doubts_of(session, province_id, directive_id) if doubt.rule == rule]


def test_the_text_is_kept_with_its_clauses_and_waits_for_a_person(session):
    province_id = a_province(session)

    taken = take_in(session, province_id, BEN_TRE)

    directive = session.get_one(Directive, taken.directive_id)
    paths = [clause.path for clause in session.exec(select(Clause).order_by(Clause.ord))]
    assert (directive.number, directive.issued_on) == ("05/CT-UBND", date(2013, 8, 13))
    assert paths[:3] == ["1", "1/a", "1/b"]
    assert paths[-1] == "end"
    assert session.exec(select(Reading)).one().state == ReadingState.PENDING


def test_the_same_text_again_changes_nothing(session):
    province_id = a_province(session)
    first = take_in(session, province_id, BEN_TRE)

    second = take_in(session, province_id, BEN_TRE, source="bản sao.txt")

    assert (second.directive_id, second.is_new) == (first.directive_id, False)
    assert second.obligations == first.obligations


def test_the_same_text_again_is_counted_like_the_first_time(session):
    province_id = a_province(session)
    first = take_in(session, province_id, AN_GIANG)

    second = take_in(session, province_id, AN_GIANG)

    assert (second.obligations, second.doubts) == (first.obligations, first.doubts)


def test_a_programme_that_is_over_asks_a_person(session):
    """Chỉ thị 05/CT-UBND (Bến Tre): “… giai đoạn 2011-2020”, taken in in 2026."""
    taken = take_in(session, province_id := a_province(session), BEN_TRE)

    (doubt,) = doubts(session, province_id, taken.directive_id, "programme-over")
    assert "giai đoạn 2011-2020" in doubt.why


def test_another_text_under_the_same_number_is_refused(session):
    province_id = a_province(session)
    take_in(session, province_id, BEN_TRE)

    with pytest.raises(NotPossibleNow, match="nội dung khác"):
        take_in(session, province_id, BEN_TRE.replace("Sở Tài chính", "Sở Công Thương"))


def test_a_text_without_a_clause_leaves_nothing_behind(world):
    with world.session() as session:
        province_id = a_province(session)
    with pytest.raises(UnreadableText), world.session() as session:
        take_in(session, province_id, "Kính gửi các đồng chí. Trân trọng cảm ơn.")

    with world.session() as session:
        assert session.exec(select(Directive)).all() == []


def test_a_printed_name_finds_its_agency_however_it_is_spelled(session):
    """Chỉ thị Khánh Hòa 2017, 2/b: “Cục thuế tỉnh”, “Kho bạc Nhà nước”, “Bảo hiểm Xã hội tỉnh”."""
    province_id = a_province(session, name="tỉnh Khánh Hòa")
    names = ["Cục Thuế tỉnh Khánh Hòa", "Kho bạc Nhà nước Khánh Hòa", "Bảo hiểm xã hội tỉnh"]
    ids = {an_agency(session, province_id, name, AgencyKind.CENTRAL) for name in names}

    take_in(session, province_id, KHANH_HOA)

    found = {party.agency_id for party in session.exec(select(Party).where(Party.role == PartyRole.LEAD))}
    assert ids <= found


def test_an_owner_that_ended_goes_to_the_one_that_took_it_over_and_asks(session):
    province_id = a_province(session)
    finance = an_agency(session, province_id, "Sở Tài chính", formerly=["Sở Kế hoạch và Đầu tư"])

    taken = take_in(session, province_id, KHANH_HOA)

    party = session.exec(
        select(Party).where(Party.role == PartyRole.LEAD, Party.name == "Sở Kế hoạch và Đầu tư")
    ).first()
    assert (party.agency_id, party.formerly) == (finance, "Sở Kế hoạch và Đầu tư")
    assert doubts(session, province_id, taken.directive_id, "owner-succeeded")


def test_an_owner_that_several_took_over_is_left_to_a_person(session):
    province_id = a_province(session)
    for name in ("Sở Tài chính", "Sở Công Thương"):
        an_agency(session, province_id, name, formerly=["Sở Kế hoạch và Đầu tư"])

    taken = take_in(session, province_id, KHANH_HOA)

    (party, *_) = session.exec(select(Party).where(Party.name == "Sở Kế hoạch và Đầu tư")).all()
    assert party.agency_id is None
    assert doubts(session, province_id, taken.directive_id, "owner-divided")


def test_a_group_without_members_is_a_doubt(session):
    """Cấp huyện đã kết thúc từ 01/7/2025."""
    province_id = a_province(session)
    an_agency(session, province_id, "Sở Tài chính")

    taken = take_in(session, province_id, BEN_TRE)

    assert doubts(session, province_id, taken.directive_id, "group-empty")


def test_duties_that_the_same_words_give_their_time_are_answered_together(session):
    """Chỉ thị Khánh Hòa 2017, 3/đ: “thực hiện nghiêm các yêu cầu sau ngay trong năm 2017:” with three dashes below."""
    province_id = a_province(session, name="tỉnh Khánh Hòa")
    an_agency(session, province_id, "Sở Y tế")
    taken = take_in(session, province_id, KHANH_HOA)
    decide(session, province_id, taken.directive_id, state=ReadingState.APPROVED, by="bàn", now=NOW)

    plan(session, province_id, now=at("2017-05-02 00:00"), horizon=date(2018, 1, 31))

    keys = [row.answer_key for row in session.exec(select(Assignment)) if row.period == "once"]
    assert len(keys) == len(set(keys))
    assert len([key for key in keys if key.startswith("words:")]) == len(keys)


def test_an_approval_is_recorded_once_and_not_undone(session):
    province_id = a_province(session)
    directive_id = take_in(session, province_id, BEN_TRE).directive_id

    assert decide(session, province_id, directive_id, state=ReadingState.APPROVED, by="bàn", now=NOW)
    assert not decide(session, province_id, directive_id, state=ReadingState.APPROVED, by="người khác", now=NOW)
    with pytest.raises(NotPossibleNow):
        decide(session, province_id, directive_id, state=ReadingState.REJECTED, by="bàn", now=NOW)

    assert session.exec(select(Reading)).one().decided_by == "bàn"


def test_the_day_of_an_approval_is_told_as_vietnam_has_it(session):
    province_id = a_province(session)
    taken = take_in(session, province_id, BEN_TRE)
    approved = {"state": ReadingState.APPROVED, "by": "Lãnh đạo", "now": at("2026-11-24 06:00")}
    decide(session, province_id, taken.directive_id, **approved)
    session.flush()
    session.expire_all()

    with pytest.raises(NotPossibleNow, match="ngày 24/11/2026"):
        decide(session, province_id, taken.directive_id, state=ReadingState.REJECTED, by="Lãnh đạo", now=NOW)


def test_another_provinces_directive_does_not_exist(session):
    directive_id = take_in(session, a_province(session), BEN_TRE).directive_id
    other = a_province(session, code="khac", name="tỉnh Khác")

    with pytest.raises(NothingThere):
        decide(session, other, directive_id, state=ReadingState.APPROVED, by="bàn", now=NOW)
