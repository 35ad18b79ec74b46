"""What the database itself forbids: rows of registers and of history are only ever added to.

The one permitted change of a register row is `diketahui_sampai` from empty to an instant. Both databases keep the rule, so
that no program, also not ours, can rewrite what was known.
"""

from django.db import connections, models

from tolok.store.models import Langkah, LogPerubahan, Realisasi, register_models

_CLOSING = "diketahui_sampai"


def lay_triggers(using: str = "default") -> None:
    """Create the triggers anew on every guarded table that exists. Idempotent."""
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    rules = [(model, _register_rule(model)) for model in register_models().values()]
    rules += [(LogPerubahan, "1=1"), (Langkah, "1=1"), (Realisasi, "OLD.status = 'diterbitkan'")]
    lay = _postgresql if connection.vendor == "postgresql" else _sqlite
    with connection.cursor() as cursor:
        for model, rule in rules:
            table = model._meta.db_table
            if table in existing:
                no_delete = rule if model is Realisasi else "1=1"
                for statement in (*lay(table, "UPDATE", rule), *lay(table, "DELETE", no_delete)):
                    cursor.execute(statement)


def _register_rule(model: type[models.Model]) -> str:
    """True for a forbidden update: anything but closing an open row."""
    kept = [field.column for field in model._meta.concrete_fields if field.column != _CLOSING]
    changed = " OR ".join(f'OLD."{column}" IS DISTINCT FROM NEW."{column}"' for column in kept)
    return f'OLD."{_CLOSING}" IS NOT NULL OR NEW."{_CLOSING}" IS NULL OR {changed}'


def _sqlite(table: str, event: str, forbidden: str) -> list[str]:
    name = f"{table}_jaga_{event.lower()}"
    forbidden = forbidden.replace("IS DISTINCT FROM", "IS NOT")
    return [
        f'DROP TRIGGER IF EXISTS "{name}"',
        f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" FOR EACH ROW WHEN {forbidden} '
        f"BEGIN SELECT RAISE(ABORT, '{table}: hanya boleh ditambah'); END",
    ]


def _postgresql(table: str, event: str, forbidden: str) -> list[str]:
    name = f"{table}_jaga_{event.lower()}"
    return [
        f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"',
        f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS '
        f"$jaga$ BEGIN RAISE EXCEPTION '{table}: hanya boleh ditambah'; END $jaga$",
        f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" FOR EACH ROW WHEN ({forbidden}) EXECUTE FUNCTION "{name}"()',
    ]
