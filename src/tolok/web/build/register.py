"""Pages of registers: which there are and how fresh, one with its deliveries, one with its rows."""

from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.utils import timezone

from tolok.registers.schema import Kolom as KolomRegister
from tolok.registers.schema import Schema
from tolok.services import paket
from tolok.services.pratinjau import said
from tolok.services.register import (
    KIRIMAN,
    KeadaanRegister,
    deliveries_of,
    may_correct,
    may_deliver,
    name_column,
    rows_in,
    states_of,
    undone_at,
)
from tolok.services.unggahan import uploads_of
from tolok.store.models import Kiriman, Unggahan, schemas
from tolok.values.instant import tanggal_panjang, tanggal_pendek
from tolok.values.number import format_angka
from tolok.web.build.identitas import masked_column
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.read_models import Fakta, Isian, Kolom, Opsi, Penomoran, Sel, Tabel, Tautan, Tindakan
from tolok.web.read_models.hitung import Tab
from tolok.web.read_models.komponen import Nada
from tolok.web.read_models.terima import HalamanIsiRegister, HalamanRegister

PAGE = 50
_TERBANYAK = 7
STATUS_UNGGAHAN: dict[str, tuple[str, Nada]] = {
    "diperiksa": ("Sedang diperiksa", "netral"),
    "siap": ("Menunggu keputusan", "waspada"),
    "gagal": ("Tidak dapat dibaca", "buruk"),
    "menerima": ("Sedang diterima", "netral"),
}


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def build_register(view: Pandangan) -> HalamanRegister:
    """The finding: how many registers that feed an IKU have come for the year."""
    states = states_of(view.kantor, view.period, view.at)
    feeding = [one for one in states if one.melandasi]
    here = sum(one.terakhir is not None for one in feeding)
    tahun = view.period.tahun
    judul = f"{here} dari {len(feeding)} register yang melandasi IKU sudah dikirim untuk {tahun}"
    if feeding and here == len(feeding):
        judul = f"Semua {here} register yang melandasi IKU sudah dikirim untuk {tahun}"
    waiting = _waiting(view) if not view.lampau else None
    return HalamanRegister(
        kerangka=frame(view, "Register", (Tautan("Register"),), "Register"),
        judul=judul,
        lead="Setiap angka berdiri di atas baris register. Yang belum dikirim bukan nol, melainkan belum diketahui.",
        tabel=_state_table(view, states),
        menunggu=waiting,
        tautan=(Tautan("Pekerjaan latar", view.alamat.ke("pekerjaan")),),
    )


def _state_table(view: Pandangan, states: Sequence[KeadaanRegister]) -> Tabel:
    heads = (
        Kolom("Register", ponsel="utama"), Kolom("Melandasi"), Kolom("Bidang"), Kolom("Kiriman terakhir"),
        Kolom("Baris", angka=True, ponsel="angka"), Kolom("Tidak diterima", angka=True), Kolom("Keadaan"),
    )  # fmt: skip
    return Tabel("Register kantor ini", heads, tuple(_state_row(view, one) for one in states))


def _state_row(view: Pandangan, one: KeadaanRegister) -> tuple[Sel, ...]:
    href = view.alamat.ke("register-isi", register=one.schema.nama)
    word, tone = state_words(one, view.at)
    last = one.terakhir
    return (
        Sel(capital(one.schema.label), "tebal", href),
        Sel(", ".join(row.kode for row in one.melandasi)) if one.melandasi else Sel("tidak ada IKU", "kosong"),
        Sel(_owner(one)),
        Sel(tanggal_panjang(last.diterima_pada)) if last else Sel("belum ada", "kosong"),
        Sel(format_angka(one.baris)) if last or one.baris else Sel("tidak ada data", "kosong"),
        Sel(format_angka(one.karantina)) if last else Sel("–"),
        Sel(word, nada=tone),
    )


def _owner(one: KeadaanRegister) -> str:
    if one.schema.pengisi == "pengawas":
        return "Inspektorat"
    return ", ".join(bidang.nama for bidang in one.bidang) or "–"


def state_words(one: KeadaanRegister, at: datetime) -> tuple[str, Nada]:
    """How a register stands, by a written rule: not delivered, in part, with rows set aside, delivered."""
    if one.terakhir is None:
        if one.batas is None:
            return "Belum dikirim", "netral"
        days = (one.batas - timezone.localtime(at).date()).days
        if days < 0:
            return f"Lewat {-days} hari", "buruk"
        return ("Batasnya hari ini" if not days else f"Belum dikirim, {days} hari lagi"), "waspada"
    if not one.utuh:
        return "Baru sebagian wilayah", "waspada"
    if one.karantina:
        return f"{format_angka(one.karantina)} baris tidak diterima", "waspada"
    return "Diterima", "baik"


def _waiting(view: Pandangan) -> Tabel | None:
    rows = [_upload_row(view, one) for one in uploads_of(view.orang, view.kantor)]
    heads = (
        Kolom("Berkas", ponsel="utama"), Kolom("Register"), Kolom("Periode"), Kolom("Diunggah"),
        Kolom("Siap", angka=True, ponsel="angka"), Kolom("Keadaan"),
    )  # fmt: skip
    return Tabel("Berkas yang menunggu Anda", heads, tuple(rows)) if rows else None


def _upload_row(view: Pandangan, one: Unggahan) -> tuple[Sel, ...]:
    word, tone = STATUS_UNGGAHAN.get(one.status, (one.status, "netral"))
    ready = f"{format_angka(one.hasil['siap'])} dari {format_angka(one.hasil['baris'])}" if "siap" in one.hasil else "–"
    href = view.alamat.ke("unggahan", unggahan=one.pk)
    return (
        Sel(one.berkas, "tebal", href), Sel(capital(schemas()[one.register].label)), Sel(one.periode),
        Sel(f"{one.oleh.nama}, {tanggal_pendek(one.pada)}"), Sel(ready), Sel(word, nada=tone),
    )  # fmt: skip


def build_isi(
    view: Pandangan, schema: Schema, bagian: str, cari: str = "", wilayah: str = "", halaman: int = 1
) -> HalamanIsiRegister:
    """One register; `bagian` kiriman or baris."""
    state = next(one for one in states_of(view.kantor, view.period, view.at) if one.schema.nama == schema.nama)
    deliveries = deliveries_of(view.kantor, view.at, schema.nama)
    label, tahun = capital(schema.label), view.period.tahun
    word, _ = state_words(state, view.at)
    found = _rows(view, schema, cari, wilayah, halaman) if bagian == "baris" else None
    shared: dict[str, Any] = {
        "kerangka": frame(view, label, (Tautan("Register", view.alamat.ke("register")), Tautan(label)), "Register"),
        "judul": f"{label}: {format_angka(state.baris)} {schema.benda} pada {tahun}" if state.baris else
                 f"{label}: belum ada baris untuk {tahun}",
        "lead": _lead(state, word),
        "tindakan": _actions(view, schema),
        "tab": (
            Tab("Kiriman", format_angka(len(deliveries)), view.alamat.ke("register-isi", register=schema.nama),
                bagian == "kiriman"),
            Tab(f"Baris {tahun}", format_angka(state.baris), view.alamat.ke("register-baris", register=schema.nama),
                bagian == "baris"),
        ),
        "fakta": _about(state),
        "penjelasan": schema.penjelasan,
    }  # fmt: skip
    if found is None:
        table = _delivery_table(view, schema, deliveries)
        none = "Belum ada kiriman. Selama belum ada, angka yang membacanya tidak dapat dihitung; unggah kiriman pertama."
        return HalamanIsiRegister(tabel=table, kosong=none, **shared)
    return HalamanIsiRegister(**found, **shared)


def _lead(state: KeadaanRegister, word: str) -> str:
    if state.terakhir is None:
        return f"{word}. Yang belum dikirim bukan nol, melainkan belum diketahui."
    when = tanggal_panjang(state.terakhir.diterima_pada)
    rest = "" if state.utuh else " Baru sebagian wilayah yang dicakup."
    return f"Kiriman terakhir diterima {when}.{rest}"


def _actions(view: Pandangan, schema: Schema) -> tuple[Tindakan, ...]:
    to = view.alamat.ke
    template = Tindakan("Unduh templat (XLSX)", to("register-templat", register=schema.nama))
    if view.lampau or not may_deliver(view.orang, view.kantor, schema, view.period.tahun):
        return (template,)
    return (
        Tindakan("Unggah berkas", to("unggah", register=schema.nama), "utama"),
        Tindakan("Tambah satu baris", to("baris-baru", register=schema.nama)),
        template,
    )


def _about(state: KeadaanRegister) -> tuple[Fakta, ...]:
    schema = state.schema
    keys = ", atau ".join(" + ".join(schema.by_nama[part].label for part in kunci.split("+")) for kunci in schema.kunci)
    return (
        Fakta("Melandasi", ", ".join(f"{one.kode}" for one in state.melandasi) or "tidak ada IKU kantor ini"),
        Fakta("Diisi oleh", _owner(state)),
        Fakta("Dikenali dari", keys),
        Fakta("Jenis", "keadaan pada satu hari" if schema.jenis == "stok" else "satu baris per tahun"),
        Fakta("Cakupan", _covered(state)),
    )


def _covered(state: KeadaanRegister) -> str:
    tree = paket.region_tree()
    if state.utuh:
        return "seluruh wilayah"
    if not state.cakupan:
        return "belum ada"
    names = [tree.name(code) for code in state.cakupan[:4]]
    return ", ".join(names) + (f", dan {len(state.cakupan) - 4} lagi" if len(state.cakupan) > 4 else "")


_JENIS = {"berkas": "Berkas", "formulir": "Formulir", "batal": "Pembatalan"}


def _delivery_table(view: Pandangan, schema: Schema, deliveries: Sequence[Kiriman]) -> Tabel:
    heads = (
        Kolom("Diterima", ponsel="utama"), Kolom("Periode"), Kolom("Dari"), Kolom("Baru", angka=True),
        Kolom("Berubah", angka=True), Kolom("Tidak diterima", angka=True), Kolom("Keadaan"),
    )  # fmt: skip
    return Tabel(f"Kiriman {schema.label}", heads, tuple(_delivery_row(view, one) for one in deliveries))


def _delivery_row(view: Pandangan, one: Kiriman) -> tuple[Sel, ...]:
    undone = undone_at(one, view.at)
    said_by = one.berkas.rpartition("/")[2] if one.jenis == "berkas" else _JENIS.get(one.jenis, one.jenis).lower()
    who = f" oleh {one.oleh.nama}" if one.oleh else ""
    count = [_counted(one, name) for name in ("baru", "berubah", "karantina")]
    state = Sel("Dibatalkan", nada="netral") if undone else Sel("Berlaku", nada="baik") if one.jenis in KIRIMAN else Sel("–")
    href = view.alamat.ke("kiriman", kiriman=one.pk)
    return (Sel(tanggal_pendek(one.diterima_pada), "tebal", href), Sel(one.periode), Sel(said_by + who), *count, state)


def _counted(one: Kiriman, name: str) -> Sel:
    count = one.laporan.get(name)
    return Sel(format_angka(int(count))) if count is not None else Sel("–")


def _rows(view: Pandangan, schema: Schema, cari: str, wilayah: str, halaman: int) -> dict[str, Any]:
    """The rows of the year, fifty at a time; searched by text or number, cut by kecamatan."""
    found = rows_in(view.kantor, schema, view.period.tahun, view.at)
    if cari:
        wanted = Q()
        for kolom in schema.stored:
            if kolom.jenis in ("teks", "nomor"):
                wanted |= Q(**{f"{kolom.nama}__icontains": cari})
        found = found.filter(wanted)
    if wilayah:
        found = found.filter(wilayah=None) if wilayah == "-" else found.filter(wilayah__startswith=wilayah)
    count = found.count()
    last = max(1, -(-count // PAGE))
    page = min(max(halaman, 1), last)
    rows = list(found.order_by(name_column(schema), "id")[(page - 1) * PAGE : page * PAGE])
    base = view.alamat.ke("register-baris", register=schema.nama)
    return {
        "tabel": _row_table(view, schema, rows),
        "kosong": "Tidak ada baris yang cocok." if cari or wilayah else "Belum ada baris untuk tahun ini.",
        "saringan": _filters(view, schema, cari, wilayah),
        "saringan_alamat": base,
        "tersaring": bool(cari or wilayah),
        "penomoran": _paging(base, cari, wilayah, page, last, count, len(rows)),
        "samaran": "Data pribadi disamarkan. Membukanya meminta alasan dan dicatat." if schema.pribadi else "",
    }


def _paging(base: str, cari: str, wilayah: str, page: int, last: int, count: int, shown: int) -> Penomoran:
    def href(to: int) -> str:
        asked = {"cari": cari, "wilayah": wilayah, "halaman": str(to)}
        joint = "&" if "?" in base else "?"
        return base + joint + urlencode({key: value for key, value in asked.items() if value})

    first = (page - 1) * PAGE + 1
    span = f"Baris {format_angka(first)}–{format_angka(first + shown - 1)} dari {format_angka(count)}"
    text = span if shown else "Tidak ada baris"
    return Penomoran(text, href(page - 1) if page > 1 else "", href(page + 1) if page < last else "")


def _filters(view: Pandangan, schema: Schema, cari: str, wilayah: str) -> tuple[Isian, ...]:
    fields = [Isian("cari", "Nama atau nomor", cari)]
    if schema.wilayah:
        tree = paket.region_tree()
        options = [Opsi("", "Semua kecamatan", not wilayah)]
        options += [Opsi(code, tree.name(code), code == wilayah) for code in tree.children(view.kantor.pemda_id)]
        options.append(Opsi("-", "Tanpa wilayah", wilayah == "-"))
        fields.append(Isian("wilayah", "Kecamatan", jenis="pilihan", opsi=tuple(options)))
    return tuple(fields)


def _row_table(view: Pandangan, schema: Schema, rows: Sequence[Any]) -> Tabel:
    """Name first, then the columns that tell most, the region, and the way to correct."""
    name = name_column(schema)
    columns = [schema.by_nama[name], *[k for k in schema.stored if k.nama != name][: _TERBANYAK - 1]]
    correct = not view.lampau and may_correct(view.orang, view.kantor, schema, view.period.tahun)
    heads = [Kolom(_head(k), k.jenis in ("bilangan", "angka"), ponsel="kedua") for k in columns]
    heads[0] = Kolom(_head(columns[0]), ponsel="utama")
    pribadi, samar = masked_column(view, schema, [row.entitas for row in rows])
    heads += [Kolom("Wilayah")] if schema.wilayah else []
    heads += [*pribadi, *([Kolom("Perbaiki")] if correct else [])]
    lines = []
    for row in rows:
        cells = [cell(k, getattr(row, k.nama)) for k in columns]
        cells += [_region(row.wilayah)] if schema.wilayah else []
        cells += [samar[row.entitas]] if pribadi else []
        if correct:
            href = view.alamat.koreksi(schema.nama, row.entitas, row.periode)
            cells.append(Sel("Koreksi", href=href))
        lines.append(tuple(cells))
    return Tabel(f"Baris {schema.label}", tuple(heads), tuple(lines))


def _head(kolom: KolomRegister) -> str:
    return capital(kolom.label) + (" (Rp)" if kolom.satuan == "rupiah" else "")


def _region(code: str | None) -> Sel:
    tree = paket.region_tree()
    return Sel(tree.name(code) if tree.exists(code) else code) if code else Sel("tanpa wilayah", "kosong")


def cell(kolom: KolomRegister, value: Any) -> Sel:
    """One stored cell as a table prints it."""
    if value is None:
        return Sel("kosong", "kosong")
    if kolom.jenis == "bilangan":
        return Sel(format_angka(Fraction(value, 10**kolom.skala), kolom.skala))
    return Sel(f"{value:%d/%m/%Y}" if isinstance(value, date) else said(kolom, value))
