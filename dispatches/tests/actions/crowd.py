"""Many items at once, filed without being read: what lies around when one more take comes."""

from __future__ import annotations

from datetime import timedelta

from dispatches.actions.ties import keep_ties
from dispatches.models import Source, Transmission, WireItem
from dispatches.models.shapes import item_of
from dispatches.tests import make
from dispatches.wire.ids import Serial
from dispatches.wire.values import Dateline, Mark, Paragraph, SignOff, Take

LAST = 9000
_WORDS = ("quay", "lantern", "mill", "vault", "press", "yard", "keel", "plank", "jetty", "urn")


def take(number: int) -> Take:
    """A whole story of its own, told apart by its number in words."""
    name = " ".join(_WORDS[int(digit)] for digit in f"{number:05}")
    return Take(
        key=str(number),
        serial=Serial("BFF", number),
        headline=f"{name.title()} is sold",
        slug=f"SOLD-{number:05}",
        dateline=Dateline("OSTBY", "OSTBY", make.NOON.date()),
        paragraphs=(Paragraph(f"The {name} was sold on Friday, a clerk of the {name} said."),),
        mark=Mark.END,
        sign_off=SignOff(("BSS",), ("RK", "TN", "LM")[number % 3]),
        ends_are_marked=True,
    )


def crowd(source: Source, many: int, *, hours: float = 12, last: int = LAST) -> None:
    """So many items, spread over so many hours before noon, the last number last."""
    step = timedelta(hours=hours) / many
    pages = [
        Transmission(
            source=source,
            sha256=f"{number:064}",
            size=1,
            content=b"-",
            received_at=make.NOON - step * (last - number),
        )
        for number in range(last - many, last)
    ]
    Transmission.objects.bulk_create(pages)
    items = [item_of(take(int(page.sha256)), page, page.received_at) for page in pages]
    WireItem.objects.bulk_create(items)
    for at in range(0, many, 1000):
        keep_ties(items[at : at + 1000])
