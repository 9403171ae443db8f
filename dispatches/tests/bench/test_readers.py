"""How fast formats are read, beside what public readers of the same kind take for the same bytes.

A format that is not in the table yet is left out; no time fails a test.
"""

from __future__ import annotations

import json
import time
import warnings
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace

import feedparser
import pytest
from lxml import etree
from pytest_benchmark.fixture import BenchmarkFixture

from dispatches.tests.bench.copy import MEGABYTE, worst
from dispatches.tests.bench.test_speed import measured
from dispatches.tests.figures.ledger import Figure, at_least, at_most, written
from dispatches.tests.wire.formats.frames import FRAMES, ats
from dispatches.tests.wire.formats.papers import PAPERS, PARAGRAPHS
from dispatches.wire import formats
from dispatches.wire.values import Unreadable

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # what another library does when it is imported is its own
    from NewsMLG2 import NewsMLG2Document

pytestmark = pytest.mark.bench

PACE = 3000  # items a second
TIMES = 6  # the time of a bare parse
_LINE = b"The keeper of the lamp said on Friday that nobody had seen a boat since the fog came.\r\n"
_LONG, _OFTEN, _ROUNDS = 34, 100, 7
XML = ("nitf", "newsml-1.2", "newsml-g2", "rss", "atom", "wordpress")
JSON = ("ninjs", "ninjs 3", "apmedia")


def quickest(work: Callable[[bytes], object], raw: bytes) -> float:
    """The seconds of CPU that one reading takes, in the quickest round."""
    return min(_round(work, raw) for _ in range(_ROUNDS)) / _OFTEN


def _round(work: Callable[[bytes], object], raw: bytes) -> float:
    began = time.process_time()
    for _ in range(_OFTEN):
        work(raw)
    return time.process_time() - began


def long_frame(raw: bytes) -> bytes:
    """A frame with a take's worth of words above its last third, in ASCII as frames are."""
    plain = raw.decode("latin-1").encode("ascii", "replace")
    reach = len(plain) * 2 // 3
    at = max(plain.rfind(b"\n", 0, reach), plain.rfind(b"\r", 0, reach)) + 1
    return plain[:at] + _LINE * _LONG + plain[at:]


def long_paper(name: str) -> bytes:
    """An imitation with a take's worth of paragraphs."""
    return PAPERS[name].replace(PARAGRAPHS.encode(), PARAGRAPHS.encode() * 20)


def known(names: Iterable[str]) -> list[str]:
    """Those of these imitations whose format is in the table."""
    return [name for name in names if formats.recognise(PAPERS[name]).NAME != "text"]


def told_of(figures: list[Figure], name: str, value: float, unit: str) -> None:
    """A figure without a goal, for comparison."""
    figures.append(replace(at_least(name, round(value, 2), 0, unit), goal=""))


@pytest.mark.parametrize("name", FRAMES)
def test_frames_a_second(benchmark: BenchmarkFixture, name: str) -> None:
    copy = [long_frame(raw) for raw in FRAMES[name]]
    assert {formats.recognise(raw).NAME for raw in copy} == {name}
    slowest = max(quickest(formats.read, raw) for raw in copy)
    measured(benchmark, 3, formats.read, copy[0])
    written([at_least(f"{name} of 600 words read", round(1 / slowest), PACE, "items/s")], "intake")


def test_a_frame_that_is_neither_ascii_nor_utf_8(benchmark: BenchmarkFixture) -> None:
    head, foot = ats().split(b"(ATS")
    raw = head + _LINE * _LONG + b"(ATS" + foot
    pace = round(1 / quickest(formats.read, raw))
    measured(benchmark, 3, formats.read, raw)
    written([at_least("iptc7901 of 600 words in Latin-1 read", pace, PACE, "items/s")], "intake")


@pytest.mark.parametrize("name", known(XML))
def test_xml_against_a_bare_parse(benchmark: BenchmarkFixture, name: str) -> None:
    form, raw = formats.recognise(PAPERS[name]), long_paper(name)
    ours, bare = quickest(form.read, raw), quickest(etree.fromstring, raw)
    measured(benchmark, 3, form.read, raw)
    figures = [at_most(f"{name} against a bare lxml parse", round(ours / bare, 2), TIMES, "times")]
    if name in ("rss", "atom"):
        theirs = quickest(feedparser.parse, raw)
        told_of(figures, f"{name}: feedparser alone against the reader", theirs / ours, "times")
    if name == "newsml-g2":
        theirs = quickest(lambda one: NewsMLG2Document(one).get_item(), raw)
        told_of(figures, f"{name}: the newsmlg2 package against the reader", theirs / ours, "times")
    written(figures, "intake")


@pytest.mark.parametrize("name", known(JSON))
def test_json_against_a_bare_parse(benchmark: BenchmarkFixture, name: str) -> None:
    form, raw = formats.recognise(PAPERS[name]), long_paper(name)
    ours, bare = quickest(form.read, raw), quickest(json.loads, raw)
    measured(benchmark, 3, form.read, raw)
    figures: list[Figure] = []
    told_of(figures, f"{name} against json.loads", ours / bare, "times")
    written(figures, "intake")


def test_a_megabyte_of_anything_under_the_head_of_a_frame(benchmark: BenchmarkFixture) -> None:
    heads = {name: raws[0][:100] for name, raws in FRAMES.items()}
    cost: dict[str, float] = {}
    for what, raw in worst().items():
        if not what.endswith("under a head"):
            for name, head in heads.items():
                cost[f"{what}, {name}"] = once(name, (head + b"\r\n" + raw)[:MEGABYTE])
    slowest = max(cost, key=lambda name: cost[name])
    measured(benchmark, 1, once, "text", worst()["spaces"])
    written(
        [at_most("1 MB under the head of a frame", round(cost[slowest], 2), 0.5, f"s ({slowest})")],
        "intake",
    )


def once(name: str, raw: bytes) -> float:
    """The seconds of CPU that a format takes to read these bytes, or to refuse them."""
    form = next(form for form in formats.FORMATS if name == form.NAME)
    began = time.process_time()
    with suppress(Unreadable):
        form.read(raw)
    return time.process_time() - began
