"""ZIP archives of files that have a format of their own."""

from __future__ import annotations

import stat
import zipfile
from collections import Counter

from dispatches.wire.items import Document
from dispatches.wire.values import Unreadable

from .holding import ZIP, Inner, Packed, called, joined, packed, unread

NAME = "zip"
LABEL = "ZIP archive of any of these"
CONTAINER = True
ONCE = True  # an archive within an archive is not opened

_ENCRYPTED = 0x1
_UNIX = 3
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_OF_THE_SYSTEM = ("__MACOSX/", ".DS_Store", "Thumbs.db")


def sniff(raw: bytes) -> bool:
    """A ZIP archive; office documents are archives too, and are asked for before it."""
    return raw.startswith(ZIP)


def read(raw: bytes, inner: Inner) -> Document:
    """The items of its files, in the order of the archive; its names are shown, never followed.

    A file that cannot be read is named in a note. Raises Unreadable where none can be.
    """
    archive = packed(raw)
    times = Counter(one.filename for one in archive.members)
    documents: list[Document] = []
    notes: list[str] = []
    for member in archive.members:
        if member.filename.endswith("/") or member.filename.endswith(_OF_THE_SYSTEM):
            continue
        if member.filename.startswith(_OF_THE_SYSTEM):
            continue
        try:
            _refuse(member, times[member.filename])
            documents.append(inner(_held(archive, member)))
        except Unreadable as why:
            notes.append(unread(member.filename, why))
    if not documents:
        raise Unreadable("Nothing in this archive can be read. " + " ".join(notes[:5]))
    return joined(NAME, documents, *notes)


def _held(archive: Packed, member: zipfile.ZipInfo) -> bytes:
    held = archive.unpack(member)
    if not held.strip():
        raise Unreadable(f"“{called(member.filename)}” is empty")
    return held


def _refuse(member: zipfile.ZipInfo, times: int) -> None:
    """Raise Unreadable for a member that is not opened, and say why."""
    if times > 1:
        raise Unreadable(f"there are {times} files of this name")
    if member.flag_bits & _ENCRYPTED:
        raise Unreadable("it is encrypted")
    mode = member.external_attr >> 16
    if member.create_system == _UNIX and stat.S_IFMT(mode) not in {0, stat.S_IFREG}:
        raise Unreadable("it is a link or a device, no file")
    if member.compress_type not in _METHODS:
        raise Unreadable("it is packed in a way that newsdesk does not open")
