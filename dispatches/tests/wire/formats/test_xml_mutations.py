"""Documents bent out of shape: they are read, or refused with a sentence, and nothing else."""

from __future__ import annotations

import json
import time
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from dispatches.wire.formats import newsml12, newsmlg2, nitf
from dispatches.wire.items import as_json
from dispatches.wire.values import Unreadable

from . import xml_papers as papers

WHOLE = [
    papers.nitf(
        docdata='<doc-id id-string="T1"/><urgency ed-urg="2"/><date.issue norm="20260302T10Z"/>',
        above="<hedline><hl1>Ferry late</hl1></hedline><byline>By <person>Ada</person></byline>",
    ),
    papers.newsml(
        lines="<HeadLine>Ferry late</HeadLine>", management='<Status FormalName="Usable"/>'
    ),
    papers.g2(about="<headline>Ferry late</headline>", meta="<embargoed>2026-03-03</embargoed>"),
]
PIECES = st.sampled_from(
    [
        b"",
        b"<",
        b">",
        b"&",
        b"\x00",
        b"\xff",
        b'"',
        b"<!DOCTYPE x [",
        b"]]>",
        b"<![CDATA[",
        b"<p>",
        b"</",
    ]
)


@st.composite
def mutants(draw: st.DrawFn) -> bytes:
    """A document with up to eight cuts, each with something else put in."""
    raw = draw(st.sampled_from(WHOLE))
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, len(raw)))
        raw = raw[:at] + draw(PIECES) + raw[at + draw(st.integers(0, 40)) :]
    return raw


@settings(max_examples=300, deadline=None)
@given(mutants())
def test_a_bent_document_is_read_or_refused_with_a_sentence(raw: bytes) -> None:
    started = time.process_time()
    for form in (nitf, newsml12, newsmlg2):
        form.sniff(raw)
        with suppress(Unreadable):
            json.dumps([as_json(item) for item in form.read(raw).items])
    assert time.process_time() - started < 1
