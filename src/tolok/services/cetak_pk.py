"""Perjanjian Kinerja on paper, as it was signed; a draft of one that does not exist yet, from the plan."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime

from tolok.services.lampiran_pk import KEPALA, Janji, Lampiran, Pemangku, lampiran_from, lampiran_of, plan_for_year
from tolok.services.perjanjian import ALASAN, agreements_of, pemangku_of, proposed
from tolok.services.permintaan_cetak import Dokumen, PermintaanCetak, stamps
from tolok.services.tanda_tangan import city_of
from tolok.store.models import Bidang, PerjanjianKinerja, Program
from tolok.values.instant import WIB, tanggal_panjang
from tolok.values.issue import Issue, IssueError, maksud_anda
from tolok.values.number import format_angka
from tolok.writing.pk import PkData, PkHasil, PkIndikator, PkPerubahan, PkPihak, PkPos, pk_sheet
from tolok.writing.sheet import Meta, Sheet

BELUM = "belum ada"
KOSONG = "…………………………"
"""Where a draft leaves a name to be written by hand."""
_HASIL = {"program": "Sasaran Program", "kegiatan": "Sasaran Kegiatan", "sub kegiatan": "Sasaran Sub Kegiatan"}
_POS = {"program": "Program", "kegiatan": "Kegiatan", "sub kegiatan": "Sub Kegiatan"}


def dokumen(request: PermintaanCetak) -> Dokumen:
    """One agreement of the year, as signed; it holds no published figure.

    `request.jabatan` chooses the level: '' or `kepala` the head of the office; `bidang-3`, or the name of a bidang; a code
    of the nomenclature (`2.17.03.2.01`), or `kegiatan-12`; or the number of one agreement (`7`), also of one that a
    Perubahan took the place of. A level prints its newest agreement, with `alasan_perubahan` the newest for that reason.
    Where there is none, `draf` prints the plan with the people proposed. IssueError TLK-P050, TLK-P051.
    """
    rows = agreements_of(request.kantor, request.tahun, request.at)
    chosen = _chosen(request, rows)
    if isinstance(chosen, PerjanjianKinerja):
        return Dokumen(_signed(request, chosen, rows))
    mine = [one for one in rows if pemangku_of(one).kunci == chosen.kunci]
    fitting = [one for one in mine if request.alasan_perubahan in ("", one.alasan)]
    if fitting:
        return Dokumen(_signed(request, fitting[-1], rows))
    if request.draf:
        return Dokumen(_draft(request, chosen, mine))
    raise IssueError(_none(request, chosen))


def _chosen(request: PermintaanCetak, rows: Sequence[PerjanjianKinerja]) -> PerjanjianKinerja | Pemangku:
    """What `jabatan` names. IssueError TLK-P051 for what the office does not have."""
    asked = " ".join(request.jabatan.replace(":", "-").split())
    if asked in ("", "kepala"):
        return KEPALA
    row = next((one for one in rows if str(one.pk) == asked), None)
    if row is not None:
        return row
    bidang = list(Bidang.objects.filter(perangkat_daerah=request.kantor).order_by("id"))
    last = date(request.tahun, 12, 31)
    codes = Program.objects.filter(perangkat_daerah=request.kantor, berlaku_sejak__lte=last).order_by("berlaku_sejak")
    programs = list(codes.select_related("bidang", "induk"))
    named: dict[str, Pemangku] = {}
    for one in bidang:
        named |= dict.fromkeys((one.nama.casefold(), f"bidang-{one.pk}"), Pemangku("bidang", one))
    for code in programs:
        named |= dict.fromkeys((code.kode, f"kegiatan-{code.pk}"), Pemangku("kegiatan", program=code))
    found = named.get(asked.casefold())
    if found is not None:
        return found
    names = [one.nama for one in bidang] + sorted({one.kode for one in programs})
    todo = maksud_anda(asked, names) or f"Kosongkan untuk kepala perangkat daerah, atau pilih: {', '.join(names[:8])}."
    what, why = f"Jabatan `{asked[:40]}` tidak dikenal.", "Perjanjian dipilih menurut jenjangnya atau nomornya."
    raise IssueError(Issue("TLK-P051", "salah", "jabatan", what, why, todo))


def _none(request: PermintaanCetak, pemangku: Pemangku) -> Issue:
    what = f"Perjanjian Kinerja {request.tahun} {pemangku.nama} belum dibuat."
    why = "Yang dicetak resmi hanya perjanjian yang sudah dicatat."
    if request.alasan_perubahan:
        what = f"Perjanjian Kinerja {request.tahun} {pemangku.nama} tidak punya Perubahan dengan alasan itu."
        why = "Alasan perubahan: " + "; ".join(f"{kode} ({words})" for kode, words in ALASAN.items()) + "."
    todo = "Buat di menu Indikator, bagian Perjanjian Kinerja, atau cetak drafnya."
    return Issue("TLK-P050", "salah", f"{request.kantor.nama} {request.tahun}", what, why, todo)


# --- one agreement ----------------------------------------------------------------------------------------------------


def _signed(request: PermintaanCetak, row: PerjanjianKinerja, rows: Sequence[PerjanjianKinerja]) -> Sheet:
    lampiran, pemangku = lampiran_from(row.isi), pemangku_of(row)
    known = replace(request, at=row.diketahui)
    meta = stamps(known, (), {"perjanjian": row.isi, "pihak": [row.pertama, row.kedua], "nomor": row.nomor})
    before = [one for one in rows if pemangku_of(one).kunci == pemangku.kunci and one.nomor == row.nomor - 1]
    data = _data(request, pemangku, lampiran, meta, str(row.isi.get("sumber_dana", "")))
    change = _change(row.nomor, row.alasan, row.penjelasan, before[-1].tanggal if before else None) if row.nomor else None
    return pk_sheet(
        replace(
            data, pertama=PkPihak(**row.pertama), kedua=PkPihak(**row.kedua), tanggal=day_words(row.tanggal),
            perubahan=change,
        )
    )  # fmt: skip


def _draft(request: PermintaanCetak, pemangku: Pemangku, mine: Sequence[PerjanjianKinerja]) -> Sheet:
    """The agreement that would be made now; with a reason for a Perubahan, the next one of those that exist."""
    lampiran = lampiran_of(plan_for_year(request.kantor, request.tahun, request.at), pemangku)
    pertama, kedua = (
        PkPihak(one.nama or KOSONG, one.jabatan or KOSONG, one.pangkat, one.nip)
        for one in proposed(request.kantor, request.tahun, pemangku, request.at)
    )
    change, funds = None, ""
    if mine:
        last = mine[-1]
        funds = str(last.isi.get("sumber_dana", ""))
        change = _change(last.nomor + 1, request.alasan_perubahan, "", last.tanggal)
    plan = {"perjanjian": lampiran.as_json(), "pihak": [asdict(pertama), asdict(kedua)]}
    data = _data(request, pemangku, lampiran, stamps(request, (), plan), funds)
    return pk_sheet(replace(data, pertama=pertama, kedua=kedua, perubahan=change))


def _change(nomor: int, alasan: str, penjelasan: str, before: date | None) -> PkPerubahan:
    words: Mapping[str, str] = dict(ALASAN)
    return PkPerubahan(nomor, words.get(alasan, alasan), penjelasan, day_words(before) if before else "")


def _data(request: PermintaanCetak, pemangku: Pemangku, lampiran: Lampiran, meta: Meta, funds: str) -> PkData:
    """All but who signs and when, which an agreement knows and a draft proposes."""
    kantor, jumlah = request.kantor, lampiran.jumlah
    return PkData(
        pemda=f"Pemerintah {kantor.pemda.nama}",
        perangkat_daerah=f"{kantor.nama} {kantor.pemda.nama}",
        tahun=request.tahun,
        jenjang=pemangku.jenjang,
        pertama=PkPihak("", ""),
        kedua=PkPihak("", ""),
        tempat=city_of(kantor),
        tanggal=f"………………… {request.tahun}",
        hasil=tuple(_result(one) for one in lampiran.janji),
        pos=tuple(PkPos(one.nama, format_angka(one.pagu) if one.pagu is not None else BELUM, funds) for one in lampiran.pos),
        judul_hasil=_head_of_results(pemangku, lampiran),
        judul_pos=_named(_POS, (one.jenjang for one in lampiran.pos)) or "Program",
        jumlah=format_angka(jumlah) if jumlah is not None else "",
        meta=meta,
        unit="" if pemangku.jenjang == "kepala" else pemangku.nama,
    )


def _result(one: Janji) -> PkHasil:
    return PkHasil(one.uraian, tuple(PkIndikator(b.nama, b.satuan, b.tampil or BELUM) for b in one.butir))


def _head_of_results(pemangku: Pemangku, lampiran: Lampiran) -> str:
    kinds = dict.fromkeys(one.jenis for one in lampiran.janji)
    if pemangku.jenjang == "kepala":
        return "Tujuan/Sasaran Strategis" if "tujuan" in kinds else "Sasaran Strategis"
    return _named(_HASIL, kinds) or "Sasaran"


def _named(names: Mapping[str, str], kinds: Iterable[str]) -> str:
    """What a column holds, the higher level first: `Program/Kegiatan`."""
    found = set(kinds)
    return "/".join(name for kind, name in names.items() if kind in found)


def day_words(day: date) -> str:
    """`30 Januari 2024`."""
    return tanggal_panjang(datetime(day.year, day.month, day.day, tzinfo=WIB))
