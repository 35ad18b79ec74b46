"""Public pages from published vintages: words and counts that anybody may read, nothing forecast, nothing judged."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from tolok import __version__
from tolok.measurement.penyembunyian import ATURAN
from tolok.services.paket import region_tree
from tolok.services.publik import AngkaPublik, PapanPublik, next_publication
from tolok.services.selectors import Terbitan, register_of
from tolok.store.models import PerangkatDaerah, Realisasi, schemas
from tolok.values.instant import parse_instant, tanggal_panjang
from tolok.values.number import format_angka, parse_fraction
from tolok.values.period import Period
from tolok.values.region import TANPA_WILAYAH
from tolok.web.build.angka import cause_of, short_amount, with_unit
from tolok.web.build.kerangka import CATATAN_CONTOH
from tolok.web.build.publik_berkas import Berkas
from tolok.web.build.rumus import rumus_of
from tolok.web.read_models import Angka, Fakta, Kolom, Mistar, Sel, Tabel, Tautan
from tolok.web.read_models.publik import (
    HalamanPublik,
    HalamanPublikCara,
    HalamanPublikDaftar,
    IkuPublik,
    KerangkaPublik,
    Koreksi,
    Unduhan,
)

DISEMBUNYIKAN = "tidak ditampilkan"
_NUMBER = ("", "Satu", "Dua", "Tiga", "Empat", "Lima", "Enam", "Tujuh", "Delapan", "Sembilan", "Sepuluh")


def address_of(kantor: PerangkatDaerah, *parts: object, diketahui: str = "") -> str:
    """`/publik/35.75-2.17/2023/…`; the asked instant travels along."""
    path = "/".join(str(part) for part in ("", "publik", kantor.slug, *parts))
    path += "" if path.endswith((".csv", ".json")) else "/"
    return f"{path}?diketahui={diketahui}" if diketahui else path


def build_publik(board: PapanPublik, files: Sequence[Berkas], diketahui: str = "") -> HalamanPublik:
    """Page 8 of the design."""
    kantor, period = board.kantor, board.period
    label = period.label if period.triwulan else str(period.tahun)
    return HalamanPublik(
        kerangka=public_frame(kantor, f"Kinerja {label}", board, diketahui),
        judul=f"Kinerja {kantor.nama} {kantor.pemda.nama}, {label}",
        lead=_lead(board),
        fakta=_facts(board),
        iku=tuple(_iku(board, one, diketahui) for one in board.angka),
        perlu_diketahui=_limits(board),
        unduh=tuple(
            Unduhan(f"{one.judul} ({one.jenis})", address_of(kantor, period, one.nama, diketahui=diketahui), _size(one.isi))
            for one in files
        ),
        periode_lain=tuple(
            Tautan(one.title, address_of(kantor, one, diketahui=diketahui)) for one in board.periode if one != period
        ),
        kosong="" if board.angka else _nothing(board, label),
    )


def _nothing(board: PapanPublik, label: str) -> str:
    others = ", ".join(str(one) if not one.triwulan else one.label for one in board.periode[:2])
    return f"Belum ada angka yang diterbitkan untuk {label}." + (f" Angka {others} ada di bawah." if others else "")


def public_frame(
    kantor: PerangkatDaerah, judul: str, board: PapanPublik | None = None, diketahui: str = ""
) -> KerangkaPublik:
    """What stands around every page of one office that anybody may read; of a past day where one was asked for."""
    known = tanggal_panjang(board.at) if board is not None and diketahui else ""
    return KerangkaPublik(
        judul=f"{judul} · {kantor.nama} {kantor.pemda.nama}",
        perangkat_daerah=kantor.nama,
        pemda=f"Pemerintah {kantor.pemda.nama}",
        keterangan="Halaman ini berjalan tanpa JavaScript dan tanpa kuki",
        kaki=f"{kantor.nama} {kantor.pemda.nama} · Tolok {__version__}",
        beranda_href=address_of(kantor),
        data_contoh=kantor.contoh,
        catatan_contoh=CATATAN_CONTOH if kantor.contoh else "",
        kalimat_lampau=f"Anda melihat keadaan {known}." if known else "",
        kini_href=address_of(kantor, board.period) if board is not None and known else "",
    )


def _lead(board: PapanPublik) -> str:
    count = len(board.angka)
    if not count:
        return "Dinas menerbitkan angka sesudah dihitung, diverifikasi, dan disetujui."
    number = _NUMBER[count] if count < len(_NUMBER) else str(count)
    waiting = board.semua - count
    rest = f" {_NUMBER[waiting] if waiting < len(_NUMBER) else waiting} lagi masih diperiksa." if waiting else ""
    said = f"{number} ukuran kinerja yang dijanjikan dinas kepada kepala daerah dan warga"
    return f"{said}, dihitung dari catatan dinas.{rest}"


def _facts(board: PapanPublik) -> tuple[Fakta, ...]:
    facts = []
    if board.published_at is not None:
        facts.append(Fakta("Diterbitkan", tanggal_panjang(board.published_at)))
        facts.append(Fakta("Keadaan data", f"sampai {tanggal_panjang(parse_instant(board.period.end.isoformat()))}"))
    coming = next_publication(board.kantor, board.at)
    if coming is not None and Period(coming.tahun, coming.triwulan) != board.period:
        facts.append(Fakta("Terbit berikutnya", tanggal_panjang(parse_instant(coming.batas_terbit.isoformat()))))
    corrected = sum(bool(one.digantikan) for one in board.angka)
    if board.angka:
        facts.append(Fakta("Koreksi", f"{corrected} angka dikoreksi" if corrected else "belum ada"))
    return tuple(facts)


def _iku(board: PapanPublik, one: AngkaPublik, diketahui: str) -> IkuPublik:
    row = one.row
    return IkuPublik(
        kode=one.indikator.kode,
        nama=one.indikator.nama,
        href=address_of(board.kantor, board.period, one.indikator.kode, diketahui=diketahui),
        angka=Angka(teks=row.tampil, satuan=_shown_unit(row)),
        kalimat=sentence_of(one),
        mistar=_mistar(row),
        koreksi=tuple(_correction(old, one) for old in reversed(one.digantikan)),
    )


def _shown_unit(row: Realisasi) -> str:
    satuan = str(row.definisi.isi["satuan_tampil"])
    return "" if satuan in ("nilai", "indeks") else satuan


def sentence_of(one: AngkaPublik) -> str:
    """One everyday sentence with the counts, where they may be said."""
    if any("terhitung" in total for total in one.totals) and not one.sayable:
        return "Dihitung dari sedikit sekali catatan, jadi banyaknya tidak disebut."
    texts = [total["agregat"] for total in one.totals]
    if len(texts) == 2 and texts[1] == f"{texts[0]} tahun lalu" and all(total["nilai"] for total in one.totals):
        now, before = (short_amount(total["nilai"]) for total in one.totals)
        kata, rupiah = one.row.lembar["legenda"][0]["kata"], "Rp\N{NO-BREAK SPACE}" if texts[0].startswith("jumlah(") else ""
        return f"{kata[0].upper()}{kata[1:]} {rupiah}{now}, tahun lalu {rupiah}{before}."
    return "Penilaian dari luar dinas, dimasukkan dengan buktinya." if texts[0].startswith("data(") else cause_of(one.row)


def _mistar(row: Realisasi) -> Mistar:
    """Against the target frozen at publication; no hatching, for a public page does not judge."""
    capaian = (row.capaian or {}).get("nilai")
    target = _target(row)
    if capaian is None:
        reason = (row.capaian or {}).get("alasan") or "tanpa target"
        return Mistar(None, str(reason), f"target {target}" if target else "", f"Capaian tidak dihitung: {reason}")
    value = parse_fraction(str(capaian))
    whole = f"{format_angka(value, 0)}%"
    return Mistar(float(value), f"{whole} dari target", f"target {target}", f"Realisasi {whole} dari target {target}")


def _target(row: Realisasi) -> str:
    isi = row.definisi.isi
    return with_unit(format_angka(parse_fraction(row.target), isi["desimal"]), isi) if row.target else ""


def _correction(old: Terbitan, one: AngkaPublik) -> Koreksi:
    row = old.realisasi
    later = (vintage.realisasi for vintage in (*one.digantikan, one.terbit))
    after = next((found for found in later if found.nomor > row.nomor), one.row)
    when = tanggal_panjang(after.diterbitkan_pada) if after.diterbitkan_pada else ""
    return Koreksi(with_unit(row.tampil, row.definisi.isi), f"diganti {when}: {after.alasan_koreksi or 'hitung ulang'}")


def _limits(board: PapanPublik) -> tuple[str, ...]:
    """What a reader should know before he relies on the figures."""
    said = []
    if board.period.triwulan:
        said.append("Angka triwulan masih dapat berubah; angka setahun terbit sesudah tahun berakhir.")
    for one in board.angka:
        excluded = one.excluded
        if excluded:
            benda = schemas()[register_of(one.totals[0]["agregat"])].benda
            said.append(f"{one.indikator.kode}: {format_angka(excluded)} {benda} datanya tidak lengkap dan tidak dihitung.")
    if any(one.tersembunyi for one in board.angka):
        said.append(ATURAN)
    else:
        said.append("Kecamatan dengan kurang dari lima koperasi, usaha, atau orang tidak ditampilkan.")
    said.append("Angka yang sudah terbit tidak diubah; koreksi terbit sebagai angka baru dengan alasannya.")
    return tuple(said)


def _size(content: bytes) -> str:
    return f"{max(1, round(len(content) / 1000))} kB"


def build_publik_cara(board: PapanPublik, one: AngkaPublik, diketahui: str = "") -> HalamanPublikCara:
    """How one figure is counted and how far it reaches."""
    row, isi = one.row, one.row.definisi.isi
    label, rumus = board.period.label, rumus_of(row, one.pemda)
    return HalamanPublikCara(
        kerangka=public_frame(board.kantor, one.indikator.nama, board, diketahui),
        nama=one.indikator.nama,
        lead=f"{one.indikator.kode} · {label[0].upper()}{label[1:]} · {board.kantor.nama} {board.kantor.pemda.nama}",
        angka=Angka(teks=row.tampil, satuan=_shown_unit(row)),
        mistar=_mistar(row),
        fakta=_stamp(row, isi),
        kalimat=sentence_of(one),
        definisi=isi["definisi"],
        rumus=rumus if one.sayable else replace(rumus, mathml_angka=""),
        batas=isi.get("batas") or "",
        catatan=_figure_notes(one),
        kecamatan=_regions(one, board.kantor),
        terbitan=_vintages(one),
        kembali=Tautan(f"Semua angka {label}", address_of(board.kantor, board.period, diketahui=diketahui)),
    )


def _stamp(row: Realisasi, isi: dict[str, object]) -> tuple[Fakta, ...]:
    period = Period(row.tahun, row.triwulan)
    capaian = (row.capaian or {}).get("tampil")
    return tuple(
        Fakta(label, str(value), mono=mono)
        for label, value, mono in (
            ("Target", _target(row) or "belum ada", False),
            ("Capaian", f"{capaian}%" if capaian else (row.capaian or {}).get("alasan") or "–", False),
            ("Diterbitkan", tanggal_panjang(row.diterbitkan_pada) if row.diterbitkan_pada else "–", False),
            ("Sumber data", isi["sumber_data"], False),
            ("Kode terbitan", f"{row.indikator.kode}/{period}/{row.nomor}", True),
            ("Sidik data", row.hash_potret[:16], True),
            ("Sidik definisi", row.definisi_id[:16], True),
        )
    )


def _figure_notes(one: AngkaPublik) -> tuple[str, ...]:
    notes = []
    excluded = one.excluded
    if excluded:
        notes.append(f"{format_angka(excluded)} baris tidak lengkap isinya dan dikecualikan, bukan dianggap nol.")
    if one.tersembunyi:
        notes.append(ATURAN)
    return tuple(notes)


def _regions(one: AngkaPublik, kantor: PerangkatDaerah) -> Tabel | None:
    """Kecamatan with their figure and the rows behind it; what is hidden says so in both cells."""
    sheets = one.row.lembar["wilayah"]
    inside = [code for code in sheets if code != one.pemda and any(_rows_of(total) for total in sheets[code]["total"])]
    if not any(sheets[code]["nilai"] for code in inside if not code.endswith(TANPA_WILAYAH)):
        return None
    isi = one.row.definisi.isi
    heads = (
        Kolom("Kecamatan", ponsel="utama"),
        Kolom(f"Nilai ({isi['satuan_tampil'] or isi['satuan']})", angka=True, ponsel="angka"),
        Kolom("Baris dihitung", angka=True),
    )
    if one.tersembunyi >= set(inside):
        return None
    lines = [_region(one, code) for code in inside]
    whole = sheets[one.pemda]
    lines.append((Sel(kantor.pemda.nama, "tebal"), Sel(whole["tampil"], "tebal"), _counted(one, whole, True)))
    return Tabel("Menurut kecamatan", heads, tuple(lines))


def _region(one: AngkaPublik, code: str) -> tuple[Sel, ...]:
    sheet = one.row.lembar["wilayah"][code]
    name = region_tree().name(code)
    first = Sel(name[0].upper() + name[1:])
    if code in one.tersembunyi:
        return first, Sel(DISEMBUNYIKAN, "kosong"), Sel(DISEMBUNYIKAN, "kosong")
    value = Sel(sheet["tampil"]) if sheet["tampil"] else Sel(sheet["alasan"], "kosong")
    return first, value, _counted(one, sheet, False)


def _rows_of(total: dict[str, object]) -> bool:
    return bool(total.get("terhitung") or total.get("tidak_memenuhi") or total.get("dikeluarkan"))


def _counted(one: AngkaPublik, sheet: dict[str, list[dict[str, int]]], city: bool) -> Sel:
    """How many rows the figure rests on: of a percentage those below the line."""
    parted = [total for total in sheet["total"] if "terhitung" in total]
    if not parted or (city and not one.sayable):
        return Sel(DISEMBUNYIKAN if parted else "–", "kosong")
    return Sel(format_angka(max(total["terhitung"] for total in parted)), "tebal" if city else "")


def _vintages(one: AngkaPublik) -> Tabel:
    heads = (
        Kolom("Terbitan", ponsel="utama"),
        Kolom("Nilai", angka=True, ponsel="angka"),
        Kolom("Terbit", ponsel="kedua"),
        Kolom("Sebab", ponsel="kedua"),
    )
    rows = []
    for vintage in (one.terbit, *reversed(one.digantikan)):
        row = vintage.realisasi
        state = "" if vintage is one.terbit else " (digantikan)"
        rows.append(
            (
                Sel(f"{row.nomor}{state}"),
                Sel(with_unit(row.tampil, row.definisi.isi)),
                Sel(tanggal_panjang(row.diterbitkan_pada) if row.diterbitkan_pada else "–"),
                Sel(row.alasan_koreksi or "Perhitungan pertama"),
            )
        )
    return Tabel("Angka yang pernah terbit", heads, tuple(rows))


def build_publik_daftar(offices: Sequence[PerangkatDaerah]) -> HalamanPublikDaftar:
    """Every office with published figures, under its pemda."""
    groups = tuple(
        (nama, tuple(Tautan(one.nama, address_of(one)) for one in mine))
        for nama, mine in groupby(offices, key=lambda one: one.pemda.nama)
    )
    contoh = any(one.contoh for one in offices)
    return HalamanPublikDaftar(
        kerangka=KerangkaPublik(
            judul="Kinerja yang diterbitkan", perangkat_daerah="Kinerja yang diterbitkan", pemda="Perangkat daerah",
            keterangan="Halaman ini berjalan tanpa JavaScript dan tanpa kuki", kaki=f"Tolok {__version__}",
            data_contoh=contoh, catatan_contoh=CATATAN_CONTOH if contoh else "",
        ),
        judul="Angka kinerja yang sudah diterbitkan" if offices else "Belum ada angka kinerja yang diterbitkan",
        lead="Pilih kantor. Setiap angka dapat ditelusuri cara menghitungnya.",
        kelompok=groups,
    )  # fmt: skip
