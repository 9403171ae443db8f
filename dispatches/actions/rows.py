"""Many small rows at once, which bulk_create makes objects of one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django.db import connection, models


def insert(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of plain values for these fields; the rows have no ids yet, and are not read
    back."""
    columns = [cast(Any, model._meta.get_field(name)) for name in fields]
    quoted = ", ".join(connection.ops.quote_name(str(one.column)) for one in columns)
    places = ", ".join(["%s"] * len(columns))
    table = connection.ops.quote_name(model._meta.db_table)
    sql = f"INSERT INTO {table} ({quoted}) VALUES ({places})"  # noqa: S608  # our own names alone
    moments = [at for at, one in enumerate(columns) if isinstance(one, models.DateTimeField)]
    adapted: dict[Any, Any] = {}

    def told(row: Sequence[Any]) -> list[Any]:
        values = list(row)
        for at in moments:
            value = values[at]
            if value not in adapted:
                adapted[value] = connection.ops.adapt_datetimefield_value(value)
            values[at] = adapted[value]
        return values

    given = [told(row) for row in rows]
    if given:
        with connection.cursor() as cursor:
            cursor.executemany(sql, given)
