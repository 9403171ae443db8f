"""Many small rows at once, which bulk_create makes objects of one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from django.db import connection, models


def update(
    model: type[models.Model], changes: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]]
) -> bool:
    """Write values in one row each: those that name the row, and those that it is to have. Whether
    every row was there."""
    alike: dict[tuple[tuple[str, ...], tuple[str, ...]], list[list[Any]]] = defaultdict(list)
    for by, values in changes:
        row = [*_adapted(model, values), *_adapted(model, by)]
        alike[tuple(values), tuple(by)].append(row)
    whole = True
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        for (said, where), given in alike.items():
            sets = ", ".join(f"{_quoted(model, name)} = %s" for name in said)
            which = " AND ".join(f"{_quoted(model, name)} = %s" for name in where)
            cursor.executemany(f"UPDATE {table} SET {sets} WHERE {which}", given)  # noqa: S608
            whole = whole and cursor.rowcount == len(given)
    return whole


def _adapted(model: type[models.Model], values: Mapping[str, Any]) -> list[Any]:
    fields = (cast(Any, model._meta.get_field(name)) for name in values)
    return [
        field.get_db_prep_save(value, connection)
        for field, value in zip(fields, values.values(), strict=True)
    ]


def _quoted(model: type[models.Model], name: str) -> str:
    return connection.ops.quote_name(str(cast(Any, model._meta.get_field(name)).column))


def insert(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of plain values for these fields; the rows have no ids yet, and are not read
    back."""
    columns = [cast(Any, model._meta.get_field(name)) for name in fields]
    quoted = ", ".join(_quoted(model, name) for name in fields)
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
