"""Triggers that keep what must be kept, on both databases.

A guard names a table, the columns that may never change (None: no row may change at all), and
forbids deleting. Our own code never trips one; a guard is for the mistake that nobody foresaw.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

GUARDS: dict[str, tuple[str, ...] | None] = {
    "dispatches_event": None,
    "dispatches_revision": None,
    "dispatches_arrival": None,
    "dispatches_ruling": None,
    "dispatches_transmission": ("source_id", "sha256", "size", "content", "received_at"),
    "dispatches_publication": (
        "story_id",
        "revision_id",
        "number",
        "published_at",
        "published_by_id",
    ),
    "dispatches_wireitem": ("transmission_id", "elder_id", "body", "headline", "serial", "kind"),
}

_PG_FUNCTION = """
CREATE OR REPLACE FUNCTION newsdesk_keep() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '% is kept: rows are not changed or deleted', TG_TABLE_NAME; END;
$$ LANGUAGE plpgsql"""


def _when(columns: tuple[str, ...] | None, unequal: str) -> str:
    if columns is None:
        return ""
    return f"WHEN ({' OR '.join(f'OLD.{c} {unequal} NEW.{c}' for c in columns)}) "


def _sqlite(table: str, columns: tuple[str, ...] | None) -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is kept: rows are not changed or deleted'); END"
    when = _when(columns, "IS NOT")
    return [
        f"CREATE TRIGGER keep_{table}_update BEFORE UPDATE ON {table} {when}{refuse}",
        f"CREATE TRIGGER keep_{table}_delete BEFORE DELETE ON {table} {refuse}",
    ]


def _postgresql(table: str, columns: tuple[str, ...] | None) -> list[str]:
    call = "EXECUTE FUNCTION newsdesk_keep()"
    when = f"FOR EACH ROW {_when(columns, 'IS DISTINCT FROM')}"
    return [
        f"CREATE TRIGGER keep_{table}_update BEFORE UPDATE ON {table} {when}{call}",
        f"CREATE TRIGGER keep_{table}_delete BEFORE DELETE ON {table} FOR EACH ROW {call}",
        f"CREATE TRIGGER keep_{table}_truncate BEFORE TRUNCATE ON {table} {call}",
    ]


def install(connection: BaseDatabaseWrapper) -> None:
    """Put every guard in its place."""
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if not sqlite:
            cursor.execute(_PG_FUNCTION)
        for table, columns in GUARDS.items():
            for statement in (_sqlite if sqlite else _postgresql)(table, columns):
                cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take every guard away: for migrations that must change these tables, and for test set-up."""
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        for table in GUARDS:
            for deed in ("update", "delete", "truncate"):
                where = "" if sqlite else f" ON {table}"
                cursor.execute(f"DROP TRIGGER IF EXISTS keep_{table}_{deed}{where}")
