"""What somebody with the database's own key could do: take a guard away and rewrite what was only ever added to."""

from django.db import connection


def drop_guard(table: str, event: str) -> None:
    """Drop one of the append-only triggers of a table; PostgreSQL wants the table named too."""
    on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{table}_jaga_{event}"{on}')


def replaced_in_json(column: str, key: str, text: str) -> str:
    """The SQL of a JSON column with the text under one key replaced."""
    if connection.vendor == "postgresql":
        return f"jsonb_set({column}, '{{{key}}}', '\"{text}\"')"
    return f"json_set({column}, '$.{key}', '{text}')"
