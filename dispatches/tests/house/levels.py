"""Levels: a check stops approval only if nearly all that it finds is true."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

PRECISE = 0.98
UNPLANTED = frozenset({"C16"})
"""Errors of which no made-up day can hold one: a line that the engine itself left over."""


def errors(sources: Iterable[str]) -> set[str]:
    """The codes of the checks that raise errors somewhere in these sources."""
    return {code for source in sources for code in _errors(ast.parse(source))}


def _errors(tree: ast.Module) -> Iterator[str]:
    """Each code that stands in a call beside Level.ERROR; a name stands for its constant."""
    names = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        given = [*call.args, *(keyword.value for keyword in call.keywords)]
        if any(ast.unparse(one).startswith("Level.ERROR") for one in given):
            said = (names.get(one.id) if isinstance(one, ast.Name) else one.value
                    for one in given if isinstance(one, ast.Name | ast.Constant))  # fmt: skip
            yield from (code for code in said if isinstance(code, str) and _is_code(code))


def _is_code(text: str) -> bool:
    return len(text) == 3 and text[0] == "C" and text[1:].isdigit()


def too_loud(codes: Iterable[str], figures: Iterable[Mapping[str, Any]]) -> list[str]:
    """A sentence for each check that raises errors and was measured to be less than precise."""
    precision = {one["name"]: one["value"] for one in figures}
    return [
        f"{code} raises errors and its precision is {precision.get(f'{code} precision')}"
        for code in sorted(set(codes) - UNPLANTED)
        if precision.get(f"{code} precision", 0.0) < PRECISE
    ]
