"""Rich Text Format (.rtf), as correspondents file it, by striprtf."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from dispatches.wire.items import Document
from dispatches.wire.values import Unreadable

from .office import About, Block, written

NAME = "rtf"
LABEL = "Rich Text Format (.rtf)"

_LARGEST = 2 * 1024 * 1024
_PICTURE = re.compile(rb"[0-9a-fA-F]{64,}[0-9a-fA-F\r\n]*")  # a picture, as digits
_INFO = re.compile(rb"\{\\(title|author|operator|keywords) ?([^{}\\]{1,300})\}")
_CREATED = re.compile(
    rb"\{\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})(?:\\hr(\d{1,2}))?(?:\\min(\d{1,2}))?"
)
_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_FAULTS = (ValueError, LookupError, TypeError, AttributeError, RecursionError, OverflowError)


def sniff(raw: bytes) -> bool:
    r"""Bytes that begin with {\rtf."""
    return raw[:64].lstrip(b" \t\r\n\xef\xbb\xbf").startswith(b"{\\rtf")


def read(raw: bytes) -> Document:
    """The document's text; pictures in it are left out. Raises Unreadable where there is none."""
    from striprtf.striprtf import rtf_to_text  # heavy

    convert: Any = rtf_to_text  # it has no types
    slim = _PICTURE.sub(b"", raw)
    if len(slim) > _LARGEST:
        raise Unreadable("This document is longer than any copy: newsdesk does not open it.")
    try:
        text = str(convert(slim.decode("latin-1"), encoding=_code_page(raw), errors="replace"))
    except _FAULTS:
        raise Unreadable("This RTF document is broken: it cannot be read.") from None
    blocks = [Block("p", one.strip()) for one in text.replace("\r", "\n").split("\n")]
    return written(NAME, blocks, _about(raw[:65536]))


def _code_page(raw: bytes) -> str:
    found = _CODE_PAGE.search(raw[:4096])
    return f"cp{found[1].decode()}" if found and found[1] != b"65001" else "cp1252"


def _about(head: bytes) -> About:
    told = {name.decode(): value.decode("cp1252", "replace") for name, value in _INFO.findall(head)}
    return About(
        author=(told.get("operator") or told.get("author") or "").strip(),
        keywords=told.get("keywords", ""),
        created=_created(head),
    )


def _created(head: bytes) -> datetime | None:
    """When it was created: a clock without a zone."""
    found = _CREATED.search(head)
    try:
        return datetime(*(int(part or 0) for part in found.groups())) if found else None  # type: ignore[arg-type]  # noqa: DTZ001
    except ValueError:
        return None
