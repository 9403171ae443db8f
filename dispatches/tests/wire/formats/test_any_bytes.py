"""Any bytes are read, or refused with a sentence: 20,000 inputs here, more among the figures."""

from __future__ import annotations

from types import ModuleType

import pytest

from dispatches.tests.wire.formats import mutants
from dispatches.wire import formats
from dispatches.wire.items import Document, Item, Page
from dispatches.wire.values import Text

MANY = 20_000
EACH = MANY // len(mutants.IMITATIONS) + 1


@pytest.mark.parametrize("name", mutants.IMITATIONS)
def test_damaged_input_is_read_or_refused(name: str) -> None:
    tally = mutants.survive(name, EACH)
    assert tally.read + tally.refused == EACH


def test_every_format_has_an_imitation_that_it_reads() -> None:
    read = {formats.recognise(raw).NAME for raw in mutants.IMITATIONS.values()}
    assert set(formats.NAMES) - {"words"} <= read  # that is read only when a person asks


@pytest.mark.parametrize("name", mutants.IMITATIONS)
def test_an_imitation_is_whole(name: str) -> None:
    form = formats.recognise(mutants.IMITATIONS[name])
    if form.NAME == "text":  # no reader of this format is here
        return
    document = mutants.read(mutants.IMITATIONS[name])
    assert document
    assert document.items


def test_the_same_number_makes_the_same_damage() -> None:
    once, again = (list(mutants.mutants("nitf", 20)) for _ in range(2))
    assert once == again
    assert len(set(once)) > 15
    assert list(mutants.mutants("nitf", 1, 7)) == once[7:8]


@pytest.mark.parametrize(
    "made",
    [
        Document("odd", Text("x", "utf-8"), (Page(Item(headline="\x00"), 1, 1),)),
        Document("odd", Text("x", "utf-8"), (Page(Item(headline="\ud800"), 1, 1),)),
        Document("odd", Text("x", "utf-8"), (Page(Item(), 1, 3),)),
        None,
    ],
)
def test_a_reader_that_fails_is_named_with_its_input(
    monkeypatch: pytest.MonkeyPatch, made: Document | None
) -> None:
    odd = ModuleType("odd", "Odd.")

    def careless(raw: bytes) -> Document:
        if made is None:
            raise LookupError("careless")
        return made

    odd.__dict__.update(NAME="odd", sniff=lambda raw: True, read=careless)
    monkeypatch.setattr(formats, "FORMATS", (odd, *formats.FORMATS))
    with pytest.raises(AssertionError, match=r"mutants\('nitf', 1, 0\)"):
        mutants.survive("nitf", 3)
