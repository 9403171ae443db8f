"""The corpus: a file an oddity. `mended` must change so, `untouched` must not change at all.

A file in mended/ or not_yet/ holds the pages of a wire, parted by lines of `==== page` (or
`==== page FEED` for another wire than BSS; a feed that no convention names is one), and under
`==== story` each story that must come of them. One in untouched/ holds paragraphs, a line each.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dispatches.tests.wire.reader import copy, joined, written

CASES = Path(__file__).parent / "cases"
_PART = re.compile(r"^==== (page|story)(?: (\w+))?\n", re.MULTILINE)


def _cases(folder: str) -> list[Path]:
    return sorted((CASES / folder).glob("*.txt"))


def _run(case: Path) -> None:
    parts = _PART.split(case.read_text("utf-8"))[1:]
    made_of = list(zip(parts[::3], parts[1::3], parts[2::3], strict=True))
    pages = [text for kind, _, text in made_of if kind == "page"]
    stories = [text for kind, _, text in made_of if kind == "story"]
    feed = next((feed for _, feed, _ in made_of if feed), "bss")
    made = [written(assembly).strip() for assembly in joined(*pages, feed=feed).assemblies]
    assert made == [story.strip() for story in stories]


@pytest.mark.parametrize("case", _cases("mended"), ids=lambda case: case.stem)
def test_what_was_damaged_is_mended(case: Path) -> None:
    _run(case)


@pytest.mark.xfail(strict=True, reason="not yet")
@pytest.mark.parametrize("case", _cases("not_yet"), ids=lambda case: case.stem)
def test_what_cannot_be_mended_yet_is_known(case: Path) -> None:
    _run(case)


@pytest.mark.parametrize("case", _cases("untouched"), ids=lambda case: case.stem)
def test_clean_copy_is_not_touched(case: Path) -> None:
    lines = [line for line in case.read_text("utf-8").splitlines() if line]
    assert [part.text for part in copy("\n\n".join(lines), feed="plain").paragraphs] == lines
