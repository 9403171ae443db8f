"""What files that hold files share: how much may come out of them, and how their items are joined.

The bounds are on what a file says it holds, read before a library sees the bytes.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from dispatches.wire.decode import visible
from dispatches.wire.items import Document, Item, Page
from dispatches.wire.values import Text, Unreadable

from .statuses import as_free_as

Inner = Callable[[bytes], Document]
"""The reader for a file that a file holds; raises Unreadable, as every reader does."""

ZIP = b"PK\x03\x04"
MOST_MEMBERS = 100
MOST_UNPACKED = 20 * 1024 * 1024
MOST_RATIO = 100
_SMALL = 64 * 1024  # below this, what a member unpacks to is no danger at any ratio
_END = b"PK\x05\x06"
_END_SIZE = 22
_LARGEST_DIRECTORY = 128 * 1024
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, LookupError,
           NotImplementedError, RuntimeError, struct.error, ArithmeticError)  # fmt: skip


@dataclass(slots=True)
class Allowance:
    """How much more may be unpacked out of one transmission, however deep it lies."""

    left: int = MOST_UNPACKED

    def spend(self, size: int) -> None:
        """Take a size off what is left; raises Unreadable where that is not enough."""
        if size > self.left:
            raise Unreadable("It unpacks to more than 20 MiB: newsdesk does not open it.")
        self.left -= size


@dataclass(frozen=True, slots=True)
class Packed:
    """An archive whose directory was looked at: its members, and how to unpack one."""

    archive: zipfile.ZipFile
    members: tuple[zipfile.ZipInfo, ...]

    def __getitem__(self, name: str) -> bytes:
        """What a member holds; nothing where there is none of that name."""
        found = next((one for one in self.members if one.filename == name), None)
        return self.unpack(found) if found else b""

    def unpack(self, member: zipfile.ZipInfo) -> bytes:
        """The bytes of a member, as many as it says; raises Unreadable for broken ones."""
        try:
            with self.archive.open(member) as opened:
                return opened.read(member.file_size)
        except _FAULTS:
            raise Unreadable("it is broken") from None


def packed(raw: bytes) -> Packed:
    """An archive within the bounds: 100 members, 20 MiB in all, 100 times its own size.

    Raises Unreadable for every other, from its directory alone.
    """
    end = raw.rfind(_END)
    if end < 0 or len(raw) - end < _END_SIZE:
        raise Unreadable("This ZIP archive is broken off: it has no directory.")
    count, size = struct.unpack("<HI", raw[end + 10 : end + 16])
    if count > MOST_MEMBERS or size > _LARGEST_DIRECTORY:
        raise Unreadable(f"This archive holds more than {MOST_MEMBERS} files.")
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
        members = tuple(archive.infolist())
    except _FAULTS:
        raise Unreadable("This ZIP archive is broken: its directory cannot be read.") from None
    if len(members) > MOST_MEMBERS:
        raise Unreadable(f"This archive holds more than {MOST_MEMBERS} files.")
    total = sum(one.file_size for one in members)
    if total > MOST_UNPACKED:
        raise Unreadable("It unpacks to more than 20 MiB: newsdesk does not open it.")
    if total > max(_SMALL, MOST_RATIO * len(raw)) or any(map(is_bomb, members)):
        raise Unreadable("It unpacks to more than 100 times its size: newsdesk does not open it.")
    return Packed(archive, members)


def is_bomb(member: zipfile.ZipInfo) -> bool:
    """Whether a member says that it unpacks to more than 100 times its size."""
    return member.file_size > max(_SMALL, MOST_RATIO * member.compress_size)


def weight(raw: bytes) -> int:
    """How much an archive or an office document unpacks to; nought for what is neither."""
    if not raw.startswith(ZIP):
        return 0
    return sum(one.file_size for one in packed(raw).members)


def called(name: str) -> str:
    """A file's name to be shown: on one line, no longer than a line, and never used as a path."""
    shown = " ".join(visible(name.replace("\n", " ")).split())
    return (shown.encode("utf-8", "replace").decode()[:80]) or "without a name"


def unread(name: str, why: Unreadable) -> str:
    """The note on a file that could not be read."""
    return f"“{called(name)}” was not read: {why}"


def whole(document: Document) -> Document:
    """A document with an item on it: plain text is a page of wire copy without an envelope."""
    if document.pages:
        return document
    last = document.text.text.count("\n") + 1
    return replace(document, pages=(Page(Item(body=document.text.text), 1, last),))


def held_as(item: Item, document: Document) -> Document:
    """A document whose items are held back as the item is that brought it."""
    pages = (replace(one, item=as_free_as(item, one.item)) for one in whole(document).pages)
    return replace(document, pages=tuple(pages))


def joined(form: str, documents: Iterable[Document], *notes: str) -> Document:
    """Documents under one another, two blank lines between them, with all their pages."""
    lines: list[str] = []
    pages: list[Page] = []
    charsets: list[str] = []
    for document in map(whole, documents):
        lines += ["", ""] if lines else []
        pages += [_lower(page, len(lines)) for page in document.pages]
        lines += document.text.text.split("\n")
        charsets.append(document.text.charset)
        notes += document.text.notes
    text = Text("\n".join(lines), charsets[0], tuple(dict.fromkeys(notes)))
    return Document(form, text, tuple(pages))


def _lower(page: Page, by: int) -> Page:
    return replace(
        page,
        first=page.first + by,
        last=page.last + by,
        copy=None if page.copy is None else page.copy + by,
        copy_last=None if page.copy_last is None else page.copy_last + by,
    )
