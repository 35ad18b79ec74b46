"""The rows of one group of one aggregate, from the frozen snapshot: a page of them, filtered, re-totalled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from tolok.engine.protocol import DIKELUARKAN, GROUPS, TERHITUNG, DrillRow, RowFilter
from tolok.engine.snapshot import LAG
from tolok.formula.kernel import Aggregate, Col, all_cols
from tolok.registers.schema import Kolom as KolomRegister
from tolok.registers.schema import Schema
from tolok.services import paket
from tolok.services.definisi import checked_of
from tolok.services.pengukuran import scope_of, snapshot_of
from tolok.services.register import may_correct
from tolok.store.models import Realisasi, schemas
from tolok.values.number import format_angka
from tolok.values.period import Period
from tolok.values.region import ancestor
from tolok.web.build.hitung import LABEL, letter_of, trail
from tolok.web.build.identitas import masked_column
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.build.rumus import printed
from tolok.web.read_models import HalamanBaris, Isian, Kolom, Opsi, Penomoran, Sel, Tab, Tabel, Tautan

PAGE = 50
_SHOWN_NAMES = 2
MOST_NAMES = 9


@dataclass(frozen=True)
class Saringan:
    """What a reader asked of the list of rows."""

    kelompok: str
    sebab: str = ""
    wilayah: str = ""
    halaman: int = 1
    cari: str = ""

    @property
    def tersaring(self) -> bool:
        return bool(self.sebab or self.wilayah or self.cari)

    @property
    def query(self) -> dict[str, object]:
        """The filters as an address carries them, without the page."""
        return {"sebab": self.sebab, "kecamatan": self.wilayah, "cari": self.cari}


def build_baris(view: Pandangan, row: Realisasi, letak: int, wanted: Saringan) -> HalamanBaris | None:
    """The rows behind one aggregate; None where the address names no such aggregate or group."""
    aggregate = aggregate_at(row, letak)
    if aggregate is None or wanted.kelompok not in GROUPS:
        return None
    total = row.lembar["wilayah"][view.kantor.pemda_id]["total"][letak]
    listed = rows_of(row, aggregate, wanted, PAGE + 1, (max(wanted.halaman, 1) - 1) * PAGE)
    schema = schemas()[aggregate.register]
    huruf, kata = letter_of(row, aggregate.text)
    parts = (
        total.get("terhitung", 0), total.get("tidak_memenuhi", 0), sum(total.get("dikeluarkan", {}).values())
    )  # fmt: skip
    recounted = recount(row, aggregate)
    count = recounted[GROUPS.index(wanted.kelompok)]
    return HalamanBaris(
        kerangka=frame(
            view, f"Baris di balik {huruf}", (*trail(view, row), Tautan(f"Baris di balik {huruf}")), kini="Indikator"
        ),
        judul=f"Baris di balik {huruf}",
        lead=kata[0].upper() + kata[1:],
        agregat=tuple(_aggregate_tab(view, row, at, letak) for at in range(len(row.lembar["agregat"]))),
        tab=tuple(_group_tab(view, row, letak, group, n, wanted) for group, n in zip(GROUPS, parts, strict=True)),
        saringan=_filters(view, total, schema, wanted),
        saringan_alamat=view.alamat.baris(row.indikator.kode, row.nomor, letak, wanted.kelompok),
        tabel=_table(view, schema, aggregate, listed[:PAGE], row, wanted.kelompok),
        penomoran=_paging(view, row, letak, wanted, len(listed), None if wanted.tersaring else count),
        jumlah_ulang=_retotal(recounted, parts),
        cocok=recounted == parts,
        kosong="" if listed else _empty(wanted),
        samaran="Data pribadi disamarkan dan tidak pernah masuk potret data. Membukanya meminta alasan dan dicatat.",
        tersaring=wanted.tersaring,
        unduh=_downloads(view, row, letak, wanted, count) if listed else (),
    )


def _empty(wanted: Saringan) -> str:
    if wanted.tersaring:
        return "Tidak ada baris yang cocok dengan saringan ini."
    return f"Tidak ada baris yang {LABEL[wanted.kelompok].lower()}."


def _downloads(view: Pandangan, row: Realisasi, letak: int, wanted: Saringan, count: int) -> tuple[Tautan, ...]:
    """Exactly the rows of the list as it is filtered."""
    amount = "baris tersaring" if wanted.tersaring else f"{format_angka(count)} baris"
    base = view.alamat.unduh_baris(row.indikator.kode, row.nomor, letak, wanted.kelompok)
    return tuple(
        Tautan(f"Unduh {amount} ({jenis.upper()})", view.alamat.with_query(base + f"baris.{jenis}", **wanted.query))
        for jenis in ("xlsx", "csv")
    )


def aggregate_at(row: Realisasi, letak: int) -> Aggregate | None:
    """The aggregate of a frozen formula by its place; None where there is none (also of a typed figure)."""
    if not row.lembar.get("agregat"):
        return None
    known = checked_of(row).aggregates
    return known[letak] if 0 <= letak < len(known) else None


def rows_of(row: Realisasi, aggregate: Aggregate, wanted: Saringan, limit: int, offset: int = 0) -> list[DrillRow]:
    """Rows as they were frozen, sorted by region and key."""
    columns = tuple(k.nama for k in name_columns(schemas()[aggregate.register]))
    read = (c.nama + (LAG if c.lag else "") for c in all_cols(aggregate.cond, aggregate.value))
    shown = (k.nama for k in layout_of(row, aggregate, MOST_NAMES).nama)
    needed = tuple(dict.fromkeys((*columns, *shown, *read)))
    asked = RowFilter(wanted.kelompok, wanted.sebab, wanted.wilayah, limit, offset, wanted.cari.strip(), columns, needed)
    kantor = row.indikator.perangkat_daerah
    return paket.engine().rows(aggregate, Period(row.tahun, row.triwulan), scope_of(kantor), snapshot_of(row), asked)


def name_columns(schema: Schema) -> tuple[KolomRegister, ...]:
    """The columns by which people know a row, none of them personal: names and numbers."""
    known = ("nama", "nomor", "uraian", "id_", "nib")
    return tuple(k for k in schema.fields if k.jenis in ("teks", "nomor") and k.nama.startswith(known))


@dataclass(frozen=True)
class _Frozen:
    """What a recount rests on, by which it is kept; `realisasi` and `agregat` only bring it along."""

    potret: str
    definisi: str
    kantor: str
    period: Period
    teks: str
    realisasi: Realisasi = field(compare=False)
    agregat: Aggregate = field(compare=False)


def recount(row: Realisasi, aggregate: Aggregate) -> tuple[int, int, int]:
    """The three groups counted again from the frozen rows, whatever the sheet says."""
    period, kantor = Period(row.tahun, row.triwulan), row.indikator.perangkat_daerah
    return _recounted(_Frozen(row.hash_potret, row.definisi_id, kantor.kode, period, aggregate.text, row, aggregate))


@lru_cache(maxsize=512)
def _recounted(asked: _Frozen) -> tuple[int, int, int]:
    row, aggregate = asked.realisasi, asked.agregat
    scope = scope_of(row.indikator.perangkat_daerah)
    regions = paket.engine().totals([aggregate], asked.period, scope, snapshot_of(row))[aggregate].values()
    return (
        sum(one.terhitung for one in regions),
        sum(one.tidak_memenuhi for one in regions),
        sum(one.excluded for one in regions),
    )


def _retotal(recounted: tuple[int, int, int], parts: tuple[int, int, int]) -> str:
    text = " + ".join(format_angka(one) for one in recounted)
    same = "Sama dengan register." if recounted == parts else "TIDAK sama dengan lembar hitung; angka ini ditahan."
    return f"Dijumlah ulang dari daftar: {text} = {format_angka(sum(recounted))}. {same}"


def _aggregate_tab(view: Pandangan, row: Realisasi, at: int, kini: int) -> Tab:
    total = row.lembar["wilayah"][view.kantor.pemda_id]["total"][at]
    huruf, _ = letter_of(row, total["agregat"])
    href = view.alamat.baris(row.indikator.kode, row.nomor, at, TERHITUNG)
    return Tab(huruf, printed(total), href, at == kini)


def _group_tab(view: Pandangan, row: Realisasi, letak: int, group: str, count: int, wanted: Saringan) -> Tab:
    href = view.alamat.baris(row.indikator.kode, row.nomor, letak, group)
    return Tab(LABEL[group].removesuffix(" syarat"), format_angka(count), href, group == wanted.kelompok)


def _filters(view: Pandangan, total: Mapping[str, Any], schema: Schema, wanted: Saringan) -> tuple[Isian, ...]:
    fields = []
    if wanted.kelompok == DIKELUARKAN:
        known = total.get("dikeluarkan", {})
        reasons = [Opsi("", "Semua sebab")] + [Opsi(one, one, one == wanted.sebab) for one in known]
        fields.append(Isian("sebab", "Sebab", jenis="pilihan", opsi=tuple(reasons)))
    if schema.wilayah:
        tree = paket.region_tree()
        regions = [Opsi("", "Semua kecamatan")]
        regions += [Opsi(code, tree.name(code), code == wanted.wilayah) for code in tree.children(view.kantor.pemda_id)]
        none = view.kantor.pemda_id + "/-"
        regions.append(Opsi(none, "Tanpa wilayah", none == wanted.wilayah))
        fields.append(Isian("kecamatan", "Kecamatan", jenis="pilihan", opsi=tuple(regions)))
    if name_columns(schema):
        fields.append(Isian("cari", f"Nama atau nomor {schema.benda}", wanted.cari))
    return tuple(fields)


def _paging(view: Pandangan, row: Realisasi, letak: int, wanted: Saringan, found: int, total: int | None) -> Penomoran:
    page = max(wanted.halaman, 1)
    first, last = (page - 1) * PAGE + 1, (page - 1) * PAGE + min(found, PAGE)

    def href(to: int) -> str:
        asked = {**wanted.query, "halaman": to if to > 1 else ""}
        return view.alamat.baris(row.indikator.kode, row.nomor, letak, wanted.kelompok, **asked)

    of = f" dari {format_angka(total)}" if total is not None else ""
    text = f"Baris {format_angka(first)}–{format_angka(last)}{of}" if found else "Tidak ada baris"
    return Penomoran(text, href(page - 1) if page > 1 else "", href(page + 1) if found > PAGE else "")


@dataclass(frozen=True)
class Susunan:
    """The columns of a list of rows: names, then the fields that the aggregate reads, this year's beside last year's."""

    nama: tuple[KolomRegister, ...]
    dibaca: tuple[Col, ...]
    schema: Schema
    tahun: int

    @property
    def labels(self) -> tuple[str, ...]:
        """Column heads, without region and reason."""
        names = tuple(k.title for k in self.nama)
        return names + tuple(field_label(self.schema.by_nama[c.nama], self.tahun - c.lag) for c in self.dibaca)


def layout_of(row: Realisasi, aggregate: Aggregate, names: int = _SHOWN_NAMES) -> Susunan:
    """How the rows behind an aggregate are laid out."""
    schema = schemas()[aggregate.register]
    known = [k for k in schema.fields if k.jenis == "teks" and k.nama.startswith(("nama", "nomor", "uraian"))]
    read = sorted(all_cols(aggregate.cond, aggregate.value), key=lambda c: (schema.by_nama[c.nama].label, -c.lag))
    return Susunan(tuple(known[:names]), tuple(read), schema, row.tahun - aggregate.years_back)


def _table(
    view: Pandangan, schema: Schema, aggregate: Aggregate, rows: Sequence[DrillRow], row: Realisasi, kelompok: str
) -> Tabel:
    """Name, the fields that the aggregate reads (this year's and last year's), region, reason, and the way to correct."""
    layout = layout_of(row, aggregate)
    names, read, tahun = layout.nama, layout.dibaca, layout.tahun
    correct = not view.lampau and may_correct(view.orang, view.kantor, schema, tahun)
    heads = [Kolom(k.title, ponsel="utama" if not i else "kedua") for i, k in enumerate(names)]
    heads += [_head(schema.by_nama[c.nama], tahun - c.lag) for c in read]
    heads += [Kolom("Wilayah")] if schema.wilayah else []
    heads += [Kolom("Sebab dikecualikan")] if kelompok == DIKELUARKAN else []
    pribadi, samar = masked_column(view, schema, [one.entitas for one in rows])
    heads += [*pribadi, *([Kolom("Perbaiki")] if correct else [])]
    lines = []
    for one in rows:
        missing = is_absent(schema, read, one)
        cells = [_cell(k, one.isi.get(k.nama)) for k in names]
        cells += [
            _cell(schema.by_nama[c.nama], one.isi.get(c.nama + (LAG if c.lag else "")), bool(c.lag) and missing)
            for c in read
        ]
        cells += [Sel(region_words(one.wilayah))] if schema.wilayah else []
        cells += [Sel(one.alasan, "sebab")] if kelompok == DIKELUARKAN else []
        cells += [samar[one.entitas]] if pribadi else []
        cells += [Sel("Koreksi", href=view.alamat.koreksi(schema.nama, one.entitas, tahun))] if correct else []
        lines.append(tuple(cells))
    return Tabel(f"Baris {LABEL[kelompok].lower()}", tuple(heads), tuple(lines))


def is_absent(schema: Schema, read: Sequence[Col], one: DrillRow) -> bool:
    """Whether the row of the year before does not exist at all, so that its fields are not merely empty."""
    return bool(schema.panel and any(c.lag for c in read) and one.alasan.startswith("tidak ada di tahun"))


def field_label(kolom: KolomRegister, tahun: int) -> str:
    unit = " (Rp)" if kolom.satuan == "rupiah" else ""
    return f"{kolom.title} {tahun}{unit}"


def _head(kolom: KolomRegister, tahun: int) -> Kolom:
    return Kolom(field_label(kolom, tahun), angka=kolom.jenis == "bilangan", ponsel="kedua")


@lru_cache(maxsize=4096)
def region_words(code: str | None) -> str:
    """`Bukir, Gadingrejo`; the code where the tree does not know it."""
    tree = paket.region_tree()
    if code is None:
        return "tanpa wilayah"
    kecamatan = ancestor(code, "kecamatan") if len(code) > 8 else code
    return f"{tree.name(code)}, {tree.name(kecamatan)}" if tree.exists(code) else code


def _cell(kolom: KolomRegister, cell: object, absent: bool = False) -> Sel:
    if absent:
        return Sel("tidak ada", "kosong")
    if cell is None:
        return Sel("kosong", "kosong")
    if kolom.jenis == "bilangan" and isinstance(cell, int):
        return Sel(format_angka(Fraction(cell, 10**kolom.skala), kolom.skala))
    if isinstance(cell, bool):
        return Sel("ya" if cell else "tidak")
    return Sel(cell.strftime("%d-%m-%Y") if isinstance(cell, date) else str(cell))
