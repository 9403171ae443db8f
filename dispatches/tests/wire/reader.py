"""What the tests of the wire ask of the engine, in a few words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from dispatches.wire import pipeline
from dispatches.wire.values import Assembly, Block, Copy, Joined, Problem, Take

NOON = datetime(2019, 4, 25, 12, tzinfo=UTC)


def take_in(*pages: str, feed: str = "bss", convention: str = "auto") -> list[Take]:
    """The takes of these pages, which came a minute apart, named p0, p1 ..."""
    return [
        take
        for n, page in enumerate(pages)
        for take in pipeline.read(
            page.encode(),
            feed=feed,
            convention=convention,
            page=f"p{n}",
            received_at=NOON + timedelta(minutes=n),
        ).takes
    ]


def joined(*pages: str, feed: str = "bss") -> Joined:
    """What joining makes of these pages."""
    return pipeline.join(take_in(*pages, feed=feed))


def only(*pages: str, feed: str = "bss") -> Assembly:
    """The one story in these pages."""
    (assembly,) = joined(*pages, feed=feed).assemblies
    return assembly


def copy(*pages: str, feed: str = "bss") -> Copy:
    """The copy of the one story in these pages."""
    return pipeline.copy_of(only(*pages, feed=feed))


def problems(*pages: str, feed: str = "bss") -> list[Problem]:
    """What the checks find in the one story in these pages."""
    assembly = only(*pages, feed=feed)
    return list(pipeline.check(pipeline.copy_of(assembly), assembly))


def codes(*pages: str, feed: str = "bss") -> list[str]:
    """The codes of what the checks find."""
    return [problem.code for problem in problems(*pages, feed=feed)]


def pages_of(assemblies: Iterable[Assembly]) -> set[tuple[str, ...]]:
    """Which pages were joined to which, in reading order."""
    return {tuple(take.page for take in assembly.takes) for assembly in assemblies}


def written(assembly: Assembly) -> str:
    """A story as a case file writes it: marks first, then copy, then problems."""
    story = pipeline.copy_of(assembly)
    lines = [f"headline: {story.headline}"] if story.headline else []
    if story.slug:
        lines.append(f"slug: {story.slug}")
    if story.dateline:
        lines.append(f"dateline: {story.dateline.place} | {story.dateline.date}")
    if story.credit:
        lines.append(f"credit: {'/'.join(story.credit)}")
    lines.append(f"state: {assembly.state}")
    copy_lines = "\n".join(_body(story)).strip()
    found = pipeline.check(story, assembly)
    return "\n".join([*lines, "", copy_lines, *(f"! {p.code} {p.paragraph}" for p in found)])


def _body(story: Copy) -> Sequence[str]:
    marks = {Block.CROSSHEAD: "## ", Block.PARAGRAPH: ""}
    return [line for part in story.paragraphs for line in (marks[part.kind] + part.text, "")]
