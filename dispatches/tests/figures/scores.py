"""What the engine scores on streams whose truth is known: the shared sets, and made-up days."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from dispatches.management.commands.assemble_wire import predict
from dispatches.wire.simulator import Day

from .days import lines

EVALUATION = Path(__file__).parents[4] / "shared" / "eval"
_PRECISE = ("grouping_pairwise", "dropped_lines")  # scores whose precision and recall are told
Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Score:
    """One score: F1 where there is one, else accuracy; and over how many cases."""

    value: float
    n: int


def of_sets(folder: str, stream: str = "*") -> dict[str, Score]:
    """The scores over the shared streams of a folder."""
    return of(_shared(folder, stream))


def of_days(days: Iterable[Day]) -> dict[str, Score]:
    """The scores over made-up days."""
    return of(_made(days))


def of(streams: Iterable[tuple[Told, Told]]) -> dict[str, Score]:
    """Every score that has a case, over streams given as truth and prediction."""
    truths, made = zip(*streams, strict=True)
    with TemporaryDirectory() as folder, redirect_stdout(StringIO()):
        files = [Path(folder, name) for name in ("truth.json", "made.json", "scores.json")]
        for file, told in zip(files, (truths, made), strict=False):
            file.write_text(json.dumps({"streams": told}, ensure_ascii=False), "utf-8")
        _scorer().main([str(files[0]), str(files[1]), "--json", str(files[2])])
        rows: Told = json.loads(files[2].read_text("utf-8"))["overall"]
    return dict(_scores(rows))


def _scores(rows: Mapping[str, Mapping[str, float]]) -> Iterator[tuple[str, Score]]:
    for name, row in rows.items():
        n = int(row["n"])
        if n:
            yield name, Score(row.get("f1", row.get("accuracy", 0.0)), n)
        if n and name in _PRECISE:
            yield f"{name} precision", Score(row["precision"], n)
            yield f"{name} recall", Score(row["recall"], n)


def _shared(folder: str, stream: str) -> Iterator[tuple[Told, Told]]:
    for file in sorted((EVALUATION / "sets" / folder / "streams").glob(f"{stream}.jsonl")):
        sent = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line]
        truth = json.loads((file.parents[1] / "truth" / f"{file.stem}.json").read_text("utf-8"))
        yield truth, predict(file.stem, sent)


def _made(days: Iterable[Day]) -> Iterator[tuple[Told, Told]]:
    for number, day in enumerate(days):
        name = f"day-{number:03d}"
        yield day.truth(name), predict(name, lines(day))


def _scorer() -> Any:
    spec = importlib.util.spec_from_file_location("scorer", EVALUATION / "scorer.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
