"""The yearly report LKjIP of an office: published figures, approved words, budgets; what is missing is printed as such."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from tolok.services import paket
from tolok.services.laporan_anggaran import lines_of, total_of
from tolok.services.laporan_angka import groups_of
from tolok.services.laporan_bahan import Bahan, bahan_of
from tolok.services.permintaan_cetak import Dokumen, PermintaanCetak, angka_cetak, stamps, vintage_code
from tolok.services.tanda_tangan import sign_by_head
from tolok.store.models import PerjanjianKinerja, Realisasi
from tolok.values.instant import WIB, tanggal_panjang, tanggal_pendek
from tolok.values.issue import Issue, IssueError
from tolok.values.number import format_angka, parse_fraction
from tolok.writing.lkjip import lkjip_sheet
from tolok.writing.lkjip_bagian import BAGIAN
from tolok.writing.lkjip_data import BarisAnggaran, Lkjip, Perjanjian, TerbitanLaporan
from tolok.writing.sheet import Meta

_TAHUN_TABEL = (-2, 3)
"""Years of targets that fit beside each other, counted from the year of the report."""


def dokumen(request: PermintaanCetak) -> Dokumen:
    """The report of a whole year. IssueError TLK-P080 (no IKU), TLK-P081 (a triwulan), TLK-P082 (nothing published)."""
    issues = _asked_wrongly(request)
    bahan = bahan_of(request.kantor, request.tahun, request.at, request.draf)
    if not bahan.indikator:
        todo = "Susun rencananya di halaman Indikator lebih dahulu."
        issues.append(_issue(request, "TLK-P080", "Kantor ini belum punya IKU.", todo))
    elif not any(bahan.row(one) for one in bahan.indikator):
        todo = "Terbitkan angkanya, atau cetak drafnya." if not request.draf else "Buka periodenya agar angkanya dihitung."
        issues.append(_issue(request, "TLK-P082", f"Belum ada angka {request.period.label} yang dapat dicetak.", todo))
    if issues:
        raise IssueError(issues)
    data = laporan_of(bahan)
    published = list(bahan.terbit.values())
    meta = stamps(request, published, [repr(data.kelompok), repr(data.anggaran)], facts_of(bahan))
    whole = replace(data, meta=meta, signature=sign_by_head(request.kantor, meta.tanggal))
    return Dokumen(lkjip_sheet(whole), tuple(angka_cetak(row, _target(row)) for row in _ordered(bahan)))


def _asked_wrongly(request: PermintaanCetak) -> list[Issue]:
    if not request.triwulan:
        return []
    return [_issue(request, "TLK-P081", "LKjIP disusun setahun sekali.", f"Minta dokumen ini untuk tahun {request.tahun}.")]


def _issue(request: PermintaanCetak, kode: str, apa: str, saran: str) -> Issue:
    why = "Laporan hanya memuat yang sudah ada pada saat itu; tidak ada yang dikarang."
    return Issue(kode, "salah", f"LKjIP {request.period.label}", apa, why, saran)


def laporan_of(bahan: Bahan) -> Lkjip:
    """The report's content without its stamps and its signature; also what the screen of its words stands on."""
    kantor, kebijakan = bahan.kantor, bahan.kebijakan
    texts = {one.kode: bahan.naskah[one.kode].isi for one in BAGIAN if one.kode in bahan.naskah}
    return Lkjip(
        pemda=f"Pemerintah {kantor.pemda.nama}",
        perangkat_daerah=f"{kantor.nama} {kantor.pemda.nama}",
        tahun=bahan.tahun,
        meta=_unstamped(bahan),
        kelompok=groups_of(bahan),
        profil={name: _lines(kantor.profil.get(name)) for name in ("visi", "misi", "tujuan", "tugas", "fungsi")},
        bidang=tuple(one.nama for one in bahan.bidang),
        naskah=texts,
        tahun_target=_target_years(bahan),
        perjanjian=_agreement(bahan.perjanjian) if bahan.perjanjian else None,
        anggaran=_budget(bahan),
        jumlah_anggaran=total_of(bahan.pohon, bahan.buku, bahan.period),
        kebijakan=(kebijakan.nama, kebijakan.penjelasan),
        skala=_scale(),
        terbitan=tuple(_vintage(row) for row in _ordered(bahan)),
    )


def _unstamped(bahan: Bahan) -> Meta:
    return Meta((), "", "", "", bahan.at.astimezone(WIB).date(), bahan.draf)


def _lines(value: object) -> tuple[str, ...]:
    """A field of the profile, which is one text or several."""
    lines = value if isinstance(value, list) else [value or ""]
    return tuple(str(one) for one in lines if str(one).strip())


def _target_years(bahan: Bahan) -> tuple[int, ...]:
    first, last = (bahan.tahun + step for step in _TAHUN_TABEL)
    return tuple(sorted({year for _, year in bahan.target if first <= year <= last}))


def _agreement(row: PerjanjianKinerja) -> Perjanjian:
    day = datetime(row.tanggal.year, row.tanggal.month, row.tanggal.day, 12, tzinfo=WIB)
    return Perjanjian(tanggal_panjang(day), row.nomor, _party(row.pertama), _party(row.kedua))


def _party(who: Mapping[str, str]) -> str:
    """`Ratna Widyastuti (Kepala Dinas)`."""
    jabatan = " ".join(str(who.get("jabatan", "")).split())
    return f"{who.get('nama', '')} ({jabatan})" if jabatan else str(who.get("nama", ""))


def _budget(bahan: Bahan) -> tuple[BarisAnggaran, ...]:
    if not bahan.buku:
        return ()
    return tuple(line for node in bahan.pohon for line in lines_of(node, bahan.buku, bahan.period))


def _scale() -> tuple[tuple[str, str], ...]:
    scale = next(one for one in paket.daftar_skala() if one.nama == "capaian")
    return tuple(
        (kelas.label, f"mulai {format_angka(kelas.bawah)}" if kelas.bawah is not None else "di bawahnya")
        for kelas in scale.batas
    )


def _ordered(bahan: Bahan) -> list[Realisasi]:
    """The published vintages that stand in the report, in the order of the plan and of the years."""
    place = {one.pk: index for index, one in enumerate(bahan.indikator)}
    return sorted(bahan.terbit.values(), key=lambda row: (place[row.indikator_id], row.tahun))


def _target(row: Realisasi) -> str:
    return format_angka(parse_fraction(row.target), row.definisi.isi["desimal"]) if row.target else ""


def _vintage(row: Realisasi) -> TerbitanLaporan:
    published = tanggal_pendek(row.diterbitkan_pada) if row.diterbitkan_pada else ""
    return TerbitanLaporan(vintage_code(row), row.tampil or row.alasan, published, row.hash_potret, row.definisi_id)


def facts_of(bahan: Bahan) -> list[datetime]:
    """When everything beside the figures was written down."""
    words = [one.pada for one in bahan.naskah.values()]
    said = [one.pada for kinds in bahan.penjelasan.values() for one in kinds.values()]
    booked = [row.diketahui_dari for quarters in bahan.buku.values() for row in quarters.values()]
    return [*words, *said, *booked, *([bahan.perjanjian.diketahui] if bahan.perjanjian else [])]
