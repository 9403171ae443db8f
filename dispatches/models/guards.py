"""Triggers that keep what must be kept, on both databases.

A guard names a table, the columns that may never change (None: no row may change at all), and
forbids deleting. Our own code never trips one; a guard is for the mistake that nobody foresaw.

The bytes of a transmission may go once, all of them, in the same write that says when; else neither
they nor that moment ever change. What is gone is not put back.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

GUARDS: dict[str, tuple[str, ...] | None] = {
    "dispatches_event": None,
    "dispatches_revision": None,
    "dispatches_arrival": None,
    "dispatches_ruling": None,
    "dispatches_transmission": ("source_id", "sha256", "size", "received_at"),
    "dispatches_publication": (
        "story_id",
        "revision_id",
        "number",
        "published_at",
        "published_by_id",
    ),
    "dispatches_wireitem": ("transmission_id", "elder_id", "body", "headline", "serial", "kind"),
}

_KEEPER = "dispatches_transmission"
_BYTES = ("content", "forgotten_at")
_MAY_GO = "OLD.forgotten_at IS NULL AND NEW.forgotten_at IS NOT NULL AND NEW.content = {empty}"

_PG_FUNCTION = """
CREATE OR REPLACE FUNCTION newsdesk_keep() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '% is kept: rows are not changed or deleted', TG_TABLE_NAME; END;
$$ LANGUAGE plpgsql"""


def _when(
    table: str, columns: tuple[str, ...] | None, unequal: str, empty: str, *, forgets: bool
) -> str:
    """When a guard refuses an update; `unequal` and `empty` are how the database writes these."""
    if columns is None:
        return ""
    if table != _KEEPER:
        return f"WHEN ({_differ(columns, unequal)}) "
    if not forgets:
        return f"WHEN ({_differ((*columns, 'content'), unequal)}) "
    gone = f"({_differ(_BYTES, unequal)}) AND NOT ({_MAY_GO.format(empty=empty)})"
    return f"WHEN ({_differ(columns, unequal)} OR ({gone})) "


def _differ(columns: tuple[str, ...], unequal: str) -> str:
    return " OR ".join(f"OLD.{column} {unequal} NEW.{column}" for column in columns)


def _sqlite(table: str, columns: tuple[str, ...] | None, *, forgets: bool) -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is kept: rows are not changed or deleted'); END"
    when = _when(table, columns, "IS NOT", "X''", forgets=forgets)
    return [
        f"CREATE TRIGGER keep_{table}_update BEFORE UPDATE ON {table} {when}{refuse}",
        f"CREATE TRIGGER keep_{table}_delete BEFORE DELETE ON {table} {refuse}",
    ]


def _postgresql(table: str, columns: tuple[str, ...] | None, *, forgets: bool) -> list[str]:
    call = "EXECUTE FUNCTION newsdesk_keep()"
    when = _when(table, columns, "IS DISTINCT FROM", "''::bytea", forgets=forgets)
    return [
        f"CREATE TRIGGER keep_{table}_update BEFORE UPDATE ON {table} FOR EACH ROW {when}{call}",
        f"CREATE TRIGGER keep_{table}_delete BEFORE DELETE ON {table} FOR EACH ROW {call}",
        f"CREATE TRIGGER keep_{table}_truncate BEFORE TRUNCATE ON {table} {call}",
    ]


def install(connection: BaseDatabaseWrapper) -> None:
    """Put every guard in its place."""
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if not sqlite:
            cursor.execute(_PG_FUNCTION)
        rows = connection.introspection.get_table_description(cursor, _KEEPER)
        forgets = any(
            row.name == "forgotten_at" for row in rows
        )  # the first migrations have it not
        for table, columns in GUARDS.items():
            for statement in (_sqlite if sqlite else _postgresql)(table, columns, forgets=forgets):
                cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take every guard away: for migrations that must change these tables, and for test set-up."""
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        for table in GUARDS:
            for deed in ("update", "delete", "truncate"):
                where = "" if sqlite else f" ON {table}"
                cursor.execute(f"DROP TRIGGER IF EXISTS keep_{table}_{deed}{where}")
