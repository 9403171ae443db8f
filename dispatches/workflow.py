"""Which moves, roles and powers there are: tables that pages, actions and tests are made from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """The desk's word on a story."""

    INCOMING = "incoming"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    APPROVED = "approved"
    PUBLISHED = "published"
    SPIKED = "spiked"
    WITHDRAWN = "withdrawn"


class Role(StrEnum):
    """What a person is on the desk. Whoever is not logged in is ANONYMOUS."""

    REPORTER = "reporter"
    EDITOR = "editor"
    CHIEF = "chief"
    CORRECTOR = "corrector"
    ADMINISTRATOR = "administrator"
    ANONYMOUS = "anonymous"


class Power(StrEnum):
    """What a person may do, beyond reading what is published."""

    READ_PUBLIC = "read_public"
    READ_DESK = "read_desk"
    FILE_COPY = "file_copy"
    WRITE_NOTES = "write_notes"
    SETTLE_REJECTS = "settle_rejects"
    EDIT_COPY = "edit_copy"
    JOIN_TAKES = "join_takes"
    SETTLE_PROBLEMS = "settle_problems"
    REVIEW = "review"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    OVERRULE_KILL = "overrule_kill"
    OVERRIDE_EMBARGO = "override_embargo"
    CORRECT_DATA = "correct_data"
    MANAGE_SOURCES = "manage_sources"
    MANAGE_PEOPLE = "manage_people"
    READ_HISTORY = "read_history"


_PUBLIC = frozenset({Power.READ_PUBLIC})
_DESK = _PUBLIC | {Power.READ_DESK, Power.READ_HISTORY}
_REPORTER = _DESK | {Power.FILE_COPY, Power.WRITE_NOTES}
_EDITOR = _REPORTER | {
    *(Power.EDIT_COPY, Power.JOIN_TAKES, Power.SETTLE_PROBLEMS, Power.REVIEW),
    Power.SETTLE_REJECTS,
}

POWERS: dict[Role, frozenset[Power]] = {
    Role.ANONYMOUS: _PUBLIC,
    Role.REPORTER: _REPORTER,
    Role.EDITOR: _EDITOR,
    Role.CHIEF: _EDITOR
    | {Power.PUBLISH, Power.WITHDRAW, Power.OVERRULE_KILL, Power.OVERRIDE_EMBARGO},
    Role.CORRECTOR: _DESK | {Power.CORRECT_DATA, Power.MANAGE_SOURCES, Power.SETTLE_REJECTS},
    Role.ADMINISTRATOR: _DESK | {Power.MANAGE_PEOPLE, Power.MANAGE_SOURCES},
}


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the table of moves.

    `target` None means: back to the status before it was spiked. `reason` says that the desk must
    give one; `label` is the word on the button.
    """

    label: str
    sources: frozenset[Status]
    target: Status | None
    power: Power
    reason: bool = False


_S = Status
MOVES: dict[str, Move] = {
    "claim": Move("Claim", frozenset({_S.INCOMING, _S.RETURNED}), _S.IN_REVIEW, Power.REVIEW),
    "return": Move(
        "Return", frozenset({_S.IN_REVIEW, _S.APPROVED}), _S.RETURNED, Power.REVIEW, reason=True
    ),
    "approve": Move("Approve", frozenset({_S.IN_REVIEW}), _S.APPROVED, Power.REVIEW),
    "publish": Move("Publish", frozenset({_S.APPROVED}), _S.PUBLISHED, Power.PUBLISH),
    "spike": Move(
        "Spike",
        frozenset({_S.INCOMING, _S.IN_REVIEW, _S.RETURNED, _S.APPROVED}),
        _S.SPIKED,
        Power.REVIEW,
        reason=True,
    ),
    "unspike": Move("Unspike", frozenset({_S.SPIKED}), None, Power.REVIEW, reason=True),
    "withdraw": Move(
        "Withdraw",
        frozenset(set(_S) - {_S.SPIKED, _S.WITHDRAWN}),
        _S.WITHDRAWN,
        Power.WITHDRAW,
        reason=True,
    ),
}

RUN_DEEDS = ("approve", "return", "spike")
"""The moves that a zen run makes; skipping is none."""

IN_WORK = frozenset({_S.INCOMING, _S.IN_REVIEW, _S.RETURNED})
"""The statuses in which a story's copy may be changed."""


def powers_of(role: str) -> frozenset[Power]:
    """The powers of a role; a role that nobody described has those of anonymous."""
    try:
        return POWERS[Role(role)]
    except ValueError:
        return POWERS[Role.ANONYMOUS]


@dataclass(frozen=True, slots=True)
class Settlement:
    """One way of settling a problem.

    `text` says that the editor types copy, `reason` that a reason must be given, `closes` that the
    problem no longer stands in the way of approval. `copy` says that it makes a new version,
    `edits` that it does so by the edits of its check, and `power` is what it takes.
    """

    label: str
    text: bool = False
    reason: bool = False
    closes: bool = True
    copy: bool = False
    edits: bool = False
    power: Power = Power.SETTLE_PROBLEMS


SETTLEMENTS: dict[str, Settlement] = {
    "verified": Settlement("Verified as is"),
    "accepted": Settlement("Accept the correction", copy=True),
    "typed": Settlement("Type the text", text=True, copy=True),
    "cut": Settlement("Cut to the last full sentence", copy=True),
    "omitted": Settlement("Leave the paragraph out", copy=True),
    "wait": Settlement("Wait for it", closes=False),
    "join": Settlement("Join by hand", closes=False, power=Power.JOIN_TAKES),
    "as_it_stands": Settlement("Publish as it stands", reason=True),
    "fixed": Settlement("Fixed"),
    "ignored": Settlement("Ignore", reason=True),
    "overruled": Settlement(
        "Notice is not about this story", reason=True, power=Power.OVERRULE_KILL
    ),
    "released": Settlement("Hold is released", reason=True, power=Power.OVERRULE_KILL),
    "embargo_over": Settlement("Embargo is over", reason=True, power=Power.OVERRIDE_EMBARGO),
    "mended": Settlement("Mend it", copy=True, edits=True),
    "otherwise": Settlement("Mend it the other way", copy=True, edits=True),
    "closed": Settlement("Close it up", copy=True, edits=True),
    "hyphened": Settlement("Write it with a hyphen", copy=True, edits=True),
    "crosshead": Settlement("Make it a crosshead", copy=True),
    "heading": Settlement("Set it in the heading", closes=False),
}
"""How problems may be settled. Each check names the choices that its problems offer; one that
closes nothing (wait, join) leaves the problem open until the copy itself has changed."""

SAFE = frozenset({"C03", "C11", "C14", "C15"})
"""The checks whose sure edits are mechanical and lose nothing: one key makes them all at once."""

IN_BULK = ("ignored", "verified", "fixed")
"""The ways in which several problems may be settled with one word."""
