"""The wire and the outputs are text alone: no clock, no network, no files of the world outside."""

import ast

PURE = frozenset({"wire", "outputs"})
# import-linter keeps Django and the database away; it does not see the standard library.
WORLD = frozenset(
    {
        "asyncio", "glob", "http", "os", "random", "secrets", "shutil", "smtplib", "socket",
        "sqlite3", "ssl", "subprocess", "sys", "tempfile", "threading", "time", "urllib.request",
        "uuid",
    }
)  # fmt: skip
CLOCK = frozenset({"now", "today", "utcnow", "localtime"})


def impure(name: str, source: str) -> list[str]:
    """The lines that reach for the clock, the network or the machine."""
    return [
        f"{name}:{getattr(node, 'lineno', 0)}: {why}"
        for node in ast.walk(ast.parse(source))
        if (why := _reaches(node))
    ]


def _reaches(node: ast.AST) -> str:
    match node:
        case ast.Import(names=names):
            return _worldly([alias.name for alias in names])
        case ast.Call(func=ast.Name(id="Random"), args=[], keywords=[]):
            return "Random() without a seed asks the machine for one"
        case ast.ImportFrom(module=str(module), names=names):
            return _worldly([module, *(f"{module}.{alias.name}" for alias in names)])
        case ast.Call(func=ast.Attribute(attr=word)) if word in CLOCK:
            return f"{word}() reads the clock"
        case ast.Call(func=ast.Name(id="open" | "print" | "input" as word)):
            return f"{word}() leaves the text"
    return ""


def _worldly(modules: list[str]) -> str:
    if modules == ["random", "random.Random"]:
        return ""  # a generator that is given its seed is no more than arithmetic
    for module in modules:
        parts = module.split(".")
        if {".".join(parts[:end]) for end in range(1, len(parts) + 1)} & WORLD:
            return f"{module} is not text"
    return ""
