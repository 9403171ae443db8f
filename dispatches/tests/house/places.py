"""What stands where: code in two folders, and a top level that its owner fixed."""

from pathlib import Path

TOP = frozenset(
    {
        "manage.py", "newsdesk", "dispatches", "templates", "static", "requirements.txt", "seeds",
        "README.md", "ARCHITECTURE.md", "CHANGELOG.md", "LICENSE", "Makefile", "pyproject.toml",
        "requirements-dev.txt", "docs",
        "var",  # the embedded database and what else a running house keeps; never in git
    }
)  # fmt: skip
CODE_OUTSIDE = frozenset({"manage.py"})
PROGRAMS = frozenset({".py", ".pyi", ".sh", ".pl", ".rb", ".ts"})


def top_level(root: Path) -> list[str]:
    """The names at the top that may not be there. Names with a dot are a person's own affair."""
    names = sorted(path.name for path in root.iterdir() if not path.name.startswith("."))
    return [f"{name}: the top level is fixed" for name in names if name not in TOP]


def stray_code(root: Path) -> list[str]:
    """The programs that lie outside newsdesk/ and dispatches/."""
    homes = ("newsdesk", "dispatches", "var")
    paths = [
        path.relative_to(root)
        for folder in sorted(root.iterdir())
        if folder.is_dir() and folder.name not in homes and not folder.name.startswith(".")
        for path in sorted(folder.rglob("*"))
    ]
    paths += [Path(path.name) for path in sorted(root.iterdir()) if path.is_file()]
    return [
        f"{path}: code lives in newsdesk/ and dispatches/"
        for path in paths
        if path.suffix in PROGRAMS and str(path) not in CODE_OUTSIDE
    ]


def unsung(rooms: list[str], page: str) -> list[str]:
    """The rooms that the page on the house does not name."""
    return [f"{room}: ARCHITECTURE.md does not name it" for room in rooms if room not in page]


def rooms(root: Path) -> list[str]:
    """The modules of the house, and the stages of the wire, as `views/` and `decode.py`."""
    found = []
    for folder in (root / "dispatches", root / "dispatches" / "wire"):
        found += [path.name for path in sorted(folder.glob("*.py")) if path.stem != "__init__"]
        found += [f"{path.parent.name}/" for path in sorted(folder.glob("*/__init__.py"))]
    return found
