"""The tables of the guide that are made from the code, so that they cannot be wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import ModuleType

from django.conf import settings
from django.template import Context, Template

from dispatches.channels import adapter_of, readable
from dispatches.models import Channel
from dispatches.wire import formats as wire_formats
from dispatches.wire.asking import OPERATORS
from dispatches.wire.checks import meanings
from dispatches.wire.conventions.fields import ANYWHERE, FIELDS, KINDS
from dispatches.wire.rules import CONDITIONS, DEEDS, Term
from dispatches.workflow import MOVES, POWERS, SETTLEMENTS, Role

Rows = Iterable[Sequence[str]]
_TOLD = 4  # words, and a format is described
_ASKED = {"text": "a text", "number": "a number", "yes": "yes or no", "secret": "a secret"}


def table(heads: Sequence[str], rows: Rows) -> str:
    r"""A table as the guide writes one.

    >>> table(["move", "from"], [["claim", "a|b"]])
    '| move | from |\n| --- | --- |\n| claim | a\\|b |'
    """
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _words(names: Iterable[str]) -> str:
    return ", ".join(sorted(name.replace("_", " ") for name in names))


def moves() -> str:
    """Which moves there are, from where to where, and what they ask for."""
    rows = (
        (
            f"**{move.label}**",
            _words(move.sources),
            _words([move.target]) if move.target else "the status before",
            _words(role for role in Role if move.power in POWERS[role]),
            "a reason" if move.reason else "",
        )
        for move in MOVES.values()
    )
    return table(["move", "from", "to", "who", "asks for"], rows)


def powers() -> str:
    """What each role may do."""
    public = POWERS[Role.ANONYMOUS]
    rows = (
        (f"**{role}**", _words(POWERS[role] - public) or "read what is published")
        for role in sorted(Role, key=lambda role: len(POWERS[role]))
    )
    return table(["role", "may"], rows)


def settlements() -> str:
    """How problems may be settled."""
    rows = (
        (
            f"**{way.label}**",
            _words(filter(None, ("text" if way.text else "", "a reason" if way.reason else ""))),
            "yes" if way.closes else "no, it stays open until the copy has changed",
            _words(role for role in Role if way.power in POWERS[role]),
        )
        for way in SETTLEMENTS.values()
    )
    return table(["settlement", "asks for", "settles it", "who"], rows)


def checks() -> str:
    """What each check looks for, as it says itself, and how often it is right."""
    measured = _measured("checks")
    rows = (
        (
            f"[{code}](#{code.lower()})",
            meaning,
            measured.get(f"{code} precision", "not measured"),
            measured.get(f"{code} recall", "not measured"),
        )
        for code, meaning in meanings().items()
    )
    return table(["check", "what it finds", "right", "complete"], rows)


def formats() -> str:
    """Which formats are read, in the order in which they are asked whether bytes are theirs."""
    rows = ((f"`{form.NAME}`", form.LABEL, described(form) or "") for form in wire_formats.FORMATS)
    return table(["name", "format", "what it is"], rows)


def described(form: ModuleType) -> str | None:
    """What a format is, as its file says it itself on its first line; None where it does not."""
    told = (form.__doc__ or "").strip().partition("\n")[0]
    return told if len(told.split()) >= _TOLD else None


def _measured(name: str) -> dict[str, str]:
    """The figures of one subject as they are written, by their names; none where none were."""
    file = Path(settings.BASE_DIR) / f"docs/figures/{name}.json"
    figures = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else []
    return {one["name"]: f"{one['value']:.3f} {one['unit']}" for one in figures}


def notation() -> str:
    """What may stand in braces in a convention, and in which lines it says something."""
    rows = (
        (
            f"`{{{name}}}`",
            field.says,
            " or ".join(f"`{one}`" for one in field.example.split(" or ")),
            "every line, and says nothing"
            if name in ANYWHERE
            else ", ".join(kind.called for kind in KINDS.values() if name in kind.tells),
        )
        for name, field in FIELDS.items()
    )
    return table(["field", "stands for", "such as", "in"], rows)


def _terms(terms: Iterable[Term]) -> str:
    rows = ((f"**{one.label}**", one.says, f"`{one.example}`", one.sort.value) for one in terms)
    return table(["field", "what it says", "such as", "is typed as"], rows)


def conditions() -> str:
    """What a routing rule may ask."""
    return _terms(CONDITIONS.values())


def deeds() -> str:
    """What a routing rule may do."""
    return _terms(DEEDS.values())


def channels() -> str:
    """What each kind of channel asks for."""
    return "\n\n".join(map(_channel, readable()))


def _channel(kind: str) -> str:
    rows = (
        (
            one.label,
            ", ".join(one.choices) or _ASKED.get(one.kind, one.kind),
            "is needed" if one.required and one.default == "" else _default(one.default),
            one.help,
        )
        for one in adapter_of(kind).SETTINGS
    )
    told = table(["setting", "takes", "unless told otherwise", "what it does"], rows)
    return f"### {Channel.Kind(kind).label}\n\n{told}"


def _default(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def keys() -> str:
    """Which keys there are, as the template tag tells them."""
    return Template("{% load keys %}{% keys_table %}").render(Context()).strip()


def operators() -> str:
    """The operators of the search."""
    rows = (
        (f"`{name}:`", one.wants, f"`{one.example}`", "yes, with commas" if one.many else "")
        for name, one in OPERATORS.items()
    )
    return table(["operator", "is told", "such as", "takes several"], rows)


def figures() -> str:
    """What was measured, from docs/figures/, by subject."""
    files = sorted((Path(settings.BASE_DIR) / "docs/figures").glob("*.json"))
    return "\n\n".join(map(_figures, files)) or "Nothing has been measured here yet."


def _figures(file: Path) -> str:
    figures = json.loads(file.read_text(encoding="utf-8"))
    rows = (
        (
            str(one["name"]).replace("_", " "),
            f"{one['value']} {one['unit']}".strip(),
            str(one["goal"]),
            ("yes" if one["met"] else "no") if one["goal"] else "",
        )
        for one in figures
    )
    how = sorted({f"`{one['command']}`, {one['machine']}" for one in figures})
    heading = f"## {file.stem.replace('-', ' ').capitalize()}\n\nBy {'; '.join(how)}."
    return f"{heading}\n\n{table(['figure', 'measured', 'goal', 'met'], rows)}"


TABLES: dict[str, Callable[[], str]] = {
    "moves": moves,
    "powers": powers,
    "settlements": settlements,
    "checks": checks,
    "notation": notation,
    "formats": formats,
    "conditions": conditions,
    "deeds": deeds,
    "channels": channels,
    "keys": keys,
    "operators": operators,
    "figures": figures,
}
