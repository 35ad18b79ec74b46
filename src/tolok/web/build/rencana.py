"""The plan as pages: the office's indicators with their targets, its profile, forms of tujuan, sasaran and IKU."""

from collections.abc import Mapping
from fractions import Fraction

from tolok.catalogue.definition import Definisi
from tolok.services.iku import bidang_of, definitions_at, why_kept
from tolok.services.iku_kota import list_iku_kota
from tolok.services.rencana import PROFIL, PROFIL_JAMAK, SasaranRencana, list_sasaran, plan_of, profil_of
from tolok.services.target import targets_at
from tolok.store.models import IndikatorKantor, Sasaran
from tolok.values.instant import tanggal_panjang
from tolok.values.number import format_angka
from tolok.web.build.isian_rencana import BARU, Ditolak, choice, plan_tabs, plan_trail, reason, with_faults
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.read_models import Angka, Fakta, Formulir, Isian, Pesan, Tautan, Tindakan
from tolok.web.read_models.komponen import NBSP
from tolok.web.read_models.rencana import (
    BarisRencana,
    HalamanDaftarIndikator,
    HalamanIsianRencana,
    HalamanProfil,
    KelompokIsian,
    KelompokRencana,
    TindakanKedua,
)


def counted(rows: list[SasaranRencana]) -> str:
    """`6 IKU pada 1 tujuan dan 3 sasaran`."""
    iku = sum(len(one.indikator) for one in rows)
    kinds = [sum(one.sasaran.jenis == jenis for one in rows) for jenis in ("tujuan", "sasaran")]
    named = zip(kinds, ("tujuan", "sasaran"), strict=True)
    places = " dan ".join(f"{count}{NBSP}{word}" for count, word in named if count)
    return f"{iku} IKU pada {places}" if places else f"{iku} IKU"


def sasaran_labels(rows: list[Sasaran]) -> dict[int, str]:
    """`Tujuan`, `Sasaran 1` … as the pages call them; several tujuan are numbered too."""
    several = sum(row.jenis == "tujuan" for row in rows) > 1
    counts = {"tujuan": 0, "sasaran": 0}
    labels = {}
    for row in rows:
        counts[row.jenis] += 1
        numbered = row.jenis == "sasaran" or several
        labels[row.pk] = f"{row.jenis.capitalize()} {counts[row.jenis]}" if numbered else "Tujuan"
    return labels


def unit_text(definisi: Definisi) -> str:
    """`%`, `koperasi`, `nilai`; what is printed behind a figure."""
    return definisi.satuan_tampil or definisi.satuan


def target_angka(nilai: Fraction | None, definisi: Definisi | None) -> Angka:
    """A target as printed, or that there is none."""
    if nilai is None:
        return Angka(alasan="belum ada")
    unit = definisi.satuan_tampil if definisi and definisi.satuan_tampil == "%" else ""
    return Angka(format_angka(nilai, definisi.desimal if definisi else 2), unit)


def build_daftar_indikator(view: Pandangan) -> HalamanDaftarIndikator:
    """Every tujuan and sasaran with its IKU; the heading counts them and tells what lacks a target."""
    rows = plan_of(view.kantor)
    indikator = [iku for one in rows for iku in one.indikator]
    tahun = view.period.tahun
    targets = targets_at(indikator, [tahun], view.at)
    definitions = definitions_at(indikator, tahun, view.at)
    lacking = sum((one.pk, tahun) not in targets for one in indikator)
    missing = f"; {lacking} belum punya target {tahun}" if lacking else f"; semua punya target {tahun}" if indikator else ""
    labels = sasaran_labels([one.sasaran for one in rows])
    may = "kelola_rencana" in view.hak
    groups = tuple(_group(view, one, labels[one.sasaran.pk], targets, definitions, may) for one in rows)
    return HalamanDaftarIndikator(
        kerangka=frame(view, "Indikator", kini="Indikator"),
        judul=f"{counted(rows)}{missing}",
        lead="Tujuan dan sasaran kantor, ukuran masing-masing, dan siapa penanggung jawabnya.",
        tab=plan_tabs(view, "Indikator"),
        kolom_target=f"Target {tahun}",
        kelompok=groups,
        tindakan=_plan_actions(view, bool(rows)) if may else (),
        kosong=None if rows else _empty_plan(view, may),
    )


def _plan_actions(view: Pandangan, started: bool) -> tuple[Tindakan, ...]:
    add = Tindakan("Tambah tujuan atau sasaran", view.alamat.ke("tambah-sasaran"), "biasa" if started else "utama")
    return (add, *((Tindakan("Pakai indikator dari katalog", view.alamat.ke("katalog"), "utama"),) if started else ()))


def _empty_plan(view: Pandangan, may: bool) -> Pesan:
    if not may:
        return Pesan("kosong", "Rencana kantor ini belum ditulis", "Perencana menulis tujuan, sasaran, dan indikatornya.")
    todo = "Mulailah dari tujuan pertama; sesudah itu pakai indikator dari katalog, lalu isi targetnya."
    return Pesan(
        "kosong", "Rencana kantor ini belum ditulis", todo, tautan=Tautan("Tulis tujuan", view.alamat.ke("tambah-sasaran"))
    )


def _group(
    view: Pandangan, one: SasaranRencana, label: str, targets: Mapping[tuple[int, int], Fraction],
    definitions: Mapping[str, Definisi], may: bool,
) -> KelompokRencana:  # fmt: skip
    rows = tuple(
        _row(view, iku, targets.get((iku.pk, view.period.tahun)), definitions.get(iku.kode), may) for iku in one.indikator
    )
    return KelompokRencana(
        jenis=label,
        uraian=one.sasaran.uraian,
        baris=rows,
        faktor=tuple(one.sasaran.faktor_kritis),
        kosong="" if rows else f"Belum ada IKU untuk {one.sasaran.jenis} ini.",
        ubah=Tautan("Ubah", view.alamat.ke("ubah-sasaran", sasaran_id=one.sasaran.pk)) if may else None,
    )


def _row(
    view: Pandangan, iku: IndikatorKantor, nilai: Fraction | None, definisi: Definisi | None, may: bool
) -> BarisRencana:
    since = tanggal_panjang(definisi.latest.berlaku_sejak) if definisi else ""
    count = len(definisi.versi) if definisi else 0
    return BarisRencana(
        kode=iku.kode,
        nama=iku.nama,
        href=view.alamat.ke("kartu", kode=iku.kode),
        bidang=iku.bidang.nama if iku.bidang else "belum ada penanggung jawab",
        satuan=unit_text(definisi) if definisi else "",
        target=target_angka(nilai, definisi),
        versi=f"Versi {count}, sejak {since}" if definisi else "belum ada definisi",
        target_href=view.alamat.ke("target", kode=iku.kode),
        ubah=Tautan("Ubah letak", view.alamat.ke("ubah-iku", kode=iku.kode)) if may else None,
    )


# --- profile ----------------------------------------------------------------------------------------------------------


def build_profil(view: Pandangan) -> HalamanProfil:
    """The profile as it is printed on the office's documents."""
    profil = view.kantor.profil
    lists = {nama: profil.get(nama) or () for nama in PROFIL}
    parts = tuple(
        (label, tuple(lists[nama]) if nama in PROFIL_JAMAK else ((str(lists[nama]),) if lists[nama] else ()))
        for nama, label in PROFIL.items()
    )
    empty = [label.lower() for label, lines in parts if not lines]
    edit = Tindakan("Ubah profil", view.alamat.ke("ubah-profil"), "utama")
    decree = Tindakan("Keputusan IKU dan Renstra", view.alamat.ke("profil-dokumen"))
    return HalamanProfil(
        kerangka=frame(view, "Profil", plan_trail(view, "Profil"), kini="Indikator"),
        judul=f"Profil {view.kantor.nama}"
        if not empty
        else f"Profil kantor belum lengkap: {', '.join(empty)} belum ditulis",
        lead="Tercetak pada dokumen resmi kantor.",
        tab=plan_tabs(view, "Profil"),
        bagian=parts,
        tindakan=(decree, edit) if "kelola_rencana" in view.hak else (),
    )


def build_ubah_profil(view: Pandangan, ditolak: Ditolak = BARU) -> HalamanIsianRencana:
    """The form of the profile."""
    known = profil_of(view.kantor)
    fields = tuple(
        Isian(nama, label, ditolak.value(nama, known[nama]), "panjang",
              "Satu butir satu baris." if nama in PROFIL_JAMAK else "")
        for nama, label in PROFIL.items()
    )  # fmt: skip
    page = HalamanIsianRencana(
        kerangka=frame(view, "Ubah profil", plan_trail(view, "Profil", "Ubah"), kini="Indikator"),
        judul="Ubah profil kantor",
        lead="Isi lama tetap tersimpan di riwayat.",
        kelompok=(KelompokIsian(judul="Profil", isian=fields),),
        formulir=Formulir(view.alamat.ke("ubah-profil"), "Simpan profil"),
        batal=Tautan("Batal", view.alamat.ke("profil")),
    )
    return with_faults(page, ditolak)


# --- tujuan and sasaran -----------------------------------------------------------------------------------------------


def build_sasaran(view: Pandangan, row: Sasaran | None, ditolak: Ditolak = BARU) -> HalamanIsianRencana:
    """The form of a new or known tujuan or sasaran; a known one can be moved and put aside."""
    noun = row.jenis if row else "tujuan atau sasaran"
    href = view.alamat.ke("ubah-sasaran", sasaran_id=row.pk) if row else view.alamat.ke("tambah-sasaran")
    page = HalamanIsianRencana(
        kerangka=frame(
            view,
            f"Ubah {noun}" if row else "Tambah",
            plan_trail(view, f"Ubah {noun}" if row else "Tambah"),
            kini="Indikator",
        ),
        judul=f"Ubah {noun}" if row else "Tambah tujuan atau sasaran",
        lead=row.uraian if row else "Tulis kalimatnya persis seperti di Renstra atau dokumen IKU.",
        kelompok=(KelompokIsian(judul="Isi", isian=_sasaran_fields(view, row, ditolak)),),
        formulir=Formulir(href, f"Simpan {noun}" if row else "Tambahkan", (("tindakan", "simpan"),)),
        batal=Tautan("Batal", view.alamat.ke("daftar-indikator")),
        akibat="Kalimat baru ikut tercetak pada dokumen yang dibuat sesudahnya." if row else "",
        kedua=_sasaran_more(href, row, ditolak) if row else (),
    )
    return with_faults(page, ditolak)


def _sasaran_fields(view: Pandangan, row: Sasaran | None, ditolak: Ditolak) -> tuple[Isian, ...]:
    tujuan = [(str(one.pk), one.uraian) for one in list_sasaran(view.kantor) if one.jenis == "tujuan"]
    induk = str(row.induk_id or "") if row else (tujuan[0][0] if len(tujuan) == 1 else "")
    jenis = row.jenis if row else ("sasaran" if tujuan else "tujuan")
    kinds = (("tujuan", "Tujuan"), ("sasaran", "Sasaran"))
    fields = [] if row else [choice("jenis", "Jenis", ditolak.value("jenis", jenis), kinds)]
    text = ditolak.value("uraian", row.uraian if row else "")
    fields.append(Isian("uraian", "Uraian", text, "panjang", wajib=True))
    if tujuan and (row is None or row.jenis == "sasaran"):
        hint = "Hanya untuk sasaran." if row is None else ""
        value = ditolak.value("induk", induk)
        fields.append(choice("induk", "Tujuan yang didukung", value, tujuan, hint, kosong="Tanpa tujuan", wajib=False))
    hint = "Satu faktor satu baris: yang menentukan berhasil tidaknya. Tampil di pohon kinerja."
    known = "\n".join(row.faktor_kritis) if row else ""
    fields.append(Isian("faktor_kritis", "Faktor kritis", ditolak.value("faktor_kritis", known), "panjang", hint))
    return tuple(fields)


def _sasaran_more(href: str, row: Sasaran, ditolak: Ditolak) -> tuple[TindakanKedua, ...]:
    order = TindakanKedua(
        judul="Urutan",
        isi=f"Bertukar tempat dengan {row.jenis} di sebelahnya.",
        formulir=Formulir(href, "Naikkan satu", (("tindakan", "naik"),)),
        tombol_lain=Formulir(href, "Turunkan satu", (("tindakan", "turun"),)),
    )
    aside = TindakanKedua(
        judul=f"Sisihkan {row.jenis} ini",
        isi="Hanya bila tidak ada lagi IKU padanya. Riwayatnya tetap tersimpan.",
        formulir=Formulir(href, f"Sisihkan {row.jenis} ini", (("tindakan", "sisihkan"),), menolak=True),
        isian=(reason(ditolak, "Alasan menyisihkan"),),
    )
    return (order, aside)


# --- an IKU in the plan -----------------------------------------------------------------------------------------------


def build_ubah_iku(view: Pandangan, row: IndikatorKantor, ditolak: Ditolak = BARU) -> HalamanIsianRencana:
    """Where an IKU hangs, whose it is, which indicator of the city it serves, why it was chosen; and taking it out."""
    href = view.alamat.ke("ubah-iku", kode=row.kode)
    page = HalamanIsianRencana(
        kerangka=frame(view, f"Letak {row.kode}", plan_trail(view, row.kode), kini="Indikator"),
        judul=f"Letak {row.kode} di rencana",
        lead=row.nama,
        kelompok=(KelompokIsian(judul="Letak", isian=iku_fields(view, row, ditolak)),),
        formulir=Formulir(href, f"Simpan letak {row.kode}", (("tindakan", "simpan"),)),
        batal=Tautan("Batal", view.alamat.ke("daftar-indikator")),
        samping_judul="Indikator ini",
        samping=(Fakta("Kode", row.kode), Fakta("Kartu", "Lihat kartu", view.alamat.ke("kartu", kode=row.kode)),
                 Fakta("Target", "Lihat target", view.alamat.ke("target", kode=row.kode))),
        kedua=_iku_more(href, row, ditolak),
    )  # fmt: skip
    return with_faults(page, ditolak)


def iku_fields(view: Pandangan, row: IndikatorKantor | None, ditolak: Ditolak) -> tuple[Isian, ...]:
    """The four choices that put an IKU into the plan."""
    rows = list_sasaran(view.kantor)
    labels = sasaran_labels(rows)
    places = [(str(one.pk), f"{labels[one.pk]}: {one.uraian}") for one in rows]
    owners = [(str(one.pk), one.nama) for one in bidang_of(view.kantor)]
    city = [(str(one.indikator.pk), f"{one.indikator.kode} {one.indikator.nama}") for one in list_iku_kota(view.kantor)]
    place = str(row.sasaran_id or "") if row else ""
    owner = str(row.bidang_id or "") if row else ""
    served = str(row.indikator_kota_id or "") if row else ""
    why = ditolak.value("alasan_pemilihan", row.alasan_pemilihan if row else "")
    return (
        choice("sasaran", "Tujuan atau sasaran yang diukur", ditolak.value("sasaran", place), places),
        choice("bidang", "Penanggung jawab", ditolak.value("bidang", owner), owners),
        choice("indikator_kota", "IKU Kota yang didukung", ditolak.value("indikator_kota", served), city,
               kosong="Belum dihubungkan", wajib=False),
        Isian("alasan_pemilihan", "Alasan pemilihan", why, "panjang", "Mengapa ukuran ini; tercetak di kartu indikator."),
    )  # fmt: skip


def _iku_more(href: str, row: IndikatorKantor, ditolak: Ditolak) -> tuple[TindakanKedua, ...]:
    order = TindakanKedua(
        judul="Urutan",
        isi="Bertukar tempat dengan IKU di sebelahnya pada tujuan atau sasaran yang sama.",
        formulir=Formulir(href, "Naikkan satu", (("tindakan", "naik"),)),
        tombol_lain=Formulir(href, "Turunkan satu", (("tindakan", "turun"),)),
    )
    kept = why_kept(row)
    if kept is not None:
        return (order,)
    out = TindakanKedua(
        judul="Keluarkan dari rencana",
        isi="Boleh, karena belum ada angkanya yang diajukan. Target dan definisinya tetap tersimpan.",
        formulir=Formulir(href, f"Keluarkan {row.kode}", (("tindakan", "keluarkan"),), menolak=True),
        isian=(reason(ditolak, "Alasan mengeluarkan"),),
    )
    return (order, out)
