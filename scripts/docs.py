"""Writes the generated parts of the manual from the code; `--check` only tells which pages are stale.

A part stands in a page of docs/ between `<!-- dibuat: NAME -->` and `<!-- akhir: NAME -->`; the rest of the page is
written by hand. Usage: python scripts/docs.py [--check]
"""

# ruff: noqa: E402  # what is imported below is found by the line with sys.path
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "scripts")]

from dokumen_resmi import document_part

import tolok_koperasi
from tolok.catalogue.definition import Definisi
from tolok.catalogue.lint import status_efektif
from tolok.catalogue.load import Catalogue, load_catalogue
from tolok.formula import kernel as k
from tolok.formula.checker import check
from tolok.formula.describe import describe
from tolok.formula.finish import REASONS
from tolok.formula.parser import WORDS, parse
from tolok.measurement.approval import TABLE
from tolok.measurement.capaian import Capaian, compute_capaian
from tolok.measurement.parameter import load_kebijakan, load_skala
from tolok.measurement.skala import Kelas, predikat
from tolok.registers.load import load_schemas
from tolok.registers.schema import Kolom, Schema
from tolok.values.number import format_angka, parse_angka

DOCS = ROOT / "docs"
PACK = tolok_koperasi.FOLDER
TAHUN = 2024  # of dated ladders and parameters the manual shows those in force at the end of this year

_PART = re.compile(r"<!-- dibuat: ([a-z-]+) -->\n.*?<!-- akhir: \1 -->", re.S)
_KODE = re.compile(r"TLK-[A-Z]\d{3}")


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; a bar inside a cell is escaped."""
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def written(name: str) -> dict[str, Any]:
    """The hand-written data of one page: docs/acuan/NAME.yaml."""
    content: dict[str, Any] = yaml.safe_load((DOCS / f"acuan/{name}.yaml").read_text(encoding="utf-8"))
    return content


def pack() -> tuple[Catalogue, dict[str, Schema]]:
    return load_catalogue(PACK), load_schemas(PACK / "register")


# --- registers and indicators -----------------------------------------------------------------------------------------


def register_part() -> str:
    return "\n\n".join(_register(schema) for schema in pack()[1].values())


def _register(schema: Schema) -> str:
    facts = [
        ("Isinya", schema.penjelasan),
        ("Lingkup", schema.lingkup.replace("_", " ")),
        ("Nomor pengenal", ", ".join(f"`{kunci}`" for kunci in schema.kunci) + " (yang pertama terisi yang dipakai)"),
        (
            "Kolom periode",
            f"`{schema.periode}`"
            + (f" sampai `{schema.berlaku_sampai}`, dilihat pada hari terakhir periode" if schema.jenis == "stok" else ""),
        ),
        ("Kolom tanggal", f"`{schema.tanggal}`" if schema.tanggal else "tidak ada, jadi angka triwulan: *register tahunan*"),
        ("Kolom wilayah", f"`{schema.wilayah}`" if schema.wilayah else "tidak ada"),
        ("Panel", "ya, `kolom tahun lalu` boleh dipakai di dalam syarat" if schema.panel else "bukan"),
    ]
    heads = ("Kolom", "Label", "Jenis", "Satuan", "Wajib", "Data pribadi", "Batas isi", "Judul lain yang dikenal")
    tables = [table(("Sifat", "Isi"), facts), table(heads, [_kolom(kolom) for kolom in schema.kolom])]
    if schema.turunan:
        rows = [(f"`{one.nama}`", one.label, one.satuan, f"`{one.turunan.teks}`") for one in schema.turunan if one.turunan]
        tables.append(
            "Kolom turunan tidak dikirim; Tolok menghitungnya dari kolom lain.\n\n"
            + table(("Kolom", "Label", "Satuan", "Dari"), rows)
        )
    return f"## {schema.nama}: {schema.label}\n\n" + "\n\n".join(tables)


def _kolom(kolom: Kolom) -> tuple[str, ...]:
    limit = ", ".join(kolom.pilihan)
    if kolom.jenis == "bilangan":
        least = "" if kolom.terkecil is None else f"paling kecil {format_angka(kolom.terkecil)}, "
        limit = f"{least}paling besar {format_angka(kolom.terbesar)}"
    needed, personal = "ya" if kolom.wajib else "", "ya, tidak disimpan" if kolom.pribadi else ""
    return (
        f"`{kolom.nama}`",
        kolom.label,
        written("kata-rumus")["jenis_kolom"][kolom.jenis],
        kolom.satuan,
        needed,
        personal,
        limit,
        ", ".join(kolom.sinonim),
    )


def indikator_part() -> str:
    catalogue, schemas = pack()
    return "\n\n".join(_indikator(definisi, catalogue, schemas) for definisi in catalogue.indikator.values())


def _indikator(definisi: Definisi, catalogue: Catalogue, schemas: Mapping[str, Schema]) -> str:
    tahun = max(TAHUN, definisi.latest.berlaku_sejak.year)
    versi, issues = definisi.version_at(tahun), catalogue.lint(definisi.kode, tahun, schemas)
    said = "belum ada rumus"
    if versi.formula:
        checked = catalogue.checked(definisi.kode, tahun, schemas)
        said = f"{describe(checked.formula, checked.vocabulary)}."
    rows = [
        ("Status", status_efektif(definisi, issues)),
        ("Satuan, arah", f"{definisi.satuan_tampil}, {definisi.desimal} desimal; arah {definisi.arah}"),
        ("Rumus", f"`{' '.join((versi.formula or '').split())}`"),
        ("Dibaca kembali", said[0].upper() + said[1:]),
        ("Berlaku sejak", f"{versi.berlaku_sejak}, diputuskan {versi.diputuskan.tanggal} oleh {versi.diputuskan.oleh}"),
        ("Populasi", definisi.populasi),
        ("Batas", definisi.batas),
        ("Tertulis di", "; ".join(str(kutipan) for kutipan in definisi.kutipan)),
        ("Dasar", "; ".join(f"{dasar.peraturan} ({dasar.isi})" for dasar in definisi.dasar)),
        ("Contoh kerja", "; ".join(f"{contoh.nama}: {contoh.hasil}" for contoh in definisi.contoh)),
        ("Catatan pemeriksaan", "; ".join(f"{issue.kode} {issue.apa}" for issue in issues) or "tidak ada"),
    ]
    return f"## {definisi.kode} {definisi.nama}\n\n{definisi.definisi}\n\n{table(('Hal', 'Isi'), rows)}"


# --- the formula language ---------------------------------------------------------------------------------------------


def formula_part() -> str:
    """Words with an example that is parsed, checked and said back. KeyError where a word has no entry, or none is left."""
    catalogue, schemas = pack()
    vocabulary, entries = catalogue.vocabulary(schemas, TAHUN), written("kata-rumus")["kata"]
    missing, extra = set(WORDS) - entries.keys(), {w for w in entries if " " not in w} - set(WORDS)
    if missing or extra:
        raise KeyError(f"kata-rumus.yaml: missing {sorted(missing)}, unknown {sorted(extra)}")
    rows = []
    for word, entry in entries.items():
        checked = check(parse(entry["contoh"]), vocabulary)
        said = describe(checked.formula, vocabulary)
        rows.append((f"`{word}`", entry["arti"], f"`{entry['contoh']}`", said, str(checked.unit)))
    return table(("Kata", "Arti", "Contoh", "Dibaca kembali oleh Tolok", "Satuan hasil"), rows)


def reasons_part() -> str:
    entries = written("kata-rumus")["alasan"]
    if set(entries) != set(REASONS):
        raise KeyError(f"kata-rumus.yaml, alasan: {sorted(set(entries) ^ set(REASONS))}")
    return table(
        ("Urutan", "Alasan", "Artinya", "Yang dapat dilakukan"),
        [(str(n), f"`{r}`", entries[r]["arti"], entries[r]["lakukan"]) for n, r in enumerate(REASONS, 1)],
    )


def exclusions_part() -> str:
    entries = written("kata-rumus")["alasan_baris"]
    shown = [
        k.Exclusion("absent"),
        k.Exclusion("kosong", k.Col("omset")),
        k.Exclusion("kosong", k.Col("omset", 1)),
        k.Exclusion("negatif", k.Col("omset")),
        k.Exclusion("negatif", k.Col("omset", 1)),
    ]
    rows = [
        (str(n), f"`{one.text(TAHUN)}`", entries[f"{one.kind} {one.col.lag if one.col else 0}"])
        for n, one in enumerate(shown, 1)
    ]
    return table(("Urutan", f"Tertulis di angka {TAHUN}", "Artinya"), rows)


def dated_part() -> str:
    catalogue, schemas = pack()
    words = catalogue.vocabulary(schemas, TAHUN)
    ladders = [
        (
            f'`"{ladder.nama}"`',
            "; ".join(f"{nama} sampai {format_angka(upper)}" for nama, upper in ladder.kelas) + "; di atasnya besar",
            ladder.satuan,
            ladder.dasar,
        )
        for ladder in words.ladders.values()
    ]
    params = [
        (f"`{one.nama}`", f"{format_angka(one.nilai, 0)} {one.satuan}", one.penjelasan, one.dasar) for one in catalogue.param
    ]
    outside = [
        (f"`{one.kode}`", one.penjelasan, one.satuan, one.tingkat, ", ".join(one.status), one.bukti)
        for one in catalogue.angka_luar.values()
    ]
    return "\n\n".join(
        (
            "### Tangga kelas\n\n" + table(("Skema", "Kelas", "Satuan", "Dasar"), ladders),
            "### Parameter\n\n" + table(("Kode", "Nilai", "Gunanya", "Dasar"), params),
            "### Angka dari luar\n\n" + table(("Kode", "Isi", "Satuan", "Tingkat", "Status", "Bukti"), outside),
        )
    )


# --- capaian, rounding, approval --------------------------------------------------------------------------------------


def capaian_part() -> str:
    policies = {one.nama: one for one in load_kebijakan(PACK / "parameter").anggota}
    rows = []
    for one in written("kasus-capaian")["kasus"]:
        pair = _exact(one["target"]), _exact(one["realisasi"]) if one["realisasi"] else None
        answers = [_capaian(compute_capaian(*pair, one["arah"], policies[nama])) for nama in ("selisih", "rasio")]
        shown = [(one[name] or "–").replace("-", "−") for name in ("target", "realisasi")]
        rows.append((one["keadaan"], *shown, one["arah"], *answers))
    return table(("Keadaan", "Target", "Realisasi", "Arah", "Kebijakan `selisih`", "Kebijakan `rasio`"), rows)


def _exact(text: str) -> Fraction:
    value = parse_angka(text)
    if value is None:
        raise ValueError(text)
    return value


def _capaian(found: Capaian) -> str:
    if found.nilai is None:
        return f"tidak dapat dihitung: {found.alasan}"
    return format_angka(found.nilai, 2) + (f" ({found.catatan})" if found.catatan else "")


def policies_part() -> str:
    listed = load_kebijakan(PACK / "parameter")
    rows = [
        (
            f"`{one.nama}`{' (bawaan)' if one.nama == listed.bawaan else ''}",
            str(one.berlaku_sejak),
            one.penjelasan,
            one.dasar,
        )
        for one in listed.anggota
    ]
    return table(("Kebijakan", "Berlaku sejak", "Cara", "Dasar"), rows)


def scales_part() -> str:
    parts = []
    for skala in load_skala(PACK / "parameter"):
        rounded = "" if skala.desimal is None else f" Angka dibulatkan dahulu ke {skala.desimal} desimal."
        rows = [(kelas.label, kelas.arti, _lower(kelas)) for kelas in skala.batas]
        parts.append(f"### {skala.label}\n\nDasar: {skala.dasar}.{rounded}\n\n{table(('Predikat', 'Arti', 'Mulai'), rows)}")
    capaian = next(one for one in load_skala(PACK / "parameter") if one.nama == "capaian")
    gap = predikat(Fraction(181, 2), capaian).label
    return "\n\n".join([*parts, f"Tabel cetak melompati 90,5 (antara 90 dan 91); di Tolok capaian 90,50 adalah {gap}."])


def _lower(kelas: Kelas) -> str:
    if kelas.bawah is None:
        return "tanpa batas bawah"
    return f"{'dari' if kelas.tepi == 'inklusif' else 'di atas'} {format_angka(kelas.bawah, 2)}"


def rounding_part() -> str:
    cases = [
        ("469/200", 2),
        ("-469/200", 2),
        ("-1/250", 2),
        ("5/2", 0),
        ("7/2", 0),
        ("13/2", 2),
        ("2/3", 2),
        ("294697/100", 0),
    ]
    return table(("Nilai persis", "Desimal", "Tampil"), [(t, str(d), format_angka(Fraction(t), d)) for t, d in cases])


def approval_part() -> str:
    rows = [(row.state, row.action, row.role.replace("_", " "), row.next) for row in TABLE]
    return table(("Keadaan", "Langkah", "Oleh", "Menjadi"), rows)


# --- commands, API, codes ---------------------------------------------------------------------------------------------


def commands_part() -> str:
    import typer

    from tolok.cli.app import app

    group = typer.main.get_command(app)
    parts = []
    for name, command in group.commands.items():  # type: ignore[attr-defined]  # typer.Typer with commands gives a group
        rows = [(_spelling(one), _default(one), one.help or "") for one in command.params]
        parts.append(
            f"## tolok {name}\n\n{command.help}\n\n{table(('Pilihan', 'Bawaan', 'Artinya'), rows)}"
            if rows
            else f"## tolok {name}\n\n{command.help}\n\nTanpa pilihan."
        )
    return "\n\n".join(parts)


def _spelling(one: Any) -> str:
    spelt = " ".join(one.opts) if one.param_type_name == "option" else one.name.upper()
    return f"`{spelt}`" + (" (wajib)" if one.required else "")


def _default(one: Any) -> str:
    """As printed; a year that is read from the clock is told in words, so that the page does not age."""
    if one.name == "tahun" and not one.required and one.default is not None:
        return "tahun ini"
    if one.default is None or one.default is False or one.required:
        return ""
    return f"`{one.default}`"


def openapi() -> dict[str, Any]:
    """The application's own OpenAPI description."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tolok.config.settings")
    import django

    django.setup()
    from tolok.api.urls import api

    return dict(api.get_openapi_schema(path_prefix="/api/v1/"))


def api_part() -> str:
    parts = []
    for path, methods in openapi()["paths"].items():
        for method, operation in methods.items():
            rows = [
                (f"`{one['name']}`", {"path": "alamat", "query": "pertanyaan"}[one["in"]], "ya" if one["required"] else "")
                for one in operation.get("parameters", ())
            ]
            listed = table(("Isian", "Tempat", "Wajib"), rows)
            parts.append(f"## `{method.upper()} {path}`\n\n{operation['summary']}.\n\n{listed}")
    return "\n\n".join(parts)


def codes_part() -> str:
    """Codes of the package that complains; a code that several packages use is listed with each."""
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / "src/tolok").rglob("*.py")):
        package = path.relative_to(ROOT / "src/tolok").parts[0]
        found.setdefault(package, set()).update(_KODE.findall(path.read_text(encoding="utf-8")))
    rows = [(f"`{package}`", ", ".join(sorted(codes))) for package, codes in sorted(found.items()) if codes]
    return table(("Paket", "Kode"), rows)


PARTS: dict[str, Callable[[], str]] = {
    "register": register_part,
    "indikator": indikator_part,
    "kata-rumus": formula_part,
    "alasan": reasons_part,
    "alasan-baris": exclusions_part,
    "bertanggal": dated_part,
    "capaian": capaian_part,
    "kebijakan": policies_part,
    "skala": scales_part,
    "pembulatan": rounding_part,
    "persetujuan": approval_part,
    "perintah": commands_part,
    "api": api_part,
    "dokumen": document_part,
    "kode-paket": codes_part,
}


def rendered(text: str) -> str:
    """A page with every part between its marks made anew. KeyError for a part that nothing makes."""
    return _PART.sub(lambda m: f"<!-- dibuat: {m[1]} -->\n\n{PARTS[m[1]]()}\n\n<!-- akhir: {m[1]} -->", text)


def main() -> int:
    stale = []
    for path in sorted(DOCS.rglob("*.md")):
        before = path.read_text(encoding="utf-8")
        after = rendered(before)
        if after != before:
            stale.append(str(path.relative_to(ROOT)))
            if "--check" not in sys.argv:
                path.write_text(after, encoding="utf-8")
    if "--check" in sys.argv and stale:
        print("stale, run `make docs`: " + ", ".join(stale))
        return 1
    print(f"{len(stale)} pages written" if stale else "every page is current")
    return 0


if __name__ == "__main__":
    sys.exit(main())
