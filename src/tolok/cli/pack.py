"""`register`, `periksa`, `rumus`, `capaian`: what the content pack declares and means, without data."""

import tempfile
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import tolok_koperasi
from tolok.catalogue.lint import lint, lint_dokumen
from tolok.catalogue.load import Catalogue, load_catalogue
from tolok.cli.output import print_issues, print_json, print_table
from tolok.formula.checker import check, check_unit
from tolok.formula.describe import describe
from tolok.formula.normal import hash_ukuran
from tolok.formula.parser import parse
from tolok.formula.text import to_text
from tolok.measurement.capaian import ARAH, Arah, compute_capaian
from tolok.measurement.parameter import load_kebijakan, load_skala
from tolok.measurement.skala import predikat
from tolok.registers.load import load_schemas
from tolok.registers.schema import Kolom, Schema
from tolok.registers.wilayah import load_tree
from tolok.registers.writer import template
from tolok.values.issue import Issue, IssueError, maksud_anda
from tolok.values.number import format_angka, fraction_text, parse_angka


def show_registers(nama: str | None, templat: Path | None, katalog: Path | None, as_json: bool) -> None:
    """List registers, or the columns of one; with `templat` write its XLSX template."""
    schemas = load_schemas((katalog or tolok_koperasi.FOLDER) / "register")
    if nama is None:
        rows = [(one.nama, one.label, one.jenis, one.lingkup, str(len(one.kolom))) for one in schemas.values()]
        if as_json:
            print_json([_register(one) for one in schemas.values()])
        else:
            print_table("Register", ("Nama", "Label", "Jenis", "Lingkup", "Kolom"), rows, (4,))
        return
    schema = schemas.get(nama.casefold())
    if schema is None:
        todo = maksud_anda(nama, tuple(schemas)) or "pilih: " + ", ".join(schemas)
        raise IssueError(Issue("TLK-R070", "salah", nama, "register tidak dikenal", "namanya tidak ada di paket isi", todo))
    if templat is not None:
        template(schema, templat)
    if as_json:
        print_json(_register(schema))
    else:
        rows = [
            (k.nama, k.jenis, k.satuan, "wajib" if k.wajib else "", "pribadi" if k.pribadi else "", k.label)
            for k in schema.kolom
        ]
        rows += [(k.nama, k.jenis, k.satuan, "turunan", "", f"{k.label}: {_rule(k)}") for k in schema.turunan]
        print_table(schema.label, ("Kolom", "Jenis", "Satuan", "Wajib", "Pribadi", "Label"), rows)


def _rule(kolom: Kolom) -> str:
    """How a derived field follows; '' for a delivered one."""
    return kolom.turunan.teks if kolom.turunan else ""


def _register(schema: Schema) -> dict[str, Any]:
    columns = [
        {"nama": k.nama, "jenis": k.jenis, "label": k.label, "satuan": k.satuan, "wajib": k.wajib, "pribadi": k.pribadi,
         "pilihan": list(k.pilihan), "skala": k.skala, "turunan": _rule(k) or None}
        for k in (*schema.kolom, *schema.turunan)
    ]  # fmt: skip
    head = {"register": schema.nama, "label": schema.label, "jenis": schema.jenis, "lingkup": schema.lingkup}
    return {**head, "kunci": list(schema.kunci), "periode": schema.periode, "kolom": columns}


def refuse_unknown(word: str, choices: tuple[str, ...]) -> None:
    """IssueError (TLK-S026) with a guess for a word that is none of `choices`."""
    if word not in choices:
        todo = maksud_anda(word, choices) or "pilih: " + ", ".join(choices)
        raise IssueError(
            Issue("TLK-S026", "salah", word, f"`{word}` tidak dikenal", "pilihannya " + ", ".join(choices), todo)
        )


def check_pack(katalog: Path | None, as_json: bool) -> int:
    """Everything that a careful reader would ask of the pack; 0 nothing open, 1 something is wrong or waits."""
    from tolok.engine.duckdb_engine import DuckDBEngine
    from tolok.measurement.worked import check_examples

    pack = katalog or tolok_koperasi.FOLDER
    schemas, catalogue = load_schemas(pack / "register"), load_catalogue(pack)
    issues = [issue for definisi in catalogue.indikator.values() for issue in _doubts(catalogue, definisi.kode, schemas)]
    issues += lint_dokumen(catalogue.indikator.values())
    if not any(issue.bobot == "salah" for issue in issues):
        with tempfile.TemporaryDirectory() as folder:
            issues += check_examples(catalogue, schemas, load_tree(), DuckDBEngine(), Path(folder))
    print_issues(issues, as_json)
    if not as_json:
        examples = sum(len(one.contoh) for one in catalogue.indikator.values())
        print_table(
            "Paket isi", ("Indikator", "Contoh kerja", "Register", "Salah", "Perlu keputusan", "Catatan"),
            [(str(len(catalogue.indikator)), str(examples), str(len(schemas)), *_counts(issues))], (0, 1, 2, 3, 4, 5),
        )  # fmt: skip
    return 1 if any(issue.bobot != "catatan" for issue in issues) else 0


def _doubts(catalogue: Catalogue, kode: str, schemas: dict[str, Schema]) -> tuple[Issue, ...]:
    definisi = catalogue.definisi(kode)
    versi = definisi.latest
    if versi.formula is None:
        return lint(definisi, None, versi)
    try:
        checked = catalogue.checked(kode, max(versi.berlaku_sejak.year, date.min.year), schemas)
    except IssueError as error:
        return error.issues
    return lint(definisi, checked, versi)


def _counts(issues: list[Issue]) -> tuple[str, str, str]:
    found = [issue.bobot for issue in issues]
    return str(found.count("salah")), str(found.count("perlu keputusan")), str(found.count("catatan"))


def explain_formula(teks: str, tahun: int, satuan: str | None, katalog: Path | None, as_json: bool) -> None:
    """Say a formula back and list what it needs. Raises IssueError with every complaint."""
    pack = katalog or tolok_koperasi.FOLDER
    vocabulary = load_catalogue(pack).vocabulary(load_schemas(pack / "register"), tahun)
    checked = check(parse(teks), vocabulary)
    issues = check_unit(checked, satuan, "rumus") if satuan else ()
    if issues:
        raise IssueError(issues)
    content = {
        "rumus": to_text(checked.formula),
        "kalimat": describe(checked.formula, vocabulary),
        "satuan": str(checked.unit) if checked.unit is not None else "bilangan tetap",
        "register": list(checked.registers),
        "agregat": [aggregate.text for aggregate in checked.aggregates],
        "data": [figure.text for figure in checked.figures],
        "hash_ukuran": hash_ukuran(checked, satuan or str(checked.unit), ""),
    }
    if as_json:
        print_json(content)
        return
    rows = [(key, "\n".join(value) if isinstance(value, list) else value) for key, value in content.items() if value]
    print_table("Rumus", ("", "Isi"), rows)


def show_capaian(target: str, realisasi: str, arah: str, kebijakan: str | None, tahun: int, as_json: bool) -> None:
    """One capaian under a named policy. Numbers are id-ID; `73.46` is answered with a guess."""
    folder = tolok_koperasi.FOLDER / "parameter"
    policy = load_kebijakan(folder).berlaku(date(tahun, 12, 31), kebijakan)
    direction = _arah(arah)
    found = compute_capaian(_typed("--target", target), _typed("--realisasi", realisasi), direction, policy)
    scale = next(one for one in load_skala(folder) if one.nama == "capaian")
    content = {
        "nilai": fraction_text(found.nilai) if found.nilai is not None else None,
        "tampil": format_angka(found.nilai, 2) if found.nilai is not None else None,
        "alasan": found.alasan,
        "catatan": found.catatan,
        "predikat": predikat(found.nilai, scale).label if found.nilai is not None else None,
        "kebijakan": policy.nama,
    }
    if as_json:
        print_json(content)
    else:
        print_table("Capaian", ("", "Isi"), [(key, value) for key, value in content.items() if value])


def _arah(text: str) -> Arah:
    for arah in ARAH:
        if arah == text.casefold():
            return arah
    todo = maksud_anda(text, ARAH) or "pilih naik, turun, atau stabil"
    raise IssueError(
        Issue("TLK-U050", "salah", "--arah", f"arah `{text}` tidak dikenal", "arah menentukan rumus capaian", todo)
    )


def _typed(where: str, text: str) -> Fraction | None:
    """A number as typed; `-` and the empty text are not filled."""
    bare = text.strip()
    if bare in ("", "-", "–"):
        return None
    value = parse_angka(bare)
    if value is None:
        guess = bare.replace(".", ",") if bare.count(".") == 1 and "," not in bare else ""
        todo = f"Maksud Anda {guess}?" if guess else "tulis misalnya 73,46"
        why = "koma menandai desimal, titik memisah ribuan"
        raise IssueError(Issue("TLK-U051", "salah", where, f"`{bare}` bukan angka Indonesia", why, todo))
    return value
