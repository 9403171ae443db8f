"""Which database engine this is, and whether it can be trusted with copy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.checks import CheckMessage, Warning  # noqa: A004  # Django's word for it
from django.db import connection
from django.db.models import BigIntegerField, Func

_MENDED = (3, 51, 3)
_MENDED_EARLIER = {(3, 44): 6, (3, 50): 7}  # the branches that the mend was carried back to


def has_wal_reset_bug(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite can lose a commit when two connections write at one instant.

    See sqlite.org/wal.html#walresetbug.

    >>> has_wal_reset_bug((3, 40, 1)), has_wal_reset_bug((3, 51, 2))
    (True, True)
    >>> has_wal_reset_bug((3, 44, 6)), has_wal_reset_bug((3, 50, 7)), has_wal_reset_bug((3, 51, 3))
    (False, False, False)
    """
    patch = _MENDED_EARLIER.get(version[:2])
    if patch is not None:
        return version[2] < patch
    return version < _MENDED


def check_engine(**_options: Any) -> list[CheckMessage]:
    """Warn of an SQLite that has the bug, since the embedded database runs on it."""
    if connection.vendor != "sqlite":
        return []
    version = connection.Database.sqlite_version_info  # type: ignore[attr-defined]
    if not has_wal_reset_bug(version):
        return []
    return [
        Warning(
            f"SQLite {'.'.join(map(str, version))} has the WAL-reset bug: very rarely, two writes"
            " at one instant can lose a commit.",
            hint="Install pysqlite3 (its wheel has the mend), or use PostgreSQL by DATABASE_URL.",
            id="dispatches.W001",
        )
    ]


# What the two databases write differently ---------------------------------------------------------
class Seconds(Func):
    """A moment as whole seconds since 1970: what can be grouped and subtracted alike everywhere."""

    output_field = BigIntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> tuple[str, Any]:
        """By SQLite's own function; it keeps moments as text."""
        return self.as_sql(compiler, connection, template="unixepoch(%(expressions)s)", **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> tuple[str, Any]:
        """By the standard's."""
        template = "FLOOR(EXTRACT(EPOCH FROM %(expressions)s))::bigint"
        return self.as_sql(compiler, connection, template=template, **more)


class DatabaseSize(Func):
    """How many bytes the database has on its disk."""

    output_field = BigIntegerField()
    arity = 0

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> tuple[str, Any]:
        """Its pages, by their size."""
        pages = "(SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size())"
        return self.as_sql(compiler, connection, template=pages, **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> tuple[str, Any]:
        """As the server adds it up."""
        size = "pg_database_size(current_database())"
        return self.as_sql(compiler, connection, template=size, **more)


@dataclass(frozen=True, slots=True)
class Engine:
    """Which database this is, in words, and the command that keeps a copy of all of it."""

    name: str
    backup: str


def engine() -> Engine:
    """What an operator is told of the database; PostgreSQL tells its version when it is asked."""
    if connection.vendor == "sqlite":
        module: Any = connection.Database  # type: ignore[attr-defined]
        file = connection.settings_dict["NAME"]
        return Engine(f"SQLite {module.sqlite_version}", f'sqlite3 {file} ".backup copy.sqlite3"')
    connection.ensure_connection()
    number = int(getattr(connection, "pg_version", 0)) // 10000
    return Engine(
        f"PostgreSQL {number}", 'pg_dump --format=custom --file=copy.dump "$DATABASE_URL"'
    )
