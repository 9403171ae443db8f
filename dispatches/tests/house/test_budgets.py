import subprocess
import sys

import pytest

from dispatches.tests.house import budgets, ground


def function_of(lines: int, name: str = "walk") -> str:
    return f"def {name}():\n" + "    step()\n" * (lines - 1)


def test_every_function_is_within_its_budget() -> None:
    names = ground.python_files()
    assert not [line for n in names for line in budgets.long_functions(n, ground.read(n))]


def test_every_file_is_within_its_budget() -> None:
    names = ground.python_files() + ground.templates()
    assert not [line for n in names for line in budgets.long_file(n, ground.read(n))]


def test_every_file_is_named_after_its_subject() -> None:
    assert not budgets.nameless(ground.python_files())


@pytest.mark.parametrize(
    ("name", "function", "budget"),
    [
        ("dispatches/actions/moves.py", "move", 40),
        ("dispatches/views/desk.py", "queue", 20),
        ("dispatches/tests/desk/test_queue.py", "test_the_queue", 20),
        ("dispatches/tests/make.py", "story", 40),
    ],
)
def test_a_function_one_line_over_its_budget_is_named(
    name: str, function: str, budget: int
) -> None:
    assert not budgets.long_functions(name, function_of(budget, function))
    (line,) = budgets.long_functions(name, function_of(budget + 1, function))
    assert f"{name}:1: {function} has {budget + 1} lines" in line


def test_a_method_and_its_docstring_count_too() -> None:
    source = 'class A:\n    async def get(self):\n        """' + "\n" * 41 + '"""\n'
    assert budgets.long_functions("dispatches/urls.py", source)


@pytest.mark.parametrize(("name", "budget"), [("dispatches/a.py", 300), ("templates/a.html", 120)])
def test_a_file_one_line_over_its_budget_is_named(name: str, budget: int) -> None:
    assert not budgets.long_file(name, "x\n" * budget)
    assert budgets.long_file(name, "x\n" * (budget + 1))


@pytest.mark.parametrize("name", ["dispatches/utils.py", "dispatches/wire/helpers/a.py"])
def test_a_file_called_after_nothing_is_named(name: str) -> None:
    assert budgets.nameless([name, "dispatches/wire/clean/hyphens.py"]) == [
        f"{name}: name it after its subject"
    ]


def test_ruff_refuses_a_function_with_nine_ways_through_it() -> None:
    def verdict(ways: int) -> str:
        source = "def walk(x):\n" + "    if x:\n        x()\n" * (ways - 1)
        command = [sys.executable, "-m", "ruff", "check", "--stdin-filename", "newsdesk/a.py", "-"]
        done = subprocess.run(
            command, input=source, capture_output=True, text=True, cwd=ground.ROOT, check=False
        )
        return done.stdout

    assert "C901" not in verdict(8)
    assert "C901" in verdict(9)
