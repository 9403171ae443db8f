"""assemble_wire: streams in, predictions out, and no database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from dispatches.tests.wire.test_joining import first, then


@pytest.fixture
def stream(tmp_path: Path) -> Path:
    raws = [
        first("BFF-21", "RK", "0910"),
        then("BFF-22", "RK", "0916"),
        "BFF-23\n\nKILL KILL\n\nPlease kill BFF-21.\n\nBSS/RK/ 0950 hrs\n",
        "",
    ]
    lines = [
        {"id": f"m{n}", "feed": "bss", "received_at": f"2019-04-25T09:1{n}:00", "raw": raw}
        for n, raw in enumerate(raws)
    ]
    file = tmp_path / "night.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    return file


def made(stream: Path) -> dict[str, Any]:
    call_command("assemble_wire", str(stream), "--out", str(stream.parent / "out"), verbosity=0)
    told: dict[str, Any] = json.loads((stream.parent / "out" / "night.json").read_text("utf-8"))
    return told


def test_a_stream_becomes_stories_and_notices(stream: Path) -> None:
    told = made(stream)
    assert [story["takes"] for story in told["stories"]] == [["m0", "m1"], ["m3"]]
    assert told["notices"] == [{"message": "m2", "kind": "kill"}]


def test_a_story_is_told_with_all_its_parts(stream: Path) -> None:
    story = made(stream)["stories"][0]
    assert story["headline"] == "Gauge BFF-21 read twice"
    assert story["dateline"] == {"city": "TARANGDI", "date": "2019-04-25"}
    assert (story["state"], story["killed"], story["credit"]) == ("complete", True, ["BSS"])
    assert len(story["paragraphs"]) == 2


def test_what_cannot_be_read_is_a_story_of_its_own(stream: Path) -> None:
    assert made(stream)["stories"][1] == {"takes": ["m3"], "paragraphs": [], "state": "incomplete"}


def test_a_file_that_is_no_stream_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no stream of JSON lines"):
        call_command("assemble_wire", str(tmp_path / "absent.jsonl"), "--out", str(tmp_path))
