"""Every change to a row is an action: no other room writes one by itself."""

import ast

from dispatches.tests.house.ground import room

# `wire`, `outputs` and `workflow` cannot reach a row: import-linter keeps Django from them.
MAY_WRITE = frozenset({"actions", "migrations", "tests", "wire", "outputs", "workflow"})
_ROWS = {
    "save", "create", "update", "delete",
    "bulk_create", "bulk_update", "get_or_create", "update_or_create",
}  # fmt: skip
_ADMIN = {"save_model", "delete_model", "delete_queryset", "save_related", "save_formset"}
_SQL = {"cursor", "execute", "executemany"}
WRITES = frozenset(_ROWS | {f"a{word}" for word in _ROWS} | _ADMIN | _SQL)

# What looks like a write and is none, or is one for a reason. Nothing may stay here unused.
ALLOWED: dict[tuple[str, str], str] = {
    ("dispatches/management/commands/ingest_wire.py", "digest.update"): "names refused bytes",
    ("dispatches/management/commands/receive_mail.py", "digest.update"): "names refused bytes",
    ("dispatches/channels/pickup.py", "digest.update"): "names refused bytes",
    ("newsdesk/settings.py", "vars().update"): "sets the mail settings from one URL",
    ("dispatches/models/guards.py", "connection.cursor"): "puts the triggers in their place",
    ("dispatches/models/guards.py", "cursor.execute"): "puts the triggers in their place",
}


def calls(source: str) -> list[tuple[int, str]]:
    """Line and text of each call of a method whose name writes.

    >>> calls("story.save()\\nwords.sort()\\n")
    [(1, 'story.save')]
    """
    return [
        (node.lineno, ast.unparse(node.func))
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
    ]


def writes(name: str, source: str) -> list[str]:
    """The lines of a file that write a row without an action."""
    if room(name) in MAY_WRITE:
        return []
    return [
        f"{name}:{line}: {call}() writes a row; let an action do it"
        for line, call in calls(source)
        if (name, call) not in ALLOWED
    ]


def unused(allowed: set[tuple[str, str]], sources: dict[str, str]) -> list[str]:
    """The allowances that nothing needs any more."""
    needed = {(name, call) for name in sources for _, call in calls(sources[name])}
    return [f"{name}: {call}() is allowed and not there" for name, call in sorted(allowed - needed)]
