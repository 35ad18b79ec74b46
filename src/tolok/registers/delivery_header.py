"""Who delivers what for which period and regions: from a file beside the delivery, its labelled cells, or options.

A delivery counts for the regions that it names, also when it is empty; so nothing here is taken for granted.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path

import yaml

from tolok.registers.cell_text import shown
from tolok.registers.faults import file_issue, unknown_register
from tolok.registers.headers import SEARCHED, find_header, normal
from tolok.registers.schema import Schema
from tolok.registers.sheets import read_tables
from tolok.registers.sources import SourceFile
from tolok.registers.wilayah import RegionTree
from tolok.values.instant import instant_text, parse_instant
from tolok.values.issue import Issue, IssueError, maksud_anda
from tolok.values.period import Period
from tolok.values.region import covers, is_region_code

_SIDECAR_LIMIT = 65_536


@dataclass(frozen=True)
class DeliveryHeader:
    """One delivery. `cakupan`: region codes that it covers, sorted; `berkas`: path below kiriman/; `diketahui`: aware."""

    register: str
    periode: Period
    pemda: str
    perangkat_daerah: str
    cakupan: tuple[str, ...]
    diketahui: datetime
    berkas: str
    sha256: str

    def covers(self, code: str) -> bool:
        """Whether the delivery says anything about the region `code`."""
        return any(covers(region, code) for region in self.cakupan)

    def as_dict(self) -> dict[str, object]:
        """The JSON form in manifests and reports."""
        return {
            "register": self.register,
            "periode": str(self.periode),
            "pemda": self.pemda,
            "perangkat_daerah": self.perangkat_daerah,
            "cakupan": list(self.cakupan),
            "diketahui": instant_text(self.diketahui),
            "berkas": self.berkas,
            "sha256": self.sha256,
        }

    @classmethod
    def from_dict(cls, raw: Mapping[str, object]) -> "DeliveryHeader":
        """The inverse of `as_dict`."""
        cakupan = raw["cakupan"]
        assert isinstance(cakupan, list)  # noqa: S101 - our own manifest; wrong shape is a broken installation
        return cls(
            str(raw["register"]),
            Period.parse(str(raw["periode"])),
            str(raw["pemda"]),
            str(raw["perangkat_daerah"]),
            tuple(str(code) for code in cakupan),
            datetime.fromisoformat(str(raw["diketahui"])),
            str(raw["berkas"]),
            str(raw["sha256"]),
        )


@dataclass(frozen=True)
class HeaderHints:
    """What is said about a delivery, still as text; None where nothing is said. Also the options of `tolok terima`."""

    register: str | None = None
    periode: str | None = None
    pemda: str | None = None
    perangkat_daerah: str | None = None
    cakupan: tuple[str, ...] | None = None
    diketahui: str | None = None
    lembar: str | None = None

    def over(self, weaker: "HeaderHints") -> "HeaderHints":
        """These hints, completed by weaker ones."""
        names = [field.name for field in fields(self)]
        return HeaderHints(*(getattr(self, n) if getattr(self, n) is not None else getattr(weaker, n) for n in names))


_KEYS = tuple(field.name for field in fields(HeaderHints))
SIDECAR = ".kiriman.yaml"


def sidecar_of(path: Path) -> Path | None:
    """`usaha.kiriman.yaml` or `usaha.csv.kiriman.yaml` beside `usaha.csv`, when there is one."""
    for name in (path.name + SIDECAR, path.stem + SIDECAR):
        if (path.parent / name).is_file():
            return path.parent / name
    return None


def hints_from_yaml(text: str, berkas: str) -> HeaderHints:
    """Hints of a `.kiriman.yaml`. Every value is text (35.10 stays 35.10). IssueError TLK-R033 with all its faults."""
    try:
        raw = yaml.load(text[:_SIDECAR_LIMIT], Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader yields texts only
    except yaml.YAMLError as error:
        raise IssueError(_bad_sidecar(berkas, "berkas ini bukan YAML: " + " ".join(str(error).split())[:200])) from None
    if not isinstance(raw, dict):
        raise IssueError(_bad_sidecar(berkas, "isinya bukan daftar `nama: nilai`"))
    unknown = [str(key) for key in raw if key not in _KEYS]
    issues = [_bad_sidecar(berkas, f"`{key}` tidak dikenal", maksud_anda(key, _KEYS)) for key in unknown]
    for key in _KEYS:
        if not isinstance(raw.get(key, ""), str) and key != "cakupan":
            issues.append(_bad_sidecar(berkas, f"`{key}` harus satu nilai"))
    cakupan = raw.get("cakupan")
    codes = _codes(cakupan) if isinstance(cakupan, str) else cakupan
    if isinstance(codes, dict) or not all(isinstance(code, str) for code in codes or ()):
        issues.append(_bad_sidecar(berkas, "`cakupan` harus daftar kode wilayah"))
    if issues:
        raise IssueError(issues)
    said = {key: value.strip() for key, value in raw.items() if key != "cakupan" and value.strip()}
    return HeaderHints(**said, cakupan=None if codes is None else tuple(codes))


def _codes(text: str) -> tuple[str, ...] | None:
    return tuple(code for code in re.split(r"[,;\s]+", text.strip()) if code) or None


def _bad_sidecar(berkas: str, mengapa: str, saran: str = "") -> Issue:
    return file_issue(
        "TLK-R033",
        berkas,
        "keterangan kiriman tidak dapat dipakai",
        mengapa,
        saran or "isi: register, periode, pemda, perangkat_daerah, cakupan (daftar kode), diketahui; satu per baris",
    )


_LABELS = {**{key: key for key in _KEYS}, "tahun": "periode", "kode_pemda": "pemda"}


def hints_from_content(source: SourceFile) -> HeaderHints:
    """Hints from labelled cells above a table: `periode | 2024`, `pemda: 35.75`, as in the template."""
    said: dict[str, str] = {}
    for row in _head_rows(source):
        label, _, behind = row[0].partition(":")
        key = _LABELS.get(normal(label).replace(" ", "_"))
        value = behind.strip() or (row[1] if len(row) > 1 else "")
        if key and value and len(row) <= 2:
            said.setdefault(key, value)
    codes = _codes(said.pop("cakupan", ""))
    return HeaderHints(**said, cakupan=codes)


def year_in_title(source: SourceFile) -> str | None:
    """The one year that titles name (`DATA USAHA MIKRO TAHUN 2024`); None when there is none or more than one."""
    pattern = re.compile(r"\btahun\s+(?:anggaran\s+|buku\s+)?(\d{4})\b", re.IGNORECASE)
    years = {year for row in _head_rows(source) if len(row) == 1 for year in pattern.findall(row[0])}
    return years.pop() if len(years) == 1 else None


def _head_rows(source: SourceFile) -> Iterable[list[str]]:
    for sheet in source.sheets:
        for row in sheet.head()[:SEARCHED]:
            cells = [shown(cell).strip() for cell in row if cell.strip()]
            if cells:
                yield cells


def contradictions(strong: HeaderHints, weak: HeaderHints, berkas: str) -> list[Issue]:
    """Where the file beside the delivery and the delivery itself say different things (TLK-R035)."""
    return [
        _wrong(berkas, f"`{key}`: keterangan kiriman menyebut {one}, isi berkas menyebut {other}")
        for key in _KEYS
        if (one := getattr(strong, key)) is not None and (other := getattr(weak, key)) is not None and one != other
    ]


def choose_schema(source: SourceFile, hints: HeaderHints, schemas: Mapping[str, Schema]) -> Schema:
    """The named register, else the one whose header fits best and alone. IssueError TLK-R005."""
    if hints.register is not None:
        if hints.register in schemas:
            return schemas[hints.register]
        saran = maksud_anda(hints.register, tuple(schemas)) or "register yang ada: " + ", ".join(schemas)
        raise IssueError(unknown_register(source.berkas, f"`{hints.register}` bukan nama register", saran))
    heads = [sheet.head() for sheet in source.sheets]
    scores: dict[str, int] = {}
    for schema in schemas.values():
        found = [match for head in heads if (match := find_header(head, schema)) and not match.missing(schema)]
        if found:
            scores[schema.nama] = max(sum(1 for heading in match.headings if heading.rank < 3) for match in found)
    best = [nama for nama, score in scores.items() if score == max(scores.values())]
    if len(best) != 1:
        listed = " dan ".join(best) or "register mana pun"
        why = f"judul kolomnya {'cocok' if best else 'tidak cocok'} dengan {listed}"
        saran = "sebutkan `register:` dalam keterangan kiriman (.kiriman.yaml); yang ada: " + ", ".join(schemas)
        raise IssueError(unknown_register(source.berkas, why, saran))
    return schemas[best[0]]


_OFFICE = re.compile(r"^[\w.\-/]+$")


def build_header(hints: HeaderHints, schema: Schema, tree: RegionTree, source: SourceFile, now: datetime) -> DeliveryHeader:
    """The checked header. Coverage defaults to the whole pemda, the instant to `now`.

    IssueError with all that is missing (TLK-R034) or wrong (TLK-R035) at once.
    """
    issues: list[Issue] = []
    pemda = hints.pemda or (hints.perangkat_daerah or "").partition("/")[0] or None
    known = {"periode": hints.periode, "pemda": pemda, "perangkat_daerah": hints.perangkat_daerah}
    missing = [key for key, value in known.items() if not value]
    if missing:
        issues.append(_missing(source.berkas, missing))
    issues += [_wrong(source.berkas, fault) for fault in _faults(hints, pemda, tree)]
    if issues or not (hints.periode and pemda and hints.perangkat_daerah):
        raise IssueError(issues)
    return DeliveryHeader(
        schema.nama,
        Period.parse(hints.periode),
        pemda,
        hints.perangkat_daerah,
        tuple(sorted(set(hints.cakupan if hints.cakupan is not None else (pemda,)))),
        parse_instant(hints.diketahui) if hints.diketahui else now,
        source.berkas,
        source.sha256,
    )


def _faults(hints: HeaderHints, pemda: str | None, tree: RegionTree) -> Iterable[str]:
    if hints.periode:
        try:
            Period.parse(hints.periode)
        except ValueError as error:
            yield str(error)
    if hints.diketahui:
        try:
            parse_instant(hints.diketahui)
        except ValueError:
            yield f"`diketahui: {hints.diketahui}` bukan waktu; tulis misalnya 2024-02-29 atau 2024-02-29T10:00"
    if pemda and not (is_region_code(pemda) and tree.exists(pemda)):
        yield f"pemda `{pemda}` tidak ada di daftar kode wilayah"
    office = hints.perangkat_daerah
    if office and pemda and not (office.startswith(f"{pemda}/") and _OFFICE.match(office)):
        yield f"perangkat_daerah `{office}` bukan bagian pemda {pemda}; tulis misalnya {pemda}/2.17"
    for code in hints.cakupan or ():
        if not tree.exists(code):
            yield f"cakupan `{code}` tidak ada di daftar kode wilayah"
        elif pemda and not covers(pemda, code):
            yield f"cakupan `{code}` di luar pemda {pemda}"
    if hints.cakupan is not None and not hints.cakupan:
        yield "cakupan kosong: sebutkan sekurangnya satu kode wilayah"


def _missing(berkas: str, keys: list[str]) -> Issue:
    stem = Path(berkas).stem
    return file_issue(
        "TLK-R034",
        berkas,
        "keterangan kiriman belum lengkap",
        "belum diketahui: " + ", ".join(keys),
        f"tulis {stem}{SIDECAR} di samping berkas ini, atau beri opsi --" + " --".join(k.replace("_", "-") for k in keys),
    )


def _wrong(berkas: str, mengapa: str) -> Issue:
    return file_issue(
        "TLK-R035",
        berkas,
        "keterangan kiriman salah",
        mengapa,
        "perbaiki keterangan kiriman (.kiriman.yaml, isian di atas tabel, atau opsi perintah)",
    )


def year_in_rows(source: SourceFile, schema: Schema, lembar: str | None) -> str | None:
    """The one year that stands in the period column of all rows; None when there is none or more than one.

    A stock register's days of validity do not say for which period it was delivered.
    """
    years: set[str] = set()
    if schema.jenis == "stok":
        return None
    for table in read_tables(source, schema, lembar).tabel:
        if schema.periode in table.by_nama:
            years |= {shown(cell).strip() for cell in table.sel.column(schema.periode).unique().to_pylist() if cell}
    return years.pop() if len(years) == 1 else None
