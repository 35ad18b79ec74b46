"""What the database itself forbids: rows of registers and of history are only ever added to.

The one permitted change of a register row is `diketahui_sampai` from empty to an instant. Both databases keep the rule, so
that no program, also not ours, can rewrite what was known.
"""

from django.db import connections, models

from tolok.store.models import (
    Alias,
    Anggaran,
    Bukti,
    Cetakan,
    Definisi,
    DefinisiKantor,
    Identitas,
    Kiriman,
    Langkah,
    LogPerubahan,
    NaskahLaporan,
    NilaiLke,
    PenggunaLayanan,
    Penjelasan,
    PerjanjianKinerja,
    PutusanBaca,
    Realisasi,
    TanyaBaca,
    Target,
    TargetProgram,
    TemplatDokumen,
    TindakLanjut,
    register_models,
)

_CLOSING = "diketahui_sampai"
_ONLY_ADDED = (
    LogPerubahan, Langkah, Definisi, DefinisiKantor, Target, Anggaran, Kiriman, Alias, Penjelasan,
    NilaiLke, PenggunaLayanan, TindakLanjut, TargetProgram, PerjanjianKinerja, NaskahLaporan, Cetakan, PutusanBaca,
    TanyaBaca,
)  # fmt: skip


def lay_triggers(using: str = "default") -> None:
    """Create the triggers anew on every guarded table that exists. Idempotent."""
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    lay = _postgresql if connection.vendor == "postgresql" else _sqlite
    with connection.cursor() as cursor:
        for model, rule in _rules():
            table = model._meta.db_table
            if table in existing:
                no_delete = rule if model is Realisasi else "1=1"
                for statement in (*lay(table, "UPDATE", rule), *lay(table, "DELETE", no_delete)):
                    cursor.execute(statement)


def unguarded_tables(using: str = "default") -> tuple[str, ...]:
    """Tables that lack one of their two triggers."""
    connection = connections[using]
    source = "pg_trigger" if connection.vendor == "postgresql" else "sqlite_master"
    column = "tgname" if connection.vendor == "postgresql" else "name"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {source} WHERE {column} LIKE '%%_jaga_%%'", [])  # noqa: S608  # our own names
        present = {row[0] for row in cursor.fetchall()}
    tables = (model._meta.db_table for model, _ in _rules())
    return tuple(t for t in tables if not {_name(t, "UPDATE"), _name(t, "DELETE")} <= present)


def _rules() -> list[tuple[type[models.Model], str]]:
    """Guarded models with the SQL that is true for a forbidden update."""
    rules: list[tuple[type[models.Model], str]] = [(m, _register_rule(m)) for m in register_models().values()]
    rules += [(model, "1=1") for model in _ONLY_ADDED]
    rules.append((Identitas, _identity_rule()))
    rules += [(model, _register_rule(model, "dicabut_pada")) for model in (Bukti, TemplatDokumen)]
    return [*rules, (Realisasi, "OLD.status = 'diterbitkan'")]


def _name(table: str, event: str) -> str:
    return f"{table}_jaga_{event.lower()}"


def _register_rule(model: type[models.Model], closing: str = _CLOSING) -> str:
    """True for a forbidden update: anything but closing an open row."""
    kept = [field.column for field in model._meta.concrete_fields if field.column != closing]
    changed = " OR ".join(f'OLD."{column}" IS DISTINCT FROM NEW."{column}"' for column in kept)
    return f'OLD."{closing}" IS NOT NULL OR NEW."{closing}" IS NULL OR {changed}'


def _identity_rule() -> str:
    """True for a forbidden update of a personal field: anything but closing it, or erasing it for good."""
    kept = ("register", "pemda", "perangkat_daerah", "entitas", "kolom", "kiriman_id", "diketahui_dari")
    changed = [f'OLD."{column}" IS DISTINCT FROM NEW."{column}"' for column in kept]
    changed += [f'(OLD."{c}" IS NOT NULL AND OLD."{c}" IS DISTINCT FROM NEW."{c}")' for c in (_CLOSING, "dihapus_pada")]
    erased = """NEW."dihapus_pada" IS NOT NULL AND NEW."rahasia" IS NULL AND NEW."sidik" = ''"""
    same = 'NEW."dihapus_pada" IS NULL AND OLD."rahasia" IS NOT DISTINCT FROM NEW."rahasia" AND OLD."sidik" = NEW."sidik"'
    return " OR ".join(changed) + f" OR NOT (({same}) OR ({erased}))"


def _sqlite(table: str, event: str, forbidden: str) -> list[str]:
    name = _name(table, event)
    forbidden = forbidden.replace("IS NOT DISTINCT FROM", "IS").replace("IS DISTINCT FROM", "IS NOT")
    return [
        f'DROP TRIGGER IF EXISTS "{name}"',
        f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" FOR EACH ROW WHEN {forbidden} '
        f"BEGIN SELECT RAISE(ABORT, '{table}: hanya boleh ditambah'); END",
    ]


def _postgresql(table: str, event: str, forbidden: str) -> list[str]:
    name = _name(table, event)
    return [
        f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"',
        f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS '
        f"$jaga$ BEGIN RAISE EXCEPTION '{table}: hanya boleh ditambah'; END $jaga$",
        f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" FOR EACH ROW WHEN ({forbidden}) EXECUTE FUNCTION "{name}"()',
    ]
