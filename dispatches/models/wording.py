"""What a version of a story says, as the wire engine hands it on and as a revision keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from dispatches.wire.values import Block, Copy, Dateline, Origin, Paragraph

from .intake import WireItem
from .revisions import Revision
from .shapes import fitting, fixes_in, plain, storable

HEADING = ("headline", "slug", "byline", "place", "city", "dateline_date", "credit")
"""What a revision says above its paragraphs."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What a version says: its heading (the fields of HEADING) and the rows of its paragraphs."""

    heading: dict[str, Any]
    paragraphs: list[dict[str, Any]]

    def find(self, key: str) -> int | None:
        """Where the paragraph of this key stands; None when it does not."""
        return next((n for n, row in enumerate(self.paragraphs) if row["key"] == key), None)


def wording_of(revision: Revision) -> Wording:
    """What a revision says."""
    heading = {name: getattr(revision, name) for name in HEADING}
    return Wording(heading, [dict(row) for row in revision.paragraphs])


def wording_from(copy: Copy, items: Mapping[str, WireItem]) -> Wording:
    """Copy as the machine made it, as a version keeps it; `items` by the keys of their takes."""
    dateline = copy.dateline or Dateline("", "")
    texts = {
        "headline": copy.headline,
        "slug": copy.slug,
        "byline": copy.byline,
        "place": dateline.place,
        "city": dateline.city,
    }
    heading: dict[str, Any] = {n: fitting(Revision, n, text) for n, text in texts.items()}
    heading |= {"dateline_date": dateline.date, "credit": plain(copy.credit)}
    rows: list[dict[str, Any]] = []
    taken: set[str] = set()
    for paragraph in copy.paragraphs:
        row = _paragraph_row(paragraph, items)
        while row["key"] in taken:
            row["key"] += "x"
        taken.add(row["key"])
        rows.append(row)
    return Wording(heading, rows)


def _paragraph_row(paragraph: Paragraph, items: Mapping[str, WireItem]) -> dict[str, Any]:
    origins = [
        {"item": items[origin.take].pk, "first": origin.first, "last": origin.last}
        for origin in paragraph.origins
    ]
    first = origins[0] if origins else {"item": 0, "first": 0}
    return {
        "key": f"{first['item']}-{first['first']}",
        "text": storable(paragraph.text),
        "kind": paragraph.kind.value,
        "origins": origins,
        "by": None,
        "fixes": plain([asdict(fix) for fix in paragraph.fixes]),
        "widths": list(paragraph.widths),
    }


def copy_in(wording: Wording, keys: Mapping[int, str]) -> Copy:
    """The copy of a version, as the checks read it. `keys`: the takes' keys by their items' ids."""
    said = wording.heading
    dateline = said["place"] or said["city"] or said["dateline_date"]
    return Copy(
        headline=said["headline"],
        slug=said["slug"],
        byline=said["byline"],
        dateline=Dateline(said["place"], said["city"], said["dateline_date"]) if dateline else None,
        credit=tuple(said["credit"]),
        paragraphs=tuple(
            Paragraph(
                row["text"],
                Block(row["kind"]),
                tuple(
                    Origin(_take(row, origin, keys), origin["first"], origin["last"])
                    for origin in row["origins"]
                ),
                fixes_in(row["fixes"]),
                tuple(row.get("widths", ())),
            )
            for row in wording.paragraphs
        ),
    )


def _take(row: Mapping[str, Any], origin: Mapping[str, Any], keys: Mapping[int, str]) -> str:
    """The key of the take that words came from; of what was brought in, one that no take has."""
    return keys.get(origin["item"], f"item {origin['item']}" if "lent" in row else "")
