"""Regular expressions take time that grows with the text, and no faster: regexploit says so.

What a convention's notation compiles to is not looked at here: each piece of it is bounded and
gives nothing back (wire/conventions/notation.py), which its own tests hold.
"""

import ast
import re
import warnings
from collections.abc import Iterator
from types import ModuleType
from typing import Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # it parses with the library's own parser
    from regexploit.ast.sre import SreOpParser
    from regexploit.languages.python_node_visitor import PythonNodeVisitor
    from regexploit.redos import find

Found = tuple[str, str, int]  # where, the pattern, its flags


def steep(found: Found) -> list[str]:
    """What of a pattern may take time that grows much faster than the text."""
    where, pattern, flags = found
    return [
        f"{where}: {pattern} on {one.example()}"
        for one in find(SreOpParser().parse_sre(pattern, flags))
        if one.starriness > 2
    ]


def written(name: str, source: str) -> list[Found]:
    """The patterns that stand in a source as they are used."""
    visitor = PythonNodeVisitor()
    visitor.visit(ast.parse(source))
    certain = [one for one in visitor.patterns if one.definitely_regex]
    return [(f"{name}:{one.lineno}", one.pattern, int(one.flags)) for one in certain]


def compiled(module: ModuleType) -> list[Found]:
    """The patterns that a module holds, however they were put together."""
    return [
        (f"{module.__name__}.{name}", pattern.pattern, pattern.flags)
        for name, value in vars(module).items()
        for pattern in _patterns(value)
        if isinstance(pattern.pattern, str)
    ]


def _patterns(value: Any) -> Iterator[re.Pattern[Any]]:
    match value:
        case re.Pattern():
            yield value
        case dict():
            yield from _patterns(tuple(value.values()))
        case list() | tuple():
            for one in value:
                yield from _patterns(one)
