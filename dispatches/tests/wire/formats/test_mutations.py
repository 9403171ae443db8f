"""Mutated imitations: whatever is done to them, a reader reads them or says why not."""

from __future__ import annotations

import copy
import io
import json
import zipfile
from contextlib import suppress
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dispatches.tests.wire.formats import imitations
from dispatches.wire import formats
from dispatches.wire.items import as_json
from dispatches.wire.values import Unreadable

MAIL = imitations.mail()
MAIL.add_alternative("<p>The ferry</p>", subtype="html")
MAIL.add_attachment(imitations.RTF, maintype="application", subtype="rtf", filename="a.rtf")
SEEDS = (
    imitations.ninjs(), imitations.ap(), imitations.RSS.encode(), imitations.ATOM.encode(),
    imitations.WXR.encode(), imitations.RTF, MAIL.as_bytes(), imitations.docx(), imitations.odt(),
    imitations.zipped({"a.json": imitations.ninjs(), "b.eml": MAIL.as_bytes()}),
)  # fmt: skip
PACKED = tuple(raw for raw in SEEDS if raw.startswith(b"PK"))
PIECES = (b"", b"null", b"[]", b"{}", b'"', b"<", b">", b"&", b"\x00", b"\xff", b"\r\n\r\n",
          b"]]>", b"<!--", b"=?utf-8?q?=", b"\\ud800", b"-1e999", b"<!DOCTYPE", b"--")  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, 1, -1.5, True, "", [], {}, "x", ["a"], [["a"]], [None], [{}], {"a": {"b": []}},
    {"name": {"name": "x"}}, [{"name": None, "code": 5}], "9" * 30, "\ud800", "<p>", "2026-13-45",
)  # fmt: skip
EDIT = st.tuples(st.integers(0, 1 << 30), st.integers(0, 40), st.sampled_from(PIECES))
EDITS = st.lists(EDIT, min_size=1, max_size=6)


def edited(raw: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    """The bytes with some of them replaced by others."""
    for at, length, piece in edits:
        start = at % (len(raw) + 1)
        raw = raw[:start] + piece + raw[start + length :]
    return raw


def is_read_or_refused(raw: bytes) -> None:
    with suppress(Unreadable):
        document = formats.read(raw)
        document.text.text.encode()
        for item in document.items:
            json.dumps(as_json(item), ensure_ascii=False).encode()


@given(st.sampled_from(SEEDS), EDITS)
@settings(max_examples=300)
def test_bytes_changed_anywhere_raise_nothing_but_unreadable(
    raw: bytes, edits: list[tuple[int, int, bytes]]
) -> None:
    is_read_or_refused(edited(raw, edits))


@given(st.sampled_from(PACKED), st.integers(0, 99), EDITS)
@settings(max_examples=100)
def test_a_part_changed_within_an_archive_raises_nothing_but_unreadable(
    raw: bytes, which: int, edits: list[tuple[int, int, bytes]]
) -> None:
    archive = zipfile.ZipFile(io.BytesIO(raw))
    parts = {name: archive.read(name) for name in archive.namelist()}
    name = sorted(parts)[which % len(parts)]
    is_read_or_refused(imitations.zipped({**parts, name: edited(parts[name], edits)}))


@given(
    st.sampled_from((imitations.ninjs(associations=[imitations.PHOTO]), imitations.ap())),
    st.lists(st.tuples(st.integers(0, 999), st.sampled_from(VALUES)), min_size=1, max_size=4),
)
@settings(max_examples=300)
def test_a_value_of_another_kind_anywhere_raises_nothing_but_unreadable(
    raw: bytes, changes: list[tuple[int, Any]]
) -> None:
    value = json.loads(raw)
    for at, other in changes:
        places = slots(value)
        if places:
            holder, key = places[at % len(places)]
            holder[key] = copy.deepcopy(other)
    is_read_or_refused(json.dumps(value).encode())


def slots(value: Any) -> list[tuple[Any, Any]]:
    """Each place in a value where another may stand."""
    keys: Any = (
        value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    )
    return [one for key in keys for one in ((value, key), *slots(value[key]))]
