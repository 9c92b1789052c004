"""Trees of clauses: labels that repeat, skip, nest, or only look like labels."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.reading_score import DIRECTIVES
from law.errors import UnreadableText
from law.reading import read
from law.segments import lines_of, segments_of
from law.structure import units_of
from law.text import view_of


def paths(text: str) -> list[str]:
    view = view_of(text)
    return [unit.path for unit in units_of(view, segments_of(view, lines_of(view)))]


TREES: list[tuple[str, str, list[str]]] = [
    ("numbers and letters", "1. A\na) B;\nb) C.\n2. D", ["1", "1/a", "1/b", "2"]),
    ("đ between d and e", "1. A\na) B\nb) B\nc) B\nd) B\nđ) B\ne) B", ["1", *(f"1/{x}" for x in "abcdđe")]),
    ("a printed f is kept", "1. A\na) B\nb) B\nc) B\nd) B\ne) B\nf) B", ["1", *(f"1/{x}" for x in "abcdef")]),
    ("dash items are counted", "1. A:\n- B.\n- C.\n2. D:\n- E.", ["1", "1/-1", "1/-2", "2", "2/-1"]),
    ("plus below dash", "1. A:\n- B:\n+ C;\n+ D.\n- E.", ["1", "1/-1", "1/-1/+1", "1/-1/+2", "1/-2"]),
    ("roman parts restart numbers", "I. A\n1. B\n2. C\nII. D\n1. E", ["I", "I/1", "I/2", "II", "II/1"]),
    ("dotted numbers", "1. A\n1.1. B\n1.2. C\n2. D\n2.1. E", ["1", "1/1.1", "1/1.2", "2", "2/2.1"]),
    (
        "articles run through chapters",
        "Chương I\nCHUNG\nĐiều 1. A\n1. B.\nChương II\nRIÊNG\nĐiều 2. C",
        ["Đ1", "Đ1/1", "Đ2"],
    ),
    ("a year at a line's start is no label", "1. Kế hoạch năm\n2017. Và tiếp.\n2. B", ["1", "2"]),
    ("a cited clause number is no label", "1. Theo khoản\n5. này, làm.\n2. B", ["1", "2"]),
    ("a repeated letter is told apart", "1. A\na) B\nb) C\nb) D\nc) E", ["1", "1/a", "1/b", "1/b(2)", "1/c"]),
    ("a skipped letter goes on", "1. A\na) B\nc) C", ["1", "1/a", "1/c"]),
    (
        "i after h is a letter",
        "1. A\n" + "\n".join(f"{x}) B" for x in "abcdđeghik"),
        ["1", *(f"1/{x}" for x in "abcdđeghik")],
    ),
    ("numbers below a letter", "1. A\na) B gồm:\n1. C\n2. D\nb) E\n2. F", ["1", "1/a", "1/a/1", "1/a/2", "1/b", "2"]),
    ("only dash items", "Yêu cầu:\n- Sở A làm.\n- Sở B làm.", ["-1", "-2"]),
    ("closing paragraph", "1. A.\n2. B.\nYêu cầu Thủ trưởng các sở, ngành thực hiện./.", ["1", "2", "end"]),
    ("markdown", "## I. Việc\n**1.** Sở A làm.\n**2.** Sở B làm.", ["I", "I/1", "I/2"]),
    ("a broken article label", "Điều\n1. A.\nĐiều\n2. B.", ["Đ1", "Đ2"]),
    ("recipients are no clauses", "1. A.\n2. B./.\nNơi nhận:\n- Như trên;\n- Lưu: VT.", ["1", "2"]),
    ("preamble items are no clauses", "Căn cứ:\n- Luật A;\n- Luật B.\n1. C.\n2. D.", ["1", "2"]),
    (
        "a decision and what it issues",
        (
            "QUYẾT ĐỊNH\nĐiều 1. A.\nĐiều 2. B./.\nCHỦ TỊCH\nNguyễn Văn A\n\nQUY ĐỊNH\nVỀ C\n"
            "(Ban hành kèm theo Quyết định số 1/QĐ-UBND)\nĐiều 1. D\n1. E."
        ),
        ["QĐ/Đ1", "QĐ/Đ2", "Đ1", "Đ1/1"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in TREES], ids=[row[0] for row in TREES])
def test_labels_make_a_tree(text: str, expected: list[str]) -> None:
    assert paths(text) == expected


def test_markdown_around_a_label_is_no_part_of_the_clause() -> None:
    reading = read("**1.** Sở Nội vụ báo cáo hàng quý.\n**2.** Sở Y tế thực hiện.", source="a.md")

    assert [one.lead for one in reading.obligations] == [("Sở Nội vụ",), ("Sở Y tế",)]


def test_a_clause_keeps_its_paragraphs_and_leaves_out_its_children() -> None:
    text = "1. Sở A:\na) Làm.\n\nGiao Sở B giúp.\nb) Báo cáo."

    clauses = read(text, source="a.txt").clauses

    assert [text[clause.span.start : clause.span.end] for clause in clauses] == [
        "Sở A:",
        "Làm.\n\nGiao Sở B giúp.",
        "Báo cáo.",
    ]


PIECES = st.sampled_from(
    [
        "1. ", "2. ", "2017. ", "a) ", "đ) ", "i) ", "I. ", "VI. ", "Điều 3. ", "Chương II ", "- ", "+ ", "1.1. ", "./.",
        "\n", "\n\n", "; ", "Sở Nội vụ", "các sở, ngành", "UBND các huyện", "Giao ", "phối hợp với ", "báo cáo ", "trình ",
        "trước ngày 31/02", "trước ngày 15/12", "hàng quý", "trong tháng 13/2017", "quý V/2017", "02 lần/năm", "từ năm 2018",
        "Nơi nhận:", "QUY ĐỊNH", "(Ban hành kèm theo", "Số: 1/CT-UBND", "thựchiện", "năm2014", "\u0300", "Ð", ":", "(", ")",
        "trong thời hạn 999 ngày kể từ ngày ban hành", "ngày 99/99/9999", "trước 99 giờ ngày 1/1/2020", "ngày 00/00",
    ]
)  # fmt: skip


def holds(text: str) -> None:
    try:
        reading = read(text, source="x")
    except UnreadableText:
        return
    assert reading.clauses
    assert len({clause.path for clause in reading.clauses}) == len(reading.clauses)
    for obligation in reading.obligations:
        assert text[obligation.span.start : obligation.span.end] == obligation.action


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=40).map("".join))
@pytest.mark.slow
def test_any_mix_of_words_gives_a_tree_or_is_refused(text: str) -> None:
    holds(text)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
@pytest.mark.slow
def test_any_text_gives_a_tree_or_is_refused(text: str) -> None:
    holds(text)


@settings(max_examples=25, deadline=None)
@given(st.data())
@pytest.mark.slow
def test_a_damaged_directive_gives_a_tree_or_is_refused(data: st.DataObject) -> None:
    source = (DIRECTIVES / "ben-tre-05-ct-ubnd-2013.txt").read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(source) - 1))
    length = data.draw(st.integers(0, 400))
    put = data.draw(st.text(max_size=5))
    holds(source[:start] + put + source[start + length :])
