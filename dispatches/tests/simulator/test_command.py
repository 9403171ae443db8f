"""simulate_wire: into files, into a folder, to an address; at a pace, and stopped."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from dispatches.tests.simulator.days import messages


class Inbox(BaseHTTPRequestHandler):
    """Takes in what has the right token, and every third thing not at all."""

    got: list[tuple[str, str]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.got.append((self.headers["Authorization"], body))
        self.send_response(403 if len(self.got) % 3 == 0 else 201)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def inbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(Inbox, "got", [])
    monkeypatch.setenv("NEWSDESK_TOKEN", "open sesame")
    with HTTPServer(("127.0.0.1", 0), Inbox) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_a_folder_gets_one_whole_file_a_transmission(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, stream = tmp_path / "in" / "hot", tmp_path / "night.jsonl"
    call_command("simulate_wire", seed=4, stories=6, into=str(folder), jsonl=stream)
    lines = [json.loads(line) for line in stream.read_text("utf-8").splitlines()]
    files = {file.name: file.read_bytes().decode() for file in folder.iterdir()}
    assert files == {f"s4-{line['id']}-{line['feed']}.txt": line["raw"] for line in lines}
    assert f"{len(lines)} of {len(lines)} sent" in capsys.readouterr().out


def test_the_truth_tells_of_every_line_of_the_stream(tmp_path: Path) -> None:
    stream, truth = tmp_path / "night.jsonl", tmp_path / "night.json"
    call_command("simulate_wire", stories=8, faults="rough", jsonl=stream, truth=truth)
    told = json.loads(truth.read_text("utf-8"))
    ids = [json.loads(line)["id"] for line in stream.read_text("utf-8").splitlines()]
    placed = [one for story in told["stories"] for one in messages(story)]
    assert sorted(placed + [notice["message"] for notice in told["notices"]]) == sorted(ids)
    assert told["stream"] == "night"


def test_a_stream_can_be_read_by_assemble_wire(tmp_path: Path) -> None:
    stream = tmp_path / "night.jsonl"
    call_command("simulate_wire", stories=4, jsonl=stream, verbosity=0)
    call_command("assemble_wire", str(stream), "--out", str(tmp_path), verbosity=0)
    assert json.loads((tmp_path / "night.json").read_text("utf-8"))["stories"]


def test_an_address_gets_each_text_and_what_it_refuses_is_counted(inbox: str) -> None:
    with pytest.raises(CommandError, match=r"refused: \d+ × 403 Forbidden"):
        call_command("simulate_wire", seed=4, stories=6, into=inbox)
    assert {token for token, _ in Inbox.got} == {"Bearer open sesame"}
    assert "BFF-" in Inbox.got[0][1] or "BCN-" in Inbox.got[0][1] or "BSP-" in Inbox.got[0][1]


def test_an_address_that_nobody_answers_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSDESK_TOKEN", "open sesame")
    with pytest.raises(CommandError, match="cannot be reached"):
        call_command("simulate_wire", stories=2, into="http://127.0.0.1:9/")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--conventions", "pigeon", "--into", "x"], "pigeon: not among"),
        (["--conventions", " , ", "--into", "x"], "at least one wire"),
        (["--rate", "50", "--into", "x"], "no pace such as"),
        (["--rate", "0/s", "--into", "x"], "no pace such as"),
        (["--minutes", "3", "--into", "x"], "--minutes needs --rate"),
        (["--minutes", "0", "--into", "x"], "no number of minutes"),
        (["--stories", "none", "--into", "x"], "no number of stories"),
        (["--start", "teatime", "--into", "x"], "no time such as"),
        (["--rate", "1/s", "--minutes", "1", "--truth", "x", "--into", "x"], "--truth tells"),
        ([], "Say where to"),
        (["--into", "ftp://wire.example/"], "neither a folder nor an http address"),
        (["--into", "http://127.0.0.1:9/"], "NEWSDESK_TOKEN"),
        (["--into", "/dev/null/hot"], "cannot be a folder"),
        (["--jsonl", "/dev/null/night.jsonl"], "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: list[str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NEWSDESK_TOKEN", raising=False)
    with pytest.raises(CommandError, match=said):
        call_command("simulate_wire", *arguments)


def test_it_keeps_the_pace_and_stops_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(time, "sleep", lambda pause: clock.__setitem__(0, clock[0] + pause))
    call_command("simulate_wire", "--rate", "30/m", "--minutes", "1", "--into", str(tmp_path))
    assert len(list(tmp_path.iterdir())) == 30
    assert "30 of " in capsys.readouterr().out


def test_a_hand_that_stops_it_leaves_whole_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pauses = iter([0.0, 0.0, KeyboardInterrupt()])

    def sleep(pause: float) -> None:
        if isinstance(given := next(pauses), KeyboardInterrupt):
            raise given

    monkeypatch.setattr(time, "sleep", sleep)
    call_command("simulate_wire", into=str(tmp_path))
    assert "Stopped.\n2 of " in capsys.readouterr().out
    assert [file.suffix for file in tmp_path.iterdir()] == [".txt", ".txt"]
