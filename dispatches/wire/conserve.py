"""Conservation: every character of a take stands in its copy, or in what was set aside by name.

It is looked at whenever a take is read. What is left over is not hidden: it is given the role
LEFT_OVER, is shown with the lines as they came, and stops approval (C16).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .values import Line, Paragraph, Removal, Take

LEFT_OVER = "left over"


def left_over(take: Take, lines: Sequence[Line]) -> tuple[Removal, ...]:
    """The lines of a take that are neither copy nor named, and those of which a part is neither.

    `lines` are those of the whole page, from line 1, as they were read: with their characters
    mended. Marks may change on the way to copy (hyphens, quotation marks); letters and figures may
    not.
    """
    span = lines[take.first - 1 : take.last]
    told = _closed_up(" ".join(_pieces(take)))
    if told == _closed_up(" ".join([line.text for line in span])):
        return ()
    return tuple(_unaccounted(take, span))


def _pieces(take: Take) -> list[str]:
    """The texts that the take's lines became, in the order of the lines."""
    ends = {origin.last for part in take.paragraphs for origin in part.origins}
    placed = [
        ((one.line, 2 if one.line in ends and one.role == "sign-off" else 0), one.text)
        for one in take.removals
    ]
    placed += [((part.origins[0].first, 1), part.text) for part in take.paragraphs if part.origins]
    return [text for _, text in sorted(placed, key=lambda one: one[0])]


def _closed_up(text: str) -> str:
    return text.replace(" ", "")


def _unaccounted(take: Take, span: Sequence[Line]) -> Iterator[Removal]:
    """Block by block and line by line, what is missing of the lines."""
    rest = {line.number: line.text for line in span}
    for one in take.removals:
        rest[one.line] = rest.get(one.line, "").replace(one.text.strip(), "", 1)
    for part in take.paragraphs:
        numbers = [n for one in part.origins for n in range(one.first, one.last + 1) if n in rest]
        lines = [Line(number, rest.pop(number)) for number in numbers]
        yield from _missing_of(part, lines)
    for number, text in rest.items():
        if any(map(str.isalnum, text)):
            yield Removal(number, text, LEFT_OVER)


def _missing_of(part: Paragraph, lines: Sequence[Line]) -> Iterator[Removal]:
    """The lines of a paragraph whose letters are not all in it, or of one that has others."""
    if _closed_up(part.text) == _closed_up(" ".join([line.text for line in lines])):
        return
    copy = _letters(part.text)
    for line in lines:
        sent = _letters(line.text)
        if not copy.startswith(sent):
            yield Removal(line.number, line.text, LEFT_OVER)
        copy = copy.removeprefix(sent)
    if copy and lines:
        yield Removal(lines[-1].number, lines[-1].text, LEFT_OVER)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
