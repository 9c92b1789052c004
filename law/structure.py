"""The tree of a document's clauses, by a stack of open labels and the label expected next."""

import re
from dataclasses import dataclass, field, replace

from law.labels import Label, Level, begins, follows, label_of
from law.segments import Line, Part, Segment
from law.text import View

_STOPPED = re.compile(r"[.;,]$")
_CLOSED = re.compile(r"[.;:,!?…”\")]$")
_CHAPTER_NUMBER = re.compile(r"\b([IVX]{1,6})\b")
_CLOSING = re.compile(
    r"(?:(?:chủ tịch )?(?:ubnd|ủy ban nhân dân) (?:tỉnh|thành phố)[^,.;:]{0,25}? )?(?:yêu cầu|đề nghị) |"
    r"(?:nhận được|căn cứ|trên đây là) |"
    r"trong quá trình (?:triển khai|tổ chức|thực hiện)|"
    r"giao [^;]{0,300}(?:chỉ thị|kế hoạch|quyết định|chương trình) này|"
    r"(?:chỉ thị|quyết định|kế hoạch|chương trình) này (?:có hiệu lực|thay thế|được)|"
    r"(?:giám đốc|thủ trưởng|chánh văn phòng|các sở|chủ tịch)[^.;]{0,400}(?:chịu trách nhiệm (?:thi hành|thực hiện)|"
    r"(?:nghiêm túc|khẩn trương|tổ chức|triển khai|căn cứ)[^.;]{0,60}(?:chỉ thị|kế hoạch|quyết định|chương trình) này)"
)
_IN_FORCE = re.compile(
    r"(?:chỉ thị|quyết định|kế hoạch|chương trình) này (?:có hiệu lực|thay thế)[^.;\n]*\.?\s*(?:\n|$)"
)
_MAX_CHAPTER_LINE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A clause in the view. `start` and `end` bound its own text after the label, children excluded.

    `chapter` is the heading of the chapter it stands in, "" for none; `parent` an index into the list of units.
    """

    path: str
    label: str
    level: Level
    start: int
    end: int
    parent: int | None
    chapter: str = ""


@dataclass(slots=True, kw_only=True)
class _Builder:
    view: View
    prefix: str
    units: list[Unit] = field(default_factory=list)
    stack: list[tuple[Label, int]] = field(default_factory=list)
    last: dict[Level, Label] = field(default_factory=dict)
    counts: dict[tuple[int | None, str], int] = field(default_factory=dict)
    chapter: str = ""
    in_chapter_heading: bool = False


def units_of(view: View, segments: tuple[Segment, ...]) -> tuple[Unit, ...]:
    """Read the clauses of all segments, in the text's order; empty where no line bears a label.

    Articles of a document that has an attachment are "QĐ/Đ1", those of the attachment start again at "Đ1".
    """
    has_attachment = any(segment.part is Part.ATTACHED for segment in segments)
    units: list[Unit] = []
    for segment in segments:
        prefix = "QĐ/" if has_attachment and segment.part is Part.MAIN else ""
        found = _segment_units(view, segment, prefix)
        units += [replace(unit, parent=None if unit.parent is None else unit.parent + len(units)) for unit in found]
    return _with_unique_paths(units)


def _segment_units(view: View, segment: Segment, prefix: str) -> list[Unit]:
    labels = [label_of(view.text[line.start : line.end]) for line in segment.lines]
    has_articles = any(label and label.level is Level.ARTICLE for label in labels)
    only_items = not any(label and label.level < Level.DASH and begins(label) for label in labels)
    builder = _Builder(view=view, prefix=prefix)
    before: Line | None = None
    for line, printed in zip(segment.lines, labels, strict=True):
        label = printed if has_articles else _chapter_as_part(printed)
        if label is None or not _taken(builder, line, label, before, only_items=only_items):
            _extend(builder, line)
        before = line
    return _with_closing(view, builder.units, segment.lines)


def _taken(builder: _Builder, line: Line, label: Label, before: Line | None, *, only_items: bool) -> bool:
    if label.level is Level.CHAPTER:
        return _open_chapter(builder, line)
    if label.level >= Level.DASH:
        if not builder.stack and not only_items:
            return False
        flows = before and not line.after_blank and not _CLOSED.search(builder.view.text[before.start : before.end])
        if flows and not _ends_heading(builder):
            return False
    place = _place(builder, label)
    if place is None:
        return False
    del builder.stack[place:]
    parent = builder.stack[-1][1] if builder.stack else None
    text = label.text
    if label.level >= Level.DASH:
        # "+" is printed for a dash where no dash stands above it.
        nested = builder.stack and builder.stack[-1][0].level is Level.DASH
        text = label.text if nested else "-"
        builder.counts[parent, text] = builder.counts.get((parent, text), 0) + 1
        text += str(builder.counts[parent, text])
    above = builder.units[parent].path + "/" if parent is not None else builder.prefix
    builder.stack.append((label, len(builder.units)))
    builder.last[label.level] = label
    start = line.start + label.length
    builder.units.append(
        Unit(
            path=above + text,
            label=text,
            level=label.level,
            start=start,
            end=line.end,
            parent=parent,
            chapter=builder.chapter,
        )
    )
    builder.in_chapter_heading = False
    return True


def _place(builder: _Builder, label: Label) -> int | None:
    """Return how many of the open labels stay open above a new one; None where it is no label here."""
    stack = builder.stack
    for at in range(len(stack) - 1, -1, -1):
        if stack[at][0].level is label.level and follows(label, stack[at][0]):
            if label.order == stack[at][0].order and label.level not in (Level.LETTER, Level.DASH, Level.PLUS):
                break
            return at
    if label.level is Level.DOTTED:
        return _place_dotted(builder, label)
    above = next((at for at, (other, _) in enumerate(stack) if other.level >= label.level), len(stack))
    if begins(label):
        if not any(other.level is label.level for other, _ in stack):
            return above
        # A list of its own below an item, such as "1." under "b) …:".
        return len(stack) if _ends_heading(builder) and stack[-1][0].level is not label.level else None
    last = builder.last.get(label.level)
    if last is not None and follows(label, last) and label.order > last.order and label.level <= Level.NUMBER:
        return above
    return None


def _place_dotted(builder: _Builder, label: Label) -> int | None:
    for at in range(len(builder.stack) - 1, -1, -1):
        if builder.stack[at][0].numbers == label.numbers[:-1]:
            return at + 1
    if label.order != 1:
        return None
    return next((at for at, (other, _) in enumerate(builder.stack) if other.level >= label.level), len(builder.stack))


def _ends_heading(builder: _Builder) -> bool:
    if not builder.units:
        return False
    unit = builder.units[-1]
    return not _STOPPED.search(builder.view.text, max(unit.start, unit.end - 1), unit.end)


def _open_chapter(builder: _Builder, line: Line) -> bool:
    if line.end - line.start > _MAX_CHAPTER_LINE:
        return False
    builder.stack.clear()
    builder.chapter = builder.view.text[line.start : line.end]
    builder.in_chapter_heading = True
    return True


def _extend(builder: _Builder, line: Line) -> None:
    if builder.in_chapter_heading:
        builder.chapter += " " + builder.view.text[line.start : line.end]
    elif builder.units:
        builder.units[-1] = replace(builder.units[-1], end=line.end)


def _chapter_as_part(label: Label | None) -> Label | None:
    """Read "Phần I", where a document has no articles, as the roman part I of its paths."""
    if label is None or label.level is not Level.CHAPTER:
        return label
    number = _CHAPTER_NUMBER.search(label.text)
    part = label_of(f"{number[1]}. x") if number else None
    return replace(part, length=label.length) if part else None


def _with_closing(view: View, units: list[Unit], lines: tuple[Line, ...]) -> list[Unit]:
    """Cut the unlabelled closing paragraphs that address agencies off the last clause, as the unit "end"."""
    if not units:
        return units
    last = units[-1]
    own = [line for line in lines if line.start > last.start and line.end <= last.end]
    if last.level is Level.ARTICLE:
        return units
    closing = [line for line in own if _CLOSING.match(view.low, line.start, line.end)]
    if closing:
        before = max((other.end for other in lines if other.end <= closing[0].start), default=last.start)
        opening = next((line for line in closing if not _IN_FORCE.match(view.low, line.start)), closing[0])
        units[-1] = replace(last, end=max(before, last.start))
        units.append(Unit(path="end", label="end", level=Level.CAPITAL, start=opening.start, end=last.end, parent=None))
    return units


def _with_unique_paths(units: list[Unit]) -> tuple[Unit, ...]:
    """Tell apart clauses that print the same label twice: the second "2/g" is "2/g(2)", and so are its children's."""
    seen: dict[str, int] = {}
    renamed: list[Unit] = []
    for unit in units:
        above = renamed[unit.parent].path + "/" if unit.parent is not None else unit.path.removesuffix(unit.label)
        path = above + unit.label
        seen[path] = seen.get(path, 0) + 1
        if seen[path] > 1:
            path = f"{path}({seen[path]})"
        renamed.append(replace(unit, path=path))
    return tuple(renamed)
