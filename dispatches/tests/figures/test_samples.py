"""How much of what the samples hold is read: `make figures`, where the samples lie beside us."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dispatches.management.commands.read_wire import look
from dispatches.tests.figures.ledger import at_least, write_down
from dispatches.tests.figures.scores import EVALUATION

SAMPLES = EVALUATION.parent / "samples"
_ROW = re.compile(r"^(?P<form>[\w.-]+) +(?P<met>\d+) of +(?P<all>\d+)", re.MULTILINE)

pytestmark = pytest.mark.figures


def test_the_samples_are_read(tmp_path: Path) -> None:
    if not SAMPLES.is_dir():
        pytest.fail("The samples are not here.")
    readings = tmp_path / "readings.jsonl"
    files = sorted(map(str, SAMPLES.glob("*/*")))
    readings.write_text("\n".join(json.dumps(look(file)) for file in files), "utf-8")
    scorer = [sys.executable, str(SAMPLES / "score_samples.py"), str(SAMPLES), str(readings)]
    told = subprocess.run(scorer, capture_output=True, text=True, check=True).stdout
    rows = [
        (row["form"], int(row["met"]), int(row["all"]))
        for row in _ROW.finditer(told)
        if row["form"] != "met"
    ]
    figures = [
        at_least(f"{form}: expectations met, of {many}", met, many - 1) for form, met, many in rows
    ]
    share = sum(met for _, met, _ in rows) / sum(many for _, _, many in rows)
    write_down("samples", [at_least("of all expectations", round(share, 3), 0.98), *figures])
    assert rows
