"""One code for two databases: models/, migrations/ and settings.py alone know which it is."""

import ast
import re

from dispatches.tests.house.ground import room

MAY_KNOW = frozenset({"models", "migrations", "tests"})
_ENGINE = re.compile(r"sqlite|postgres|psycopg", re.IGNORECASE)


def asks_which(name: str, source: str) -> list[str]:
    """The lines of a file that ask which database it is, or name one in code."""
    if room(name) in MAY_KNOW or name == "newsdesk/settings.py":
        return []
    tree = ast.parse(source)
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        f"{name}:{node.lineno}: only models and settings know which database it is"
        for node in ast.walk(tree)
        if isinstance(node, ast.expr | ast.alias | ast.stmt)
        and id(node) not in prose
        and _knows(node)
    ]


def _knows(node: ast.AST) -> bool:
    match node:
        case ast.Attribute(attr="vendor"):
            return True
        case ast.Name(id=word) | ast.Attribute(attr=word) | ast.alias(name=word):
            return bool(_ENGINE.search(word))
        case ast.ImportFrom(module=str(word)) | ast.Constant(value=str(word)):
            return bool(_ENGINE.search(word))
    return False
