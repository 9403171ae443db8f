import json
from pathlib import Path

import pytest
from django.core.management import call_command

from dispatches.tests.wire.formats import frames


def written(tmp_path: Path, **files: bytes) -> list[str]:
    for name, raw in files.items():
        (tmp_path / name).write_bytes(raw)
    return [str(tmp_path / name) for name in files]


def test_json_is_one_object_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = written(tmp_path, one=frames.dpa(), two=frames.script())
    call_command("read_wire", *files, "--json")
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["file"] for one in told] == files
    assert [one["format"] for one in told] == ["iptc7901", "zczc"]
    assert told[0]["items"][0]["dateline"] == {
        "text": "Tarran (dpa)",
        "city": "Tarran",
        "date": "2018-11-21",
    }


def test_people_read_a_summary(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("read_wire", *written(tmp_path, one=frames.dpa()))
    told = capsys.readouterr().out
    assert "one: iptc7901, 1 item\n" in told
    assert "headline: Ferry to the island is late again" in told
    assert "dateline: Tarran (dpa), Tarran, 2018-11-21" in told


def test_what_cannot_be_read_is_said_and_the_rest_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [*written(tmp_path, bad=b"%PDF-1.4", good=frames.dpa()), str(tmp_path / "none")]
    with pytest.raises(SystemExit) as end:
        call_command("read_wire", *files, "--json")
    assert end.value.code == 1
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [bool(one["items"]) for one in told] == [False, True, False]
    assert (told[0]["format"], told[0]["items"]) == ("", [])
    assert "PDF" in told[0]["reason"]
    assert "cannot be opened" in told[2]["reason"]


def test_a_file_is_read_as_it_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("read_wire", *written(tmp_path, one=frames.dpa()), "--json", "--as", "text")
    assert json.loads(capsys.readouterr().out)["format"] == "text"
