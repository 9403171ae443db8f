"""The import rule of pyproject.toml, asked of the house or of a copy with a fault planted in it."""

import shutil
import subprocess
import sys
from pathlib import Path

from dispatches.tests.house.ground import CODE, ROOT

_LINT = "from importlinter.cli import lint_imports_command as main; main()"


def copy_house(to: Path) -> None:
    """Lay the code and its rules down in another folder; tests and templates stay at home."""
    for folder in CODE:
        shutil.copytree(ROOT / folder, to / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.rmtree(to / "dispatches" / "tests")
    shutil.copy(ROOT / "pyproject.toml", to)


def broken(root: Path) -> str:
    """What import-linter says about the house at this place; empty where every contract is kept."""
    done = subprocess.run(
        [sys.executable, "-c", _LINT, "--no-cache"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr if done.returncode else ""
