"""Budgets: what is over them is split by subject. Ruff counts complexity (C901)."""

from pathlib import Path

from dispatches.tests.house.ground import functions, room

FUNCTION, FILE, VIEW, TEMPLATE, TEST = 40, 300, 20, 120, 20
# Names that say nothing about the subject, and so collect everything.
NAMELESS = frozenset(
    {"utils", "util", "helpers", "helper", "services", "service", "misc", "common"}
)


def long_functions(name: str, source: str) -> list[str]:
    """The functions of a file that are longer than their kind may be, docstring included."""
    found = []
    for node in functions(source):
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        budget = _budget(name, node.name)
        if length > budget:
            found.append(f"{name}:{node.lineno}: {node.name} has {length} lines, {budget} allowed")
    return found


def _budget(name: str, function: str) -> int:
    if room(name) == "views":
        return VIEW
    if room(name) == "tests" and function.startswith("test"):
        return TEST
    return FUNCTION


def long_file(name: str, source: str) -> list[str]:
    """The file, where it has more lines than a Python file or a template may have."""
    budget = TEMPLATE if name.endswith(".html") else FILE
    length = len(source.splitlines())
    return [f"{name}: {length} lines, {budget} allowed"] if length > budget else []


def nameless(names: list[str]) -> list[str]:
    """The files and folders called after nothing in the newsroom."""
    return [
        f"{name}: name it after its subject"
        for name in names
        if NAMELESS & set(Path(name).with_suffix("").parts)
    ]
