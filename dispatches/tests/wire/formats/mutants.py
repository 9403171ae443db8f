"""Damaged input: imitations of every format, changed at random, the same from the same number."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from dispatches.tests.wire.formats.frames import FRAMES
from dispatches.tests.wire.formats.papers import PAPERS
from dispatches.wire import formats
from dispatches.wire.items import Document, as_json
from dispatches.wire.values import Unreadable

IMITATIONS = {
    **{f"{name} {n}": raw for name, raws in FRAMES.items() for n, raw in enumerate(raws)},
    **PAPERS,
}
"""What is damaged, by name."""

_CHARSETS = ("utf-8", "utf-16", "utf-16-le", "utf-32", "cp1252", "latin-1", "cp037", "shift_jis")
_ODD = (
    b"\x00", b"\xed\xa0\x80", b"\xed\xb0\x80", b"\\ud800", b"&#xD800;", b"&#0;", b"\\u0000",
    b"\xff\xfe", b"\xef\xbb\xbf", b"\xf4\x90\x80\x80", b"\xe2\x80\xae", b"\x1b", b"\x85", b"\x0c",
    b"\r", b"\x02", b"\x03", b"\x01", b"&x;", b"<![CDATA[", b"]]>", b"<!--", b"<a", b"</p>", b"]",
    b"{", b'"', b"9" * 400, b"-", b"1e999", b"NaN", b"null", b"[[[[", b"=?utf-8?b?", b"--b1",
    b"ZCZC\r\n", b"NNNN", b"^", b"\x16\x16\x01a0001\x1f", b"9999-99-99T99:99:99Z", b"0000",
)  # fmt: skip


def _place(raw: bytes, dice: Random) -> tuple[int, int]:
    start = dice.randrange(len(raw) + 1)
    return start, min(len(raw), start + dice.choice((1, 1, 2, 8, 40, 200)))


def _flip(raw: bytes, dice: Random) -> bytes:
    made = bytearray(raw)
    for _ in range(dice.choice((1, 2, 8, 30))):
        made[dice.randrange(len(made))] ^= 1 << dice.randrange(8)
    return bytes(made)


def _cut_out(raw: bytes, dice: Random) -> bytes:
    start, end = _place(raw, dice)
    return raw[:start] + raw[end:]


def _put_in(raw: bytes, dice: Random) -> bytes:
    start, _ = _place(raw, dice)
    return raw[:start] + dice.choice(_ODD) * dice.choice((1, 1, 2, 20)) + raw[start:]


def _double(raw: bytes, dice: Random) -> bytes:
    start, end = _place(raw, dice)
    return raw[:end] + raw[start:end] * dice.choice((1, 2, 30)) + raw[end:]


def _break_off(raw: bytes, dice: Random) -> bytes:
    return raw[: dice.randrange(1, len(raw) + 1)]


def _block(raw: bytes, dice: Random) -> bytes:
    start, end = _place(raw, dice)
    return raw[:start] + dice.randbytes(end - start) + raw[end:]


def _control(raw: bytes, dice: Random) -> bytes:
    made = bytearray(raw)
    for _ in range(dice.choice((1, 5, 40))):
        made[dice.randrange(len(made))] = dice.randrange(32)
    return bytes(made)


def _translate(raw: bytes, dice: Random) -> bytes:
    said = raw.decode(dice.choice(("utf-8", "latin-1")), "replace")
    return said.encode(dice.choice(_CHARSETS), "replace")


def _move(raw: bytes, dice: Random) -> bytes:
    start, end = _place(raw, dice)
    rest = raw[:start] + raw[end:]
    at = dice.randrange(len(rest) + 1)
    return rest[:at] + raw[start:end] + rest[at:]


def _graft(raw: bytes, dice: Random) -> bytes:
    other = dice.choice(tuple(IMITATIONS.values()))
    at, where = dice.randrange(len(raw) + 1), dice.randrange(len(other))
    return raw[:at] + other[where : where + dice.choice((40, 400))] + raw[at:]


_WAYS: tuple[Callable[[bytes, Random], bytes], ...] = (
    *(_flip, _cut_out, _put_in, _put_in, _double, _break_off, _block, _control, _translate),
    *(_move, _graft),
)


def mutants(name: str, many: int, first: int = 0) -> Iterator[bytes]:
    """So many damaged copies of an imitation; each is made from its name and its number alone."""
    for number in range(first, first + many):
        dice = Random(f"{name} {number}")
        raw = IMITATIONS[name]
        for _ in range(dice.choice((1, 1, 1, 2, 3, 6))):
            raw = dice.choice(_WAYS)(raw, dice) or b"\x00"
        yield raw


@dataclass(slots=True)
class Tally:
    """What became of some inputs: how many were read or refused, and the slowest (CPU time)."""

    read: int = 0
    refused: int = 0
    slowest: float = 0.0
    slowest_of: str = ""


def read(raw: bytes) -> Document | None:
    """What is made of an input, its fields and its HTML too; None where it is refused.

    Raises AssertionError where it cannot be kept: a database takes no NUL and no half a character,
    and a page lies within its text.
    """
    try:
        document = formats.read(raw)
    except Unreadable as refusal:
        if len(str(refusal).split()) > 2:
            return None
        raise AssertionError("A refusal is a sentence.") from refusal
    kept = json.dumps([as_json(item) for item in document.items], ensure_ascii=False)
    kept.encode("utf-8")
    assert "\\u0000" not in kept.replace("\\\\", ""), "No field holds a NUL."
    document.text.text.encode("utf-8")
    last = document.text.text.count("\n") + 1
    for page in document.pages:  # an item without a word has the line that would come next
        assert 1 <= page.first <= page.last <= last + 1
        assert page.copy is None or page.first <= page.copy <= last + 1
    return document


def survive(name: str, many: int, first: int = 0) -> Tally:
    """Read so many damaged copies of an imitation. The first that is neither read nor refused ends
    it, with an error that says how to make it again."""
    tally = Tally()
    for number, raw in enumerate(mutants(name, many, first), start=first):
        began = time.process_time()
        try:
            made = read(raw)
        except Exception as fault:
            raise AssertionError(f"mutants({name!r}, 1, {number}): {fault!r}") from fault
        took = time.process_time() - began
        tally.read += made is not None
        tally.refused += made is None
        if took > tally.slowest:
            tally.slowest, tally.slowest_of = took, f"{name} {number}"
    return tally
