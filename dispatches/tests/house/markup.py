"""Templates say what they need, and nothing reaches a page without being escaped."""

import ast
import re
from pathlib import Path

# The modules that were read with care, and why they may call text safe.
AUDITED: dict[str, str] = {}
_SAFE = frozenset({"mark_safe", "SafeString", "SafeText"})
# These escape what they are given, and trust their first so many arguments.
_FORMS = {"format_html": 1, "format_html_join": 2}
_LETS_THROUGH = re.compile(r"\|\s*(?:safe|safeseq)\b|\{%-?\s*autoescape\s+off\b")


def safe_in_python(name: str, source: str) -> list[str]:
    """The lines of a module that call text safe; a type annotation does not."""
    if name in AUDITED:
        return []
    return [
        f"{name}:{node.lineno}: calls text safe; only an audited module may"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call | ast.alias) and _calls_safe(node)
    ]


def _calls_safe(node: ast.Call | ast.alias) -> bool:
    if isinstance(node, ast.alias):
        return node.name.endswith("mark_safe")
    called = ast.unparse(node.func).rpartition(".")[2]
    trusted = node.args[: _FORMS.get(called, 0)]
    return called in _SAFE or not all(isinstance(word, ast.Constant) for word in trusted)


def safe_in_template(name: str, source: str) -> list[str]:
    """The lines of a template that switch escaping off."""
    return [
        f"{name}:{number}: escaping is never switched off"
        for number, line in enumerate(source.splitlines(), 1)
        if _LETS_THROUGH.search(line)
    ]


def silent_partial(name: str, source: str) -> list[str]:
    """The partial, where its first line does not say what it needs."""
    first = source.split("\n", 1)[0].strip()
    if not Path(name).name.startswith("_") or (first.startswith("{#") and first.endswith("#}")):
        return []
    return [f"{name}: begin with {{# what it is. Needs: ... #}}"]
