"""`dondoc read`: what a directive demands, of whom, by when. Imports `law` only."""

from pathlib import Path

from rich.markup import escape
from rich.tree import Tree

from law import annotation, reading
from law.values import Clause, Doubt, Obligation, Reading
from portal.files import directive_text
from portal.show import as_json, console
from portal.words import KINDS, day, timing

HEADING_LENGTH = 90
ACTION_LENGTH = 160


def run(file: Path, *, as_json_text: bool) -> None:
    """Read a file and print the tree of its clauses, or JSON.

    Raises BadCommand, UnreadableText or SecretPaper.
    """
    read = reading.read(directive_text(file), source=file.name)
    if as_json_text:
        as_json(annotation.to_json(read))
        return
    console().print(_tree(read))
    console().print(
        f"{len(read.clauses)} đơn vị, {len(read.obligations)} nhiệm vụ, {len(read.doubts)} điểm cần người xem."
    )


def _tree(read: Reading) -> Tree:
    head = read.head
    name = " ".join(part for part in (head.kind, head.number, head.issuer) if part) or read.source
    dated = f", ngày {day(head.issued_on)}" if head.issued_on else ", văn bản không in ngày"
    root = Tree(f"[bold]{escape(name)}[/]{dated}\n{escape(_short(head.title, ACTION_LENGTH))}", guide_style="dim")
    branches: dict[str, Tree] = {}
    for clause in read.clauses:
        parent = branches.get(clause.parent or "", root)
        branches[clause.path] = parent.add(_clause_line(clause))
        for obligation in (found for found in read.obligations if found.unit == clause.path):
            branches[clause.path].add(_obligation_lines(obligation))
        for doubt in (found for found in read.doubts if found.unit == clause.path):
            branches[clause.path].add(_doubt_line(doubt))
    for doubt in (found for found in read.doubts if found.unit not in branches):
        root.add(_doubt_line(doubt))
    return root


def _clause_line(clause: Clause) -> str:
    return f"[bold cyan]{escape(clause.path)}[/] {escape(_short(clause.heading, HEADING_LENGTH))}"


def _obligation_lines(obligation: Obligation) -> str:
    lead = escape(", ".join(obligation.lead) or "chưa rõ cơ quan")
    words = dict.fromkeys((KINDS[obligation.kind], timing(obligation.timing)))  # "thường xuyên" is both: said once
    what = escape(" · ".join(words))
    lines = [f"[green]●[/] [bold]{lead}[/] · [yellow]{what}[/]"]
    if obligation.coordinate:
        lines.append(f"  phối hợp: {escape(', '.join(obligation.coordinate))}")
    if obligation.recipient:
        lines.append(f"  gửi: {escape(', '.join(obligation.recipient))}")
    lines.append(f"  [dim]{escape(_short(obligation.action, ACTION_LENGTH))}[/]")
    return "\n".join(lines)


def _doubt_line(doubt: Doubt) -> str:
    return f"[red]? {escape(doubt.why)}[/]"


def _short(text: str, length: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
