"""What a reply quotes of the mail that it answers: no copy of its own, and kept beside it."""

from __future__ import annotations

import re

_REPLY = re.compile(r"(?:re|aw|sv|antw|rép)(?:\[\d{1,3}\])?\s?:", re.IGNORECASE)
_RULE = re.compile(
    r"[ \t]{0,9}-{3,20} ?(?:original (?:message|appointment)|ursprüngliche nachricht|message d[’']"
    r"origine|mensaje original|messaggio originale|opprinnelig melding|ursprungligt meddelande)"
    r" ?-{3,20}[ \t]{0,9}",
    re.IGNORECASE,
)
_FROM = re.compile(r"[*_]{0,2}(?:from|von|de|fra|från|van|da)[*_]{0,2} ?: ?\S.{0,300}",
                   re.IGNORECASE)  # fmt: skip
_SENT = re.compile(r"[*_]{0,2}(?:sent|gesendet|envoyé|enviado|sendt|skickat|verzonden|inviato)"
                   r"[*_]{0,2} ?: ?\S.{0,300}", re.IGNORECASE)  # fmt: skip
_BOTH = re.compile(r"from: .{1,300} sent: .{1,300}", re.IGNORECASE)
_WROTE = re.compile(
    r"(?:on|am|le|el|den|op) .{1,300}(?:wrote|schrieb|a écrit|escribió|skrev|schreef).{0,200}:",
    re.IGNORECASE,
)


def is_reply(subject: str, *answered: str) -> bool:
    """Whether a mail answers another: it names that one, or its subject says so."""
    return any(answered) or _REPLY.match(subject) is not None


def parted(text: str) -> tuple[str, str]:
    """A reply's own words, and those that it quotes; a reply that does no more than quote is whole.

    >>> parted("Late.\\n\\n-----Original Message-----\\nWhere is it?")
    ('Late.', '-----Original Message-----\\nWhere is it?')
    """
    lines = text.split("\n")
    for at in range(len(lines)):
        end = _end(lines, at)
        if end:
            own = "\n".join([*lines[:at], *lines[end:]]).strip("\n").rstrip()
            return (own, "\n".join(lines[at:end]).strip()) if own else (text, "")
    return text, ""


def _end(lines: list[str], at: int) -> int:
    """Where the quotation ends that begins on this line; nought where none begins."""
    line = lines[at].strip()
    if _RULE.fullmatch(line) or _BOTH.fullmatch(line):
        return len(lines)
    if _FROM.fullmatch(line) and _SENT.fullmatch("".join(lines[at + 1 : at + 2]).strip()):
        return len(lines)
    for height in (1, 2):
        if _WROTE.fullmatch(" ".join(lines[at : at + height]).strip()):
            return _below(lines, at + height)
    return 0


def _below(lines: list[str], at: int) -> int:
    """The end of the lines that begin with the sign of a quotation; nought where none does."""
    end = at
    for number in range(at, len(lines)):
        if lines[number].startswith(">"):
            end = number + 1
        elif lines[number].strip():
            break
    return end if end > at else 0
