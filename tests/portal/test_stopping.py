"""A command that is told to stop leaves nothing running and nothing lying about."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
REHEARSE = [
    "rehearse", "--directive", "examples/directives/khanh-hoa-ct-2017.txt", "--agencies", "examples/agencies-2017.csv",
    "--from", "2017-05-02", "--to", "2020-12-31",
]  # fmt: skip


def databases_below(folder: Path) -> list[psutil.Process]:
    return [each for each in psutil.process_iter(["cmdline"]) if str(folder) in " ".join(each.info["cmdline"] or ())]


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_a_rehearsal_told_to_stop_closes_its_database(tmp_path, told):
    tmp_path.chmod(0o711)
    command = [sys.executable, "-c", "from portal.cli import main; main()", *REHEARSE]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "TMPDIR": str(tmp_path)}, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 30
    while not databases_below(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(1)

    process.send_signal(told)
    _, said = process.communicate(timeout=30)

    assert (process.returncode, said.decode()) == (130, "Đã dừng theo yêu cầu.\n")
    assert databases_below(tmp_path) == []
    assert list(tmp_path.glob("dondoc-rehearsal-*")) == []
