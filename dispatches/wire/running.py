"""Takes to running copy: a paragraph that was cut where a take ends is made whole."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .values import Block, Paragraph, Take

_ENDS = re.compile(r"[.!?…:;।؟۔。！？][\"'”’»)\]]*$")
_HYPHEN = re.compile(r"[^\W\d_]-$")


def run_on(takes: Sequence[Take]) -> tuple[Paragraph, ...]:
    """The paragraphs of these takes in order; one that runs on into the next take is one."""
    copy: list[Paragraph] = []
    for elder, younger in zip((None, *takes), takes, strict=False):
        parts = list(younger.paragraphs)
        if elder and copy and parts and follows(elder, younger) and runs_on(copy[-1], parts[0]):
            copy[-1] = joined(copy[-1], parts.pop(0))
        copy += parts
    return tuple(copy)


def follows(elder: Take, younger: Take) -> bool:
    """Whether no take is known to be missing between these two."""
    if younger.number is None:
        return True
    return younger.number == (elder.number or 1) + 1


def runs_on(one: Paragraph, two: Paragraph) -> bool:
    """Whether the second goes on in the middle of the first's sentence.

    >>> runs_on(Paragraph("The mayor said he"), Paragraph("would be back."))
    True
    >>> runs_on(Paragraph("The mayor left."), Paragraph("would be back."))
    False
    """
    if one.kind is not Block.PARAGRAPH or two.kind is not Block.PARAGRAPH:
        return False
    return two.text[:1].islower() and not _ENDS.search(one.text.rstrip())


def joined(one: Paragraph, two: Paragraph) -> Paragraph:
    """Two halves as one paragraph that knows the lines of both."""
    gap = "" if _HYPHEN.search(one.text) else " "
    return Paragraph(
        one.text + gap + two.text,
        one.kind,
        one.origins + two.origins,
        one.fixes + two.fixes,
        one.widths + two.widths,
    )
