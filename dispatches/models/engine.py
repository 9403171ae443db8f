"""Which database engine this is, and whether it can be trusted with copy."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Warning  # noqa: A004  # Django's word for it
from django.db import connection

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
