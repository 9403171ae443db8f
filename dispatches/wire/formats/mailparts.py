"""An e-mail taken apart by the standard library, within bounds: its headers, texts and files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import errors, message_from_bytes
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import Any

from dispatches.wire.decode import decode, visible
from dispatches.wire.values import Unreadable

_LONGEST_HEADER = 4000
_MOST_PARTS = 200
_DEEPEST = 20
_FAULTS = (ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError,
           ArithmeticError, errors.MessageError)  # fmt: skip
_NESTED = re.compile(rb"\ncontent-type:[ \t]{0,9}(?:\r?\n[ \t]{1,9})?(?:multipart|message)/",
                     re.IGNORECASE)  # fmt: skip
_BOUNDARY = re.compile(rb"""boundary\s{0,9}=\s{0,9}"?([^"\s;]{1,200})""", re.IGNORECASE)
_STUFFED = re.compile(r"^ ", re.MULTILINE)
_SOFT = re.compile(r"(?<! ) \n")  # a line that ends in a space flows on; "-- " does not


class _Policy(EmailPolicy):
    """The default policy, with headers no longer than one that is meant to be read."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_LONGEST_HEADER]


_POLICY: Any = _Policy()


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that came with a mail."""

    name: str
    mimetype: str
    raw: bytes


@dataclass(slots=True)
class Parts:
    """What a mail holds: its plain text, its HTML, its files."""

    text: str = ""
    html: str = ""
    charset: str = "utf-8"
    files: list[Attached] = field(default_factory=list)


def message(raw: bytes) -> EmailMessage:
    """The mail, parsed; raises Unreadable for more parts, or deeper ones, than a mail has."""
    boundaries = dict.fromkeys(_BOUNDARY.findall(raw)[: _MOST_PARTS + 1])
    if len(_NESTED.findall(raw)) > _MOST_PARTS or len(boundaries) > _MOST_PARTS:
        raise Unreadable(f"This mail is nested in more than {_MOST_PARTS} places.")
    if sum(raw.count(b"--" + mark) - 2 for mark in boundaries) > _MOST_PARTS:
        raise Unreadable(f"This mail has more than {_MOST_PARTS} parts.")
    try:
        return message_from_bytes(raw.lstrip(b" \t\r\n\xef\xbb\xbf"), policy=_POLICY)
    except _FAULTS:
        raise Unreadable("This mail is broken: its parts cannot be told apart.") from None


def header(mail: EmailMessage, name: str) -> str:
    """A header on one line, decoded; empty where there is none or none that can be read."""
    try:
        value = mail[name]
        text = "" if value is None else str(value)
    except _FAULTS:
        text = next((str(value) for key, value in mail.raw_items() if key.lower() == name), "")
    return " ".join(visible(text).encode("utf-8", "replace").decode("utf-8").split())


def parts(mail: EmailMessage) -> Parts:
    """The plain text and the HTML that are the mail itself, and its files.

    Text that goes on after a picture is the mail's own too; other kinds of text, as watches and
    calendars are sent, say the same again.
    """
    found = Parts()
    for part in _walk(mail, 0):
        sort, is_file = _sort(part), _is_file(part)
        if sort == "text/plain" and not is_file:
            text, charset = _text(part)
            found.charset = found.charset if found.text else charset
            found.text = f"{found.text.rstrip()}\n\n{text}" if found.text else text
        elif sort == "text/html" and not is_file:
            html, charset = _text(part)
            found.charset = found.charset if found.text or found.html else charset
            found.html += html
        elif is_file or not sort.startswith("text/"):
            found.files.append(Attached(_name(part), sort, _bytes(part)))
    return found


def _walk(part: Any, depth: int) -> Iterator[Any]:
    """The parts that hold something, in order; a forwarded mail is a file."""
    if depth > _DEEPEST:
        raise Unreadable(f"This mail is nested more than {_DEEPEST} deep.")
    if _sort(part).startswith("multipart/") and part.is_multipart():
        for one in part.get_payload():
            yield from _walk(one, depth + 1)
    else:
        yield part


def _sort(part: Any) -> str:
    try:
        return visible(str(part.get_content_type()))
    except _FAULTS:
        return "application/octet-stream"


def _is_file(part: Any) -> bool:
    try:
        return part.get_content_disposition() == "attachment" or bool(part.get_filename())
    except _FAULTS:
        return True


def _name(part: Any) -> str:
    try:
        return str(part.get_filename() or "")
    except _FAULTS:
        return ""


def _bytes(part: Any) -> bytes:
    """What a file holds; of a forwarded mail, its bytes."""
    try:
        if part.is_multipart():
            return b"\n".join(one.as_bytes() for one in part.get_payload())
        return part.get_payload(decode=True) or b""
    except _FAULTS:
        return b""


def _text(part: Any) -> tuple[str, str]:
    """The text of a part, and its charset: the one declared where that is true."""
    raw = _bytes(part)
    try:
        charset = str(part.get_content_charset() or "utf-8").lower()
        text = raw.decode("utf-8" if charset == "us-ascii" else charset)
        raw, declared = text.encode("utf-8", "replace"), True
    except _FAULTS:
        charset, declared = "", False
    try:
        decoded = decode(raw)
    except Unreadable:
        return "", charset or "utf-8"
    text = _unfolded(part, decoded.text)
    return text, charset if declared else decoded.charset


def _unfolded(part: Any, text: str) -> str:
    """Text whose lines flow (RFC 3676), with its paragraphs on one line each."""
    try:
        asked = {str(key).lower(): str(value).lower() for key, value in part.get_params() or ()}
    except _FAULTS:
        return text
    if asked.get("format") != "flowed":
        return text
    text = _STUFFED.sub("", text).replace("\n-- \n", "\n--\n")
    return _SOFT.sub("" if asked.get("delsp") == "yes" else " ", text)
