"""What a sync would do, as values."""

from datetime import timedelta

import pytest

from flows.prefect_api import NewRun, Run
from flows.sync import difference
from tests.builders import at

AT = at("2026-12-16 00:05")


def wanted(key="7:2026-12-15", name="Báo cáo", tags=("a",), when=AT):
    return NewRun(key=key, name=name, tags=tags, parameters={"occurrence_id": 7}, at=when)


def ahead(key="7:2026-12-15", name="Báo cáo", tags=("a", "kỳ hạn"), state="SCHEDULED", when=AT):
    return Run(id=f"run of {key}", key=key, name=name, tags=tags, state=state, at=when)


@pytest.mark.parametrize(
    ("should_be", "is_there", "created", "deleted", "renamed"),
    [
        pytest.param([wanted()], [], ["7:2026-12-15"], [], [], id="missing: created"),
        pytest.param([wanted()], [ahead()], [], [], [], id="standing: left alone"),
        pytest.param([], [ahead()], [], ["run of 7:2026-12-15"], [], id="withdrawn: deleted"),
        pytest.param(
            [wanted(key="7:2026-12-31", when=AT + timedelta(days=16))],
            [ahead()],
            ["7:2026-12-31"],
            ["run of 7:2026-12-15"],
            [],
            id="moved: the old one deleted, a new one created",
        ),
        pytest.param([wanted(name="Kế hoạch")], [ahead()], [], [], ["Kế hoạch"], id="another name: renamed"),
        pytest.param([wanted(tags=("b",))], [ahead()], [], [], ["Báo cáo"], id="another tag: renamed"),
        pytest.param([wanted()], [ahead(state="RUNNING")], [], [], [], id="under way: left alone"),
        pytest.param(
            [wanted()],
            [ahead(state="COMPLETED")],
            ["7:2026-12-15"],
            ["run of 7:2026-12-15"],
            [],
            id="ran before its time: its key is used up, so made anew",
        ),
        pytest.param([], [ahead(state="COMPLETED")], [], [], [], id="history: left alone"),
        pytest.param(
            [wanted()],
            [ahead(when=AT + timedelta(days=1))],
            ["7:2026-12-15"],
            ["run of 7:2026-12-15"],
            [],
            id="dragged to another day by hand: put back",
        ),
    ],
)
def test_the_difference(should_be, is_there, created, deleted, renamed):
    found = difference(should_be, is_there)

    assert [run.key for run in found.create] == created
    assert list(found.delete) == deleted
    assert [run.name for _, run in found.rename] == renamed
