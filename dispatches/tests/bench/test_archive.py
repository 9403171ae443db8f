"""How long a search takes among many stories: `make bench`, ARCHIVE says how many."""

from __future__ import annotations

import os

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_benchmark.fixture import BenchmarkFixture

from dispatches.tests import make
from dispatches.tests.bench.lexicon import Archive
from dispatches.tests.bench.test_speed import measured, seconds
from dispatches.tests.figures.ledger import at_most, written

pytestmark = pytest.mark.bench

ARCHIVE = int(os.environ.get("ARCHIVE", "20000"))
ASKED = 150


@pytest.mark.django_db
def test_searches_in_a_database_with_an_archive(benchmark: BenchmarkFixture) -> None:
    archive = Archive()
    archive.fill(ARCHIVE)
    client = Client()
    client.force_login(make.editor())
    searches = list(archive.searches(ASKED))

    def ask(query: str) -> None:
        assert client.get(reverse("desk:search"), {"q": query}).status_code == 200

    ask(searches[0])
    took = sorted(seconds(lambda query=query: ask(query)) for query in searches)  # type: ignore[misc]
    measured(benchmark, 3, ask, searches[1])
    name = f"search among {ARCHIVE:,} stories, {connection.vendor}, p95"
    written([at_most(name, round(took[int(ASKED * 0.95)] * 1000), 150, "ms")], "desk")
