"""Parameter files of a content pack: parsed YAML in, dated objects out, and every fault of a file said at once.

Decimal numbers stand in the files as text ("88,31"): a bare 88.31 would pass through floating point.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

import yaml

from tolok.catalogue.dated import Dated
from tolok.measurement.akip import BobotAkip, Komponen, SubKomponen
from tolok.measurement.capaian import CARA_TURUN, KebijakanCapaian
from tolok.measurement.skala import Kelas, Skala
from tolok.measurement.skm import BOBOT_SKM, UNSUR, AturanSampel, AturanSkm
from tolok.values.issue import Issue, IssueError, maksud_anda
from tolok.values.number import format_angka, parse_angka

TANPA_BATAS = "tanpa batas"
BATAS_RATA_RATA = (100, 110, 120)


D = TypeVar("D", bound=Dated)
C = TypeVar("C", bound=str)


@dataclass(frozen=True)
class DaftarKebijakan:
    """The policies of a pack, and the name of the one used where an office has not chosen."""

    bawaan: str
    anggota: tuple[KebijakanCapaian, ...]

    def berlaku(self, pada: date, nama: str | None = None) -> KebijakanCapaian:
        """The version in force on a day; IssueError (TLK-U005) where there is none."""
        return in_force(self.anggota, nama or self.bawaan, pada)


def in_force(daftar: Sequence[D], nama: str, pada: date) -> D:
    """The youngest version of `nama` begun by `pada`. Raises IssueError (TLK-U005), with a guess for a typo."""
    versions = [item for item in daftar if item.nama == nama and item.berlaku_sejak <= pada]
    if versions:
        return max(versions, key=lambda item: item.berlaku_sejak)
    begins = [item.berlaku_sejak for item in daftar if item.nama == nama]
    names = sorted({item.nama for item in daftar})
    raise IssueError(
        Issue(
            "TLK-U005",
            "salah",
            f"parameter `{nama}`",
            f"Tidak ada parameter `{nama}` yang berlaku pada {pada}.",
            f"Yang pertama berlaku sejak {min(begins)}." if begins else f"Yang dikenal: {', '.join(names)}.",
            "Tambahkan versi yang berlaku pada tanggal itu." if begins else maksud_anda(nama, names) or "Periksa namanya.",
        )
    )


def load_kebijakan(folder: Path) -> DaftarKebijakan:
    """The capaian policies in `kebijakan_capaian.yaml` of a parameter folder; IssueError TLK-U001 to U004."""
    return kebijakan_from_yaml(*_read(folder / "kebijakan_capaian.yaml"))


def load_skala(folder: Path) -> tuple[Skala, ...]:
    """The scales in `skala.yaml` of a parameter folder; IssueError TLK-U001 to U004."""
    return skala_from_yaml(*_read(folder / "skala.yaml"))


def load_akip(folder: Path) -> tuple[BobotAkip, ...]:
    """The LKE weights in `akip.yaml` of a parameter folder; IssueError TLK-U001 to U004."""
    return akip_from_yaml(*_read(folder / "akip.yaml"))


def load_skm(folder: Path) -> tuple[AturanSkm, ...]:
    """The survey rules in `skm.yaml` of a parameter folder; IssueError TLK-U001 to U004."""
    return skm_from_yaml(*_read(folder / "skm.yaml"))


def kebijakan_from_yaml(raw: object, berkas: str) -> DaftarKebijakan:
    """Policies from parsed YAML: `bawaan` and a list `kebijakan`. IssueError with every fault, naming its place."""
    issues: list[Issue] = []
    top = _Fields(raw, berkas, ("bawaan", "kebijakan"), issues)
    anggota = tuple(_kebijakan(fields) for fields in top.rows("kebijakan", _KEBIJAKAN_KEYS))
    bawaan, names = top.text("bawaan"), tuple(k.nama for k in anggota)
    if bawaan and bawaan not in names:
        top.fault("TLK-U003", "bawaan", f"harus salah satu dari: {', '.join(names)}", maksud_anda(bawaan, names))
    _once(anggota, berkas, issues)
    return _done(DaftarKebijakan(bawaan, anggota), issues)


_KEBIJAKAN_KEYS = ("nama", "berlaku_sejak", "dasar", "turun", "lantai", "batas_rata_rata", "penjelasan")


def _kebijakan(fields: "_Fields") -> KebijakanCapaian:
    return KebijakanCapaian(
        nama=fields.text("nama"),
        berlaku_sejak=fields.tanggal("berlaku_sejak"),
        dasar=fields.text("dasar"),
        turun=fields.choice("turun", CARA_TURUN),
        penjelasan=fields.text("penjelasan"),
        lantai=fields.angka("lantai"),
        batas_rata_rata=_batas_rata_rata(fields),
    )


def _batas_rata_rata(fields: "_Fields") -> Fraction | None:
    if fields.raw.get("batas_rata_rata") == TANPA_BATAS:
        return None
    allowed = [TANPA_BATAS, *(str(batas) for batas in BATAS_RATA_RATA)]
    chosen = fields.angka("batas_rata_rata")
    if chosen not in BATAS_RATA_RATA:
        fields.fault("TLK-U003", "batas_rata_rata", f"harus salah satu dari: {', '.join(allowed)}")
    return chosen


def skala_from_yaml(raw: object, berkas: str) -> tuple[Skala, ...]:
    """Scales from parsed YAML: a list `skala`; a class begins `mulai` (inclusive) or `di_atas` (exclusive) a bound."""
    issues: list[Issue] = []
    top = _Fields(raw, berkas, ("skala",), issues)
    keys = ("nama", "label", "dasar", "berlaku_sejak", "desimal", "kelas")
    daftar = tuple(skala for fields in top.rows("skala", keys) if (skala := _skala(fields)))
    _once(daftar, berkas, issues)
    return _done(daftar, issues)


def _skala(fields: "_Fields") -> Skala | None:
    desimal = fields.whole("desimal") if "desimal" in fields.raw else None
    return fields.build(
        "kelas",
        lambda: Skala(
            nama=fields.text("nama"),
            label=fields.text("label"),
            dasar=fields.text("dasar"),
            berlaku_sejak=fields.tanggal("berlaku_sejak"),
            batas=tuple(_kelas(row) for row in fields.rows("kelas", ("label", "arti", "mulai", "di_atas"))),
            desimal=desimal,
        ),
    )


def _kelas(fields: "_Fields") -> Kelas:
    label, arti = fields.text("label"), fields.text("arti") if "arti" in fields.raw else ""
    if "mulai" in fields.raw and "di_atas" in fields.raw:
        fields.fault("TLK-U003", "mulai", "satu kelas hanya punya `mulai` atau `di_atas`")
    if "di_atas" in fields.raw:
        return Kelas(fields.angka("di_atas"), "eksklusif", label, arti)
    return Kelas(fields.angka("mulai") if "mulai" in fields.raw else None, "inklusif", label, arti)


def akip_from_yaml(raw: object, berkas: str) -> tuple[BobotAkip, ...]:
    """LKE weights from parsed YAML: a list `akip` with `jawaban` (grade: value) and `komponen` with their `sub`."""
    issues: list[Issue] = []
    top = _Fields(raw, berkas, ("akip",), issues)
    keys = ("nama", "dasar", "berlaku_sejak", "jawaban", "komponen", "interpretasi")
    daftar = tuple(bobot for fields in top.rows("akip", keys) if (bobot := _bobot_akip(fields)))
    _once(daftar, berkas, issues)
    return _done(daftar, issues)


def _bobot_akip(fields: "_Fields") -> BobotAkip | None:
    jawaban = fields.group("jawaban")
    meaning = fields.group("interpretasi") if "interpretasi" in fields.raw else None
    return fields.build(
        "komponen",
        lambda: BobotAkip(
            nama=fields.text("nama"),
            dasar=fields.text("dasar"),
            berlaku_sejak=fields.tanggal("berlaku_sejak"),
            komponen=tuple(_komponen(row) for row in fields.rows("komponen", ("kode", "nama", "bobot", "sub"))),
            jawaban=tuple((grade, jawaban.angka(grade)) for grade in jawaban.raw),
            interpretasi=tuple((predikat, meaning.text(predikat)) for predikat in meaning.raw) if meaning else (),
        ),
    )


def _komponen(fields: "_Fields") -> Komponen:
    sub = tuple(
        SubKomponen(row.text("kode"), row.text("nama"), row.angka("bobot"))
        for row in fields.rows("sub", ("kode", "nama", "bobot"))
    )
    return Komponen(fields.text("kode"), fields.text("nama"), fields.angka("bobot"), sub)


def skm_from_yaml(raw: object, berkas: str) -> tuple[AturanSkm, ...]:
    """Survey rules from parsed YAML: a list `skm` with nine `unsur` in order, the `bobot` mode and `sampel`."""
    issues: list[Issue] = []
    top = _Fields(raw, berkas, ("skm",), issues)
    keys = ("nama", "dasar", "berlaku_sejak", "unsur", "bobot", "sampel")
    daftar = tuple(_aturan_skm(fields) for fields in top.rows("skm", keys))
    _once(daftar, berkas, issues)
    return _done(daftar, issues)


def _aturan_skm(fields: "_Fields") -> AturanSkm:
    sampel = fields.group("sampel", ("khi_kuadrat", "proporsi", "galat"))
    unsur = tuple(row.text("nama") for row in fields.rows("unsur", ("nama",)))
    if len(unsur) != UNSUR:
        fields.fault("TLK-U004", "unsur", f"harus {UNSUR} unsur, tertulis {len(unsur)}")
    return AturanSkm(
        nama=fields.text("nama"),
        dasar=fields.text("dasar"),
        berlaku_sejak=fields.tanggal("berlaku_sejak"),
        unsur=unsur,
        bobot=fields.choice("bobot", tuple(BOBOT_SKM)),
        sampel=AturanSampel(sampel.angka("khi_kuadrat"), sampel.angka("proporsi"), sampel.angka("galat")),
    )


class _Fields:
    """One mapping of a file. A faulty field leaves an Issue and gives a placeholder, so that reading goes on."""

    def __init__(self, raw: object, di_mana: str, known: Sequence[str] | None, issues: list[Issue]):
        self.raw: dict[str, object] = {str(key): value for key, value in raw.items()} if isinstance(raw, dict) else {}
        self.di_mana, self.issues = di_mana, issues
        if not isinstance(raw, dict):
            self.fault("TLK-U002", "isi", "harus berupa pasangan kunci dan nilai")
        for key in self.raw:
            if known is not None and key not in known:
                self.fault("TLK-U002", key, f"tidak dikenal; yang dikenal: {', '.join(known)}", maksud_anda(key, known))

    def fault(self, kode: str, key: str, mengapa: str, saran: str = "") -> None:
        apa = f"Isian `{key}` tidak dapat dipakai."
        saran = saran or "Perbaiki isian itu."
        self.issues.append(Issue(kode, "salah", self.di_mana, apa, f"`{key}` {mengapa}.", saran))

    def given(self, key: str) -> object | None:
        value = self.raw.get(key)
        if value is None or value == "":
            self.fault("TLK-U002", key, "belum diisi")
            return None
        return value

    def text(self, key: str) -> str:
        value = self.given(key)
        if value is not None and not isinstance(value, str):
            self.fault("TLK-U003", key, "harus teks", f'Tulis dalam tanda kutip: "{value}".')
        return value.strip() if isinstance(value, str) else ""

    def angka(self, key: str) -> Fraction:
        value = self.given(key)
        number = Fraction(value) if isinstance(value, int) and not isinstance(value, bool) else None
        if isinstance(value, str):
            number = parse_angka(value)
        if value is not None and number is None:
            self.fault("TLK-U003", key, f"bukan angka: {value}", 'Tulis seperti 91 atau "88,31".')
        return Fraction(0) if number is None else number

    def whole(self, key: str) -> int:
        number = self.angka(key)
        if number.denominator != 1 or number < 0:
            self.fault("TLK-U003", key, f"harus bilangan bulat, bukan {format_angka(number, 2)}")
        return abs(number.numerator)

    def tanggal(self, key: str) -> date:
        value = self.given(key)
        if isinstance(value, date):
            return date(value.year, value.month, value.day)
        if value is not None:
            self.fault("TLK-U003", key, f"bukan tanggal: {value}", "Tulis seperti 2022-01-01.")
        return date.min

    def choice(self, key: str, choices: tuple[C, ...]) -> C:
        value = self.given(key)
        for choice in choices:
            if value == choice:
                return choice
        if value is not None:
            saran = maksud_anda(str(value), choices)
            self.fault("TLK-U003", key, f"harus salah satu dari: {', '.join(choices)}; tertulis {value}", saran)
        return choices[0]

    def group(self, key: str, known: Sequence[str] | None = None) -> "_Fields":
        return _Fields(self.given(key) or {}, f"{self.di_mana}, {key}", known, self.issues)

    def rows(self, key: str, known: Sequence[str]) -> list["_Fields"]:
        value = self.given(key)
        if value is not None and not isinstance(value, list):
            self.fault("TLK-U002", key, "harus berupa daftar")
        items = value if isinstance(value, list) else []
        places = [f"{self.di_mana}, {key} {nomor}" for nomor in range(1, len(items) + 1)]
        return [_Fields(item, place, known, self.issues) for item, place in zip(items, places, strict=True)]

    def build(self, key: str, make: Callable[[], D]) -> D | None:
        """What `make` gives, or an Issue with the words of its ValueError, unless a field was faulty already."""
        before = len(self.issues)
        try:
            return make()
        except ValueError as error:
            if len(self.issues) == before:
                self.fault("TLK-U004", key, f"tidak cocok: {error}")
            return None


def _once(daftar: Sequence[Dated], berkas: str, issues: list[Issue]) -> None:
    seen: set[tuple[str, date]] = set()
    for item in daftar:
        if (item.nama, item.berlaku_sejak) in seen:
            issues.append(
                Issue(
                    "TLK-U004",
                    "salah",
                    berkas,
                    f"`{item.nama}` tertulis dua kali dengan tanggal {item.berlaku_sejak}.",
                    "Satu nama hanya punya satu versi pada satu tanggal.",
                    "Hapus salah satu atau ubah tanggal berlakunya.",
                )
            )
        seen.add((item.nama, item.berlaku_sejak))


T = TypeVar("T")


def _done(result: T, issues: list[Issue]) -> T:
    if issues:
        raise IssueError(issues)
    return result


def _read(path: Path) -> tuple[object, str]:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8")), path.name
    except (OSError, UnicodeDecodeError) as error:
        mengapa = f"Berkas tidak ada atau tidak terbaca ({type(error).__name__})."
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        mengapa = f"Bukan YAML yang benar{f', baris {mark.line + 1}' if mark else ''}."
    raise IssueError(
        Issue(
            "TLK-U001",
            "salah",
            path.name,
            "Berkas parameter tidak dapat dibaca.",
            mengapa,
            "Periksa folder parameter dan isi berkas itu.",
        )
    )
