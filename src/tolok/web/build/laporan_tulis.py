"""The words of one part of the report, and the national standard of an IKU: read by everybody, written by some."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tolok.services.cetak_lkjip import laporan_of
from tolok.services.laporan_bahan import bahan_of
from tolok.services.naskah_laporan import TERPANJANG, dasar_of, naskah_history, naskah_of, read_standar, standar_bagian
from tolok.services.target import target_text
from tolok.store.models import IndikatorKantor, NaskahLaporan
from tolok.values.instant import tanggal_pendek
from tolok.values.issue import Issue
from tolok.values.number import format_angka
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.build.laporan import may_write, report_trail
from tolok.web.read_models import Formulir, Isian, Pesan, Tautan, Tindakan
from tolok.web.read_models.laporan import HalamanBagian
from tolok.web.read_models.ukur import Tulisan
from tolok.writing.lkjip_bagian import Bagian
from tolok.writing.lkjip_data import Lkjip
from tolok.writing.lkjip_depan import counts
from tolok.writing.lkjip_tabel import with_unit

_DITARIK = "(dikosongkan)"


def build_bagian(view: Pandangan, bagian: Bagian) -> HalamanBagian:
    """One part to be read, as known at the reader's instant; who may write it is led to its form."""
    plain = _part(view, bagian)
    label = f"{'Ubah' if plain.isi else 'Tulis'} {bagian.judul.lower()}"
    href = view.alamat.ke("laporan-tulis", bagian_laporan=bagian.kode)
    return replace(plain, tindakan=(Tindakan(label, href, "utama"),)) if may_write(view) else plain


def build_tulis(
    view: Pandangan, bagian: Bagian, typed: Mapping[str, str] | None = None, issues: Sequence[Issue] = ()
) -> HalamanBagian:
    """One part as a form; after a conflict with what the other one wrote beside the field."""
    plain = _part(view, bagian)
    stored = plain.isi.isi if plain.isi else ""
    field = _words(bagian, stored, typed, issues)
    return replace(plain, formulir=_form(view, bagian, typed, issues), isian=(field,), pesan=_general(issues))


def _part(view: Pandangan, bagian: Bagian) -> HalamanBagian:
    tahun = view.period.tahun
    history = naskah_history(view.kantor, tahun, bagian.kode, view.at)
    known = history[0] if history and history[0].isi else None
    return HalamanBagian(
        kerangka=frame(view, bagian.judul, report_trail(view, bagian.judul), "Dokumen"),
        judul=f"{bagian.judul} LKjIP tahun {tahun}",
        lead=f"{bagian.bab}. {_state(known, bagian)}",
        petunjuk=bagian.petunjuk,
        batal=Tautan("Kembali ke semua bagian laporan", view.alamat.ke("laporan")),
        isi=_written(known) if known else None,
        kosong="" if known else "Belum ada yang menulis bagian ini.",
        angka=_said(view, bagian),
        riwayat=tuple(_written(one) for one in history[1 if known else 0 :]),
    )


def _state(known: NaskahLaporan | None, bagian: Bagian) -> str:
    if known is not None:
        return f"Ditulis {_who(known)}."
    return "Belum ditulis; dicetak sebagai belum ada." if bagian.wajib else "Belum ditulis; boleh kosong."


def _who(one: NaskahLaporan) -> str:
    return f"{one.oleh.nama if one.oleh else 'Sistem'}, {tanggal_pendek(one.pada)}"


def _written(one: NaskahLaporan) -> Tulisan:
    return Tulisan("", one.isi or _DITARIK, _who(one))


def _overtaken(issues: Sequence[Issue]) -> bool:
    return any(one.kode == "TLK-P084" for one in issues)


def _dasar(view: Pandangan, bagian: str, typed: Mapping[str, str] | None, issues: Sequence[Issue]) -> str:
    """For which words the form is made: the newest, unless a refused form is shown again for another reason."""
    if typed is None or _overtaken(issues):
        return dasar_of(view.kantor, view.period.tahun, bagian)
    return typed.get("dasar", "")


def _form(view: Pandangan, bagian: Bagian, typed: Mapping[str, str] | None, issues: Sequence[Issue]) -> Formulir:
    href = view.alamat.ke("laporan-tulis", bagian_laporan=bagian.kode)
    return Formulir(href, f"Simpan {bagian.judul.lower()}", (("dasar", _dasar(view, bagian.kode, typed, issues)),))


def _words(bagian: Bagian, stored: str, typed: Mapping[str, str] | None, issues: Sequence[Issue]) -> Isian:
    return Isian(
        "isi", bagian.judul, stored if typed is None else typed.get("isi", ""), "panjang",
        f"Paling banyak {format_angka(TERPANJANG)} huruf. Tiap baris menjadi alinea; baris yang diawali - menjadi daftar.",
        _fault(issues, "isi"), lama=stored if _overtaken(issues) else "",
    )  # fmt: skip


def _fault(issues: Sequence[Issue], where: str) -> str:
    return " ".join(f"{one.apa} {one.saran}" for one in issues if one.di_mana == where)


def _general(issues: Sequence[Issue]) -> tuple[Pesan, ...]:
    """What stands beside no field."""
    return tuple(Pesan(one.bobot, one.apa, f"{one.mengapa} {one.saran}", kode=one.kode) for one in issues
                 if one.di_mana == "bagian")  # fmt: skip


def _said(view: Pandangan, bagian: Bagian) -> tuple[str, ...]:
    """What the figures say in this place already, so that nobody writes it a second time."""
    if bagian.kode not in ("ikhtisar", "simpulan", "anggaran", "langkah_perbaikan", "isu_strategis"):
        return ()
    data = laporan_of(bahan_of(view.kantor, view.period.tahun, view.at))
    if bagian.kode in ("ikhtisar", "simpulan"):
        return tuple(counts(data))
    if bagian.kode == "anggaran":
        return _spending(data)
    if bagian.kode == "langkah_perbaikan":
        return tuple(f"{one.kode}: {one.sebab.tindak_lanjut}" for one in data.indikator if one.sebab.tindak_lanjut)
    return tuple(f"{one.kode}: {one.sebab.penghambat}" for one in data.indikator if one.sebab.penghambat)


def _spending(data: Lkjip) -> tuple[str, ...]:
    return tuple(
        f"{one.nama}: serapan {with_unit(one.serapan, '%')} dari Rp {one.pagu.teks}."
        for one in data.anggaran
        if one.tingkat == 0 and one.pagu.tampil
    )


# --- national standard ------------------------------------------------------------------------------------------------


def build_standar(
    view: Pandangan, indikator: IndikatorKantor, typed: Mapping[str, str] | None = None, issues: Sequence[Issue] = ()
) -> HalamanBagian:
    """The national standard of an IKU as three fields."""
    tahun, kode, bagian = view.period.tahun, indikator.kode, standar_bagian(indikator.kode)
    history = naskah_history(view.kantor, tahun, bagian, view.at)
    found = naskah_of(view.kantor, tahun, view.at).get(bagian)
    stored = _fields(found)
    values = stored if typed is None else typed
    isian = tuple(
        Isian(nama, label, values.get(nama, ""), jenis, hint, _fault(issues, nama),
              lama=stored.get(nama, "") if _overtaken(issues) else "")
        for nama, label, jenis, hint in _STANDAR
    )  # fmt: skip
    href, dasar = view.alamat.ke("laporan-standar", kode=kode), _dasar(view, bagian, typed, issues)
    title = f"Standar nasional {kode}"
    return HalamanBagian(
        kerangka=frame(view, title, report_trail(view, title), "Dokumen"),
        judul=f"Standar nasional {kode} untuk LKjIP tahun {tahun}",
        lead=indikator.nama,
        petunjuk="Angka pembanding yang berlaku nasional, misalnya dari laporan kementerian, beserta tempatnya tercetak. "
        "Bila tidak ada, biarkan kosong: laporan akan mengatakan bahwa belum ada standar yang dicatat.",
        batal=Tautan(f"Kembali ke analisis {kode}", view.alamat.ke("laporan-analisis", kode=kode)),
        formulir=Formulir(href, f"Simpan standar nasional {kode}", (("dasar", dasar),)),
        isian=isian,
        pesan=_general(issues),
        riwayat=tuple(_standard(one) for one in history[1:]),
    )


_STANDAR = (
    ("nilai", "Angka standar", "angka", "Angkanya saja, dalam satuan indikator ini, misalnya 12,5."),
    ("sumber", "Sumber", "teks", "Dokumen dan halamannya."),
    ("tahun", "Tahun", "angka", "Tahun yang dimaksud standar itu."),
)  # fmt: skip


def _fields(found: NaskahLaporan | None) -> dict[str, str]:
    if found is None:
        return {}
    known = read_standar(found.isi)
    return {"nilai": target_text(known.nilai, 0), "sumber": known.sumber, "tahun": str(known.tahun)}


def _standard(one: NaskahLaporan) -> Tulisan:
    known = _fields(one) if one.isi else {}
    said = f"{known['nilai']} ({known['sumber']}, {known['tahun']})" if known else _DITARIK
    return Tulisan("", said, _who(one))
