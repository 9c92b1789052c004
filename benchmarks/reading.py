"""The time of reading, and whether it grows in line with the text: `python -m benchmarks.reading`."""

import time
from pathlib import Path

from law.intake import text_of
from law.reading import read

DIRECTIVES = Path(__file__).resolve().parent.parent / "examples" / "directives"
ROUNDS = 5
LONGER = 10


def seconds(text: str) -> float:
    """Time one warm reading, the best of five."""
    best = float("inf")
    for _ in range(ROUNDS):
        started = time.perf_counter()
        read(text, source="bench.txt")
        best = min(best, time.perf_counter() - started)
    return best


def main() -> None:
    """Print for each example its time, and that of its text ten times over against ten times its own."""
    for source in sorted(DIRECTIVES.glob("*.txt")):
        text = text_of(source.read_bytes(), name=source.name)
        once, longer = seconds(text), seconds("\n".join([text] * LONGER))
        print(
            f"reading   {source.stem:26s} {len(text) / 1000:4.0f} thousand signs: {once * 1000:4.0f} ms; "
            f"{LONGER} times the text {longer * 1000:5.0f} ms, ratio {longer / (LONGER * once):.2f} (1.00: in line)"
        )


if __name__ == "__main__":
    main()
