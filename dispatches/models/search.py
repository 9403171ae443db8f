"""By what words stories are found: the text of each one's present version, and its index.

SQLite keeps the index in a table of its own (FTS5), which triggers bring up to date with every row;
PostgreSQL in a column that it generates from the text. The text is folded (wire/findable.py)
before either sees it, so that both find the same words, in whatever script.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Self, cast

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func
from django.db.models.expressions import Col

from dispatches.wire.findable import Phrase, in_one

from .stories import Story

_MATCHING = "(SELECT rowid FROM dispatches_searched_words WHERE dispatches_searched_words MATCH %s)"


class SearchedQuerySet(models.QuerySet["Searched"]):
    """Questions about the words of stories."""

    def saying(self, wanted: Sequence[Phrase], unwanted: Sequence[Phrase] = ()) -> Self:
        """Those that hold every one of these phrases, and none of the others."""
        return self.filter(_Says(wanted, unwanted)) if wanted or unwanted else self


class Searched(models.Model):
    """The words of a story's present version, folded; made anew with every version."""

    story = models.OneToOneField(
        Story, on_delete=models.PROTECT, primary_key=True, related_name="searched"
    )
    text = models.TextField(blank=True)

    objects = SearchedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "searched"

    def __str__(self) -> str:
        return f"the words of {self.story}"


def text_of(fields: Iterable[str], paragraphs: Iterable[dict[str, Any]]) -> str:
    """What is searched of a version: the fields of its heading, and its paragraphs."""
    return in_one([*fields, *(str(row["text"]) for row in paragraphs)])


class _Says(Func):
    """Whether a row holds some phrases and lacks others, as the engine's own index tells."""

    output_field = BooleanField()

    def __init__(self, wanted: Sequence[Phrase], unwanted: Sequence[Phrase]) -> None:
        self.wanted, self.unwanted = tuple(wanted), tuple(unwanted)
        super().__init__(F("pk"))

    @property
    def identity(self) -> tuple[Any, ...]:
        """What tells one such question from another."""
        return (self.__class__, self.wanted, self.unwanted)

    def as_postgresql(
        self, compiler: Any, connection: BaseDatabaseWrapper, **more: Any
    ) -> tuple[str, list[Any]]:
        """The generated column, asked by one query for everything."""
        table = compiler.quote_name_unless_alias(_column(self).alias)
        each = [_tsquery(one) for one in self.wanted]
        each += [f"!({_tsquery(one)})" for one in self.unwanted]
        return f"{table}.\"words\" @@ to_tsquery('simple', %s)", [" & ".join(each)]

    def as_sqlite(
        self, compiler: Any, connection: BaseDatabaseWrapper, **more: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        """The table of words, asked for what is wanted and for what is not."""
        row, _ = compiler.compile(_column(self))
        parts, told = [], []
        if self.wanted:
            parts.append(f"{row} IN {_MATCHING}")
            told.append(" AND ".join(_fts(one) for one in self.wanted))
        if self.unwanted:
            parts.append(f"{row} NOT IN {_MATCHING}")
            told.append(" OR ".join(_fts(one) for one in self.unwanted))
        return f"({' AND '.join(parts)})", tuple(told)


def _column(asked: Func) -> Col:
    return cast(Col, asked.get_source_expressions()[0])


def _tsquery(phrase: Phrase) -> str:
    words = [f"'{word}'" for word in phrase.words]
    return f"({' <-> '.join(words)}{':*' * phrase.begins})"


def _fts(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.words)}"{" *" * phrase.begins}'


# The index itself, for migrations -----------------------------------------------------------------
_SQLITE = (
    """CREATE VIRTUAL TABLE dispatches_searched_words USING fts5(
        text, content='dispatches_searched', content_rowid='story_id', tokenize='ascii')""",
    """CREATE TRIGGER searched_added AFTER INSERT ON dispatches_searched BEGIN
        INSERT INTO dispatches_searched_words(rowid, text) VALUES (new.story_id, new.text);
    END""",
    """CREATE TRIGGER searched_gone AFTER DELETE ON dispatches_searched BEGIN
        INSERT INTO dispatches_searched_words(dispatches_searched_words, rowid, text)
            VALUES ('delete', old.story_id, old.text);
    END""",
    """CREATE TRIGGER searched_changed AFTER UPDATE ON dispatches_searched BEGIN
        INSERT INTO dispatches_searched_words(dispatches_searched_words, rowid, text)
            VALUES ('delete', old.story_id, old.text);
        INSERT INTO dispatches_searched_words(rowid, text) VALUES (new.story_id, new.text);
    END""",
)
# Rows are small where their long columns stand aside: thousands of them are looked through for one
# page. What waits to be put in order is looked through by every search, so it is kept short.
_POSTGRESQL = (
    """ALTER TABLE dispatches_searched ADD COLUMN words tsvector
        GENERATED ALWAYS AS (to_tsvector('simple', text)) STORED""",
    """ALTER TABLE dispatches_searched SET (toast_tuple_target = 128)""",
    """CREATE INDEX dispatches_searched_words ON dispatches_searched USING gin (words)
        WITH (gin_pending_list_limit = 512)""",
)
_UNDO_SQLITE = (
    "DROP TRIGGER searched_added",
    "DROP TRIGGER searched_gone",
    "DROP TRIGGER searched_changed",
    "DROP TABLE dispatches_searched_words",
)


def index(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    """The statements that make the index on an empty table."""
    return _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL


def no_index(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    """The statements that take away what would stay when the table goes."""
    return _UNDO_SQLITE if connection.vendor == "sqlite" else ()
