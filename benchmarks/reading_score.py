"""Score the reader on the annotated directives: `python -m benchmarks.reading_score [--missed]`."""

import json
import statistics
import sys
from pathlib import Path

from law.annotation import to_json
from law.intake import text_of
from law.reading import read
from tests.eval import score

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests" / "eval" / "gold"
DIRECTIVES = ROOT / "examples" / "directives"


def rows_of(gold: Path) -> dict[str, dict[str, object]]:
    """Score one annotated directive: the scorer's rows by field."""
    source = DIRECTIVES / f"{gold.stem}.txt"
    reading = to_json(read(text_of(source.read_bytes(), name=source.name), source=source.name))
    return score.score(json.loads(gold.read_text(encoding="utf-8")), json.loads(json.dumps(reading)))


def main() -> None:
    """Print f1 by field and document, and what was missed if asked."""
    scored = {gold.stem: rows_of(gold) for gold in sorted(GOLD.glob("*.json"))}
    fields = list(next(iter(scored.values())))
    print(f"{'':12s}" + "".join(f"{name[:12]:>14s}" for name in scored) + f"{'mean':>14s}")
    for field in fields:
        values = [float(str(rows[field]["f1"])) for rows in scored.values()]
        print(f"{field:12s}" + "".join(f"{value:14.3f}" for value in values) + f"{statistics.mean(values):14.3f}")
    if "--missed" in sys.argv:
        for name, rows in scored.items():
            for field, row in rows.items():
                for label in ("missed", "wrong"):
                    for item in row[label] if isinstance(row[label], list) else ():
                        print(f"{name[:9]} {field} {label}: {item}")


if __name__ == "__main__":
    main()
