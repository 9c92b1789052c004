"""All measurements, one after the other, each in a process of its own: `python -m benchmarks.run`."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BENCHMARKS = ("reading_score", "reading", "planning", "remind", "delivery")


def main() -> None:
    """Run each benchmark; exit with 1 where one of them broke off."""
    broken = [
        name
        for name in BENCHMARKS
        if subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], cwd=ROOT, check=False).returncode
    ]
    if broken:
        sys.exit(f"broken off: {', '.join(broken)}")


if __name__ == "__main__":
    main()
