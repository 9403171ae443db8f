"""Where the house stands, and which files are its own."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
CODE = ("newsdesk", "dispatches")


def python_files(root: Path = ROOT) -> list[str]:
    """Every Python file of the house but the generated migrations, as `dispatches/urls.py`."""
    paths = [path.relative_to(root) for folder in CODE for path in (root / folder).rglob("*.py")]
    return sorted(str(path) for path in paths if "migrations" not in path.parts)


def templates(root: Path = ROOT) -> list[str]:
    """Every template, as `templates/desk/queue.html`."""
    return sorted(str(path.relative_to(root)) for path in root.glob("templates/**/*.html"))


def read(name: str, root: Path = ROOT) -> str:
    """The text of one of them."""
    return (root / name).read_text(encoding="utf-8")


def room(name: str) -> str:
    """The room that a file is in: `views` for dispatches/views/desk.py, `newsdesk` for settings.py.

    >>> room("dispatches/views/desk.py"), room("dispatches/urls.py"), room("newsdesk/settings.py")
    ('views', 'urls', 'newsdesk')
    """
    first, *rest = Path(name).with_suffix("").parts
    return rest[0] if first == "dispatches" and rest else first


def functions(source: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method in a source text."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
