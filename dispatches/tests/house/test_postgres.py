import os
import sys
from pathlib import Path

import pytest

from dispatches.tests import postgres


def test_without_a_server_the_suite_fails_and_names_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(postgres, "SERVERS", tmp_path)
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)
    assert postgres.main(["--", "true"]) == 1
    assert "run “make system”" in capsys.readouterr().err


def test_the_newest_server_is_taken(tmp_path: Path) -> None:
    for version in ("9.6", "15", "17"):
        (tmp_path / version / "bin").mkdir(parents=True)
        (tmp_path / version / "bin" / "initdb").touch()
    assert postgres.binaries(tmp_path) == tmp_path / "17" / "bin"


def test_a_server_that_is_named_is_used_and_the_status_comes_back() -> None:
    asks = "import os, sys; sys.exit(7 if os.environ['DATABASE_URL'] == 'postgres://h/d' else 0)"
    environ = {**os.environ, "TEST_DATABASE_URL": "postgres://h/d"}
    assert postgres.run([sys.executable, "-c", asks], environ) == 7


def test_root_hands_the_server_to_somebody_else() -> None:
    assert postgres.identity(0)["user"] != 0
    assert postgres.identity(1000) == {}
