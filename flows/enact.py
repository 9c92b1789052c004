"""Take a directive in, each clause a named task run; plan it where a person approved its reading."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from prefect import State, flow, task
from prefect.logging import get_run_logger
from prefect.runtime import flow_run
from prefect.states import Completed
from sqlmodel import Session

from deploy.world import world
from flows.naming import clause_run
from flows.offices import province_id_of
from flows.prefect_api import prefect_api
from flows.sync import sync
from law import intake
from law.annotation import timing_from_json
from law.errors import LawError, SecretPaper, UnreadableText
from law.values import Standing
from models import ReadingState
from models.queries import directive as directives
from tasks import enact as enacting
from tasks import plan as planning
from tasks.errors import NotPossibleNow, TaskError

AWAITING = "Chờ duyệt"
PLANNED = "Đã lập kế hoạch"
REFUSED = "Không nhận"
PASTED = "văn bản dán vào"
TEXT_FILES = frozenset({".txt", ".md"})
LONGEST_LINE = 300
CAME_FROM = "Prefect, chưa xác minh người"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseRun:
    """One clause that demands something, and the name of its task run."""

    unit: str
    name: str


def _run_name() -> str:
    given = flow_run.parameters
    return f"Tiếp nhận · {_source(given['document'], given.get('source'))[:LONGEST_LINE]}"


@flow(name="Tiếp nhận văn bản", flow_run_name=_run_name)
def enact(
    document: str, province: str, source: str | None = None, approve: bool = False, approved_by: str | None = None
) -> State[None]:
    """Nhận một văn bản: dán toàn văn hoặc ghi đường dẫn tệp. Dấu duyệt ở đây chỉ có hiệu lực với dữ liệu mẫu."""
    now = world().now()
    try:
        province_id, directive_id = take_in(document, province, source, approver(approve, approved_by), now)
    except SecretPaper as refusal:
        forget(flow_run.id)
        return Completed(name=REFUSED, message=str(refusal))
    except (LawError, TaskError) as refusal:
        return Completed(name=REFUSED, message=str(refusal))
    binds = approve and world().settings.demo
    clause_task = plan_clause if binds else show_clause
    for clause in clause_runs(province_id, directive_id):
        clause_task.with_options(task_run_name=clause.name)(province_id, directive_id, clause.unit, now)
    if not binds:
        return Completed(name=AWAITING, message=f"Bản đọc chờ duyệt: dondoc approve {directive_id} --by TÊN.")
    synced = sync(world())
    return Completed(name=PLANNED, message=f"Thêm {synced.created} kỳ hạn vào lịch; có {synced.standing} kỳ hạn.")


@task(name="điều khoản")
def plan_clause(province_id: int, directive_id: int, unit: str, now: datetime) -> State[None]:
    """Plan what one clause demands."""
    with world().session() as session:
        planned = planning.plan(session, province_id, now=now, directive_id=directive_id, unit=unit)
    return Completed(message=f"{planned.occurrences} kỳ hạn, {planned.duties} đầu việc")


@task(name="điều khoản chờ duyệt")
def show_clause(province_id: int, directive_id: int, unit: str, now: datetime) -> State[None]:
    """Say what a person should look at in one clause."""
    with world().session() as session:
        doubts = [each.why for each in directives.doubts_of(session, province_id, directive_id) if each.unit == unit]
    for why in doubts:
        get_run_logger().warning("%s: %s", unit, why)
    return Completed(message=f"{len(doubts)} điểm cần người xem lúc {now:%H:%M %d/%m/%Y}")


def approver(approve: bool, approved_by: str | None) -> str | None:
    """Return who approves; None where nobody does.

    The control room has one password for all, so that a name given there proves nobody: outside the example's data it
    does not approve.

    Raises NotPossibleNow for an approval without a name.
    """
    if not approve:
        return None
    if not (approved_by or "").strip():
        raise NotPossibleNow("Đã đánh dấu duyệt mà chưa ghi tên người duyệt (approved_by). Ghi tên rồi gửi lại.")
    name = one_line(approved_by or "", "approved_by")
    return name if world().settings.demo else None


def one_line(value: str, field: str) -> str:
    """Return what a field of the form holds, without blanks around it.

    Raises NotPossibleNow for a line that is too long or holds characters that are not printed.
    """
    line = value.strip()
    if len(line) > LONGEST_LINE or not line.isprintable():
        raise NotPossibleNow(
            f"Ô {field} dài quá {LONGEST_LINE} ký tự, có xuống dòng hoặc ký tự không in được. Sửa ô này rồi gửi lại."
        )
    return line


def forget(run_id: str) -> None:
    """Take out of Prefect what was pasted into the form of a run; the run keeps its name and its end.

    Raises httpx.HTTPError where Prefect cannot be reached: the run fails, and a person must delete it.
    """
    with prefect_api(world().settings) as api:
        api.replace_parameters(run_id, {"document": "(đã xóa)", "province": "(đã xóa)"})


def take_in(document: str, province: str, source: str | None, by: str | None, now: datetime) -> tuple[int, int]:
    """Record a directive, approved by `by` unless None, in one transaction; return province and directive id.

    Raises UnreadableText, SecretPaper, NothingThere or NotPossibleNow with the reason for the desk.
    """
    text, code = text_of(document), one_line(province, "province")
    came_with = one_line(_source(document, source), "source")
    with world().session() as session:
        province_id = province_id_of(session, code)
        recorded = enacting.record(session, province_id, text=text, source=came_with, now=now)
        if by is not None:
            enacting.decide(
                session,
                province_id,
                recorded.directive_id,
                state=ReadingState.APPROVED,
                by=by,
                now=now,
                came_from=CAME_FROM,
            )
    return province_id, recorded.directive_id


def text_of(document: str) -> str:
    """Return the text itself, or that of the file whose path was given in one line.

    Whoever may open Prefect's pages may name a file: so only texts are opened, links are followed first, and what is no
    text, no file or not there is one and the same answer.

    Raises UnreadableText for a path of no such file, and whatever `law.intake` finds wrong with its bytes.
    """
    if _is_text(document):
        # a lone surrogate of the form's JSON becomes bytes that intake refuses
        return intake.text_of(document.encode("utf-8", "surrogatepass"), name=PASTED)
    try:
        path = Path(document.strip()).resolve()
        if path.suffix.lower() not in TEXT_FILES or not path.is_file():
            raise FileNotFoundError
        with path.open("rb") as file:
            data = file.read(intake.MAX_BYTES + 1)
    except (OSError, ValueError) as cause:
        raise UnreadableText(
            f"Không mở được tệp {document.strip()!r} trên máy chủ. "
            "Dán toàn văn, hoặc ghi đúng đường dẫn một tệp .txt hay .md."
        ) from cause
    return intake.text_of(data, name=path.name)


def clause_runs(province_id: int, directive_id: int) -> list[ClauseRun]:
    """Return the clauses that demand something, in the text's order, each once, with the names of their runs."""
    with world().session() as session:
        return _clause_runs(session, province_id, directive_id)


def _clause_runs(session: Session, province_id: int, directive_id: int) -> list[ClauseRun]:
    parties = directives.parties_of(session, province_id, directive_id)
    by_unit: dict[str, str] = {}
    dated: set[str] = set()
    for found in directives.obligations_of(session, province_id, directive_id):
        timing = timing_from_json(found.timing)
        leads = [party.name for party in parties.get(found.id or 0, []) if party.role == "lead"]
        if found.unit not in by_unit or (found.unit not in dated and not isinstance(timing, Standing)):
            by_unit[found.unit] = clause_run(found.unit, leads, timing)
        if not isinstance(timing, Standing):
            dated.add(found.unit)
    return [ClauseRun(unit=unit, name=name) for unit, name in by_unit.items()]


def _is_text(document: str) -> bool:
    return "\n" in document.strip() or len(document) > LONGEST_LINE


def _source(document: str, source: str | None) -> str:
    if source:
        return source
    return PASTED if _is_text(document) else Path(document.strip()).name
