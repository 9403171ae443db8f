"""Which ids of a feed's entries are ids: those that no other entry has."""

from __future__ import annotations

import pytest

from dispatches.tests.wire.formats.imitations import items

SITE = "https://orrin.example"
CHANNEL = f"<title>Orrin Post</title><link>{SITE}/news/</link>"


def of(*entries: str) -> list[str]:
    """The ids of these entries of RSS."""
    told = "".join(f"<item><title>Ferry {n}</title>{one}</item>" for n, one in enumerate(entries))
    found = items(f"<rss><channel>{CHANNEL}{told}</channel></rss>".encode())
    assert [one.guid for one in found] == [one.uri for one in found]
    return [one.uri for one in found]


def guid(words: str) -> str:
    """An entry's id and nothing else."""
    return f'<guid isPermaLink="false">{words}</guid>'


@pytest.mark.parametrize("words", ["orrin-1", f"{SITE}/?p=77", f"{SITE}/2026/ferry", "tag:a,1:b"])
def test_an_id_that_is_an_entrys_own_is_kept(words: str) -> None:
    assert of(guid(words), guid("orrin-2")) == [words, "orrin-2"]


@pytest.mark.parametrize("words", [SITE, f"{SITE}/", f"{SITE}/news", f"{SITE}/news/", "HTTPS://x"])
def test_the_address_of_a_site_or_of_its_feed_is_no_id(words: str) -> None:
    assert of(guid(words)) == [""]


def test_an_id_that_two_entries_have_is_none_of_either() -> None:
    assert of(guid("news"), guid("news"), guid("orrin-3")) == ["", "", "orrin-3"]


def test_an_entrys_own_page_serves_where_its_id_does_not() -> None:
    first, second = (f"{guid(SITE)}<link>{SITE}/{n}</link>" for n in (1, 2))
    assert of(first, second) == [f"{SITE}/1", f"{SITE}/2"]
    assert of(first, first) == ["", ""]
    assert of(f"{guid(f'{SITE}/1')}<link>{SITE}/1/</link>") == [f"{SITE}/1"]
    assert of(f"<link>{SITE}</link>", f"<link>{SITE}/news/</link>") == ["", ""]


def test_an_entry_of_atom_is_not_known_by_the_id_of_its_feed() -> None:
    entry = "<entry><id>https://orrin.example/feed</id><title>Late</title></entry>"
    space = 'xmlns="http://www.w3.org/2005/Atom"'
    raw = f"<feed {space}><id>https://orrin.example/feed</id>{entry}</feed>"
    assert items(raw.encode())[0].uri == ""
