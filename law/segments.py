"""Which lines of a text are the body of the document, of its attachment, or of neither."""

import re
from dataclasses import dataclass
from enum import StrEnum

from law.labels import Level, label_of
from law.text import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the view, blanks at both ends left out. `after_blank` tells of an empty line before it."""

    start: int
    end: int
    after_blank: bool


class Part(StrEnum):
    """What a document brings: its own articles, or what it issues."""

    MAIN = "main"
    ATTACHED = "attached"


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A run of lines that belong to one numbered body, from its title to its last words."""

    part: Part
    lines: tuple[Line, ...]


_KINDS = (
    "chỉ thị|quyết định|chương trình|kế hoạch|quy định|quy chế|đề án|nội quy|điều lệ|phương án|hướng dẫn|công văn|"
    "thông báo|nghị quyết"
)
TITLE_WORD = re.compile(rf"(?:{_KINDS})(?: hành động)?")
_ATTACHED = re.compile(r"\(?\s*(?:được\s+)?ban hành (?:kèm )?theo|\(?\s*kèm theo (?:quyết định|kế hoạch|công văn)")
_ANNEX = re.compile(r"(?:phụ lục|biểu mẫu|mẫu số|danh mục)\b")
_MARKDOWN = re.compile(r"(?:#{1,6}\s+|\*\*(?=\S))+(?=\S)")
_BROKEN_LABEL = re.compile(r"điều|chương|phần|khoản")
_SIGNED = re.compile(
    r"(?:tm|kt|tuq|tl|q)\s*\.\s*(?:ủy ban|ubnd|chủ tịch|thủ trưởng|chánh)|"
    r"(?:phó )?chủ tịch$|nơi nhận\s*:?|t/m (?:ủy ban|ubnd)"
)
_CHROME = re.compile(
    r"hiệu lực văn bản$|tải văn bản$|văn bản liên quan|lược đồ|lưu trữ$|thuộc tính|bản dịch|hệ thống pháp luật$"
)
_END_MARK = re.compile(r"\./\.\s*$")


def lines_of(view: View) -> tuple[Line, ...]:
    """List the lines that hold anything, in order. "Điều" alone on a line goes with the line after it."""
    found: list[Line] = []
    blank = joins = False
    for match in re.finditer(r"[^\n]*(?:\n|$)", view.text):
        body = match[0].strip()
        if not body:
            blank = True
            continue
        start = match.start() + match[0].index(body[0])
        end = start + len(body)
        marks = _MARKDOWN.match(view.text, start, end)
        line = Line(start=marks.end() if marks else start, end=end, after_blank=blank or not found)
        if joins and found:
            line = Line(start=found[-1].start, end=line.end, after_blank=found.pop().after_blank)
        found.append(line)
        joins = bool(_BROKEN_LABEL.fullmatch(body.lower()))
        blank = False
    return tuple(found)


def segments_of(view: View, lines: tuple[Line, ...]) -> tuple[Segment, ...]:
    """Cut the lines into the document's body and that of its attachment, what stands around them left out.

    A body ends at "./.", at the signature, at "Nơi nhận" or where an annex of tables begins. An attachment begins
    where a kind of document stands alone on a line and "(Ban hành kèm theo …)" follows within a few lines.
    """
    segments: list[Segment] = []
    held: list[Line] = []
    is_open, has_label = True, False
    part = Part.MAIN
    for at, line in enumerate(lines):
        low = view.low[line.start : line.end]
        if _opens_attachment(view, lines, at, is_open=is_open):
            if any(_is_article(view, earlier) for earlier in held):
                segments.append(Segment(part=part, lines=tuple(held)))
                held, part = [], Part.ATTACHED
            is_open = True
            has_label = False
        elif is_open and has_label and _closes(view, line, low):
            is_open = False
        if is_open:
            held.append(line)
            label = label_of(view.text[line.start : line.end])
            has_label = has_label or (label is not None and label.level < Level.DASH)
            is_open = not _END_MARK.search(low)
    segments.append(Segment(part=part, lines=tuple(held)))
    return tuple(segments)


def attachment_note(view: View, lines: tuple[Line, ...]) -> Line | None:
    """Find the line "(Ban hành kèm theo Quyết định số …)"; None where there is none."""
    return next((line for line in lines if _ATTACHED.match(view.low, line.start, line.end)), None)


def _opens_attachment(view: View, lines: tuple[Line, ...], at: int, *, is_open: bool) -> bool:
    line = lines[at]
    if not is_open and _ATTACHED.match(view.low, line.start, line.end):
        return not any(_ANNEX.match(view.low, other.start, other.end) for other in lines[max(0, at - 6) : at])
    if not TITLE_WORD.fullmatch(view.low, line.start, line.end) or not view.text[line.start : line.end].isupper():
        return False
    following = lines[at + 1 : at + 8]
    return any(_ATTACHED.match(view.low, other.start, other.end) for other in following)


def _is_article(view: View, line: Line) -> bool:
    return bool(re.match(r"điều \d+\s*[.:]", view.low[line.start : line.end]))


def _closes(view: View, line: Line, low: str) -> bool:
    if _SIGNED.match(low):
        letters = view.text[line.start : line.end]
        return letters[:2].isupper() or low.startswith("nơi nhận")
    if _ANNEX.match(low):
        return view.text[line.start : line.end].split()[0].isupper()
    return bool(_CHROME.match(low)) and line.after_blank
