"""The action plan as pages: the list of a year by IKU, the form of one activity; what else the printed plan asks for."""

from collections.abc import Mapping
from fractions import Fraction

from tolok.catalogue.definition import Definisi
from tolok.services.iku import bidang_of, definitions_at
from tolok.services.profil_dokumen import typed_of
from tolok.services.renaksi import AksiIku, programs_for, renaksi_at, triwulan_text
from tolok.services.target import TRIWULAN, targets_at
from tolok.store.models import IndikatorKantor, RencanaAksi
from tolok.values.number import format_angka
from tolok.values.period import ROMAN
from tolok.web.build.isian_rencana import BARU, Ditolak, choice, plan_tabs, plan_trail, reason, with_faults
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.build.rencana import target_angka
from tolok.web.read_models import Fakta, Formulir, Isian, Kolom, Opsi, Pesan, Sel, Tabel, Tautan
from tolok.web.read_models.komponen import NBSP
from tolok.web.read_models.renaksi import HalamanRencanaAksi, KelompokAksi
from tolok.web.read_models.rencana import HalamanIsianRencana, KelompokIsian, PilihanGanda, TindakanKedua

Targets = Mapping[tuple[int, int], Fraction]
"""(indikator, quarter; 0 the year) → target."""


def build_renaksi(view: Pandangan) -> HalamanRencanaAksi:
    """Every IKU with its activities of the year; the heading tells which of them has none yet."""
    plan = renaksi_at(view.kantor, view.period.tahun, view.at)
    may = "kelola_rencana" in view.hak and not view.lampau
    targets = _targets(view, [one.indikator for one in plan])
    definitions = definitions_at([one.indikator for one in plan], view.period.tahun, view.at)
    groups = tuple(
        _group(view, one, _facts(one.indikator, targets, definitions.get(one.indikator.kode), "Target setahun"), may)
        for one in plan
    )
    todo = "Pakai indikator dari katalog dahulu; aksi ditulis untuk setiap IKU."
    return HalamanRencanaAksi(
        kerangka=frame(view, "Rencana aksi", plan_trail(view, "Rencana aksi"), kini="Indikator"),
        judul=_finding(plan, view.period.tahun),
        lead="Kegiatan yang dilakukan agar target setiap IKU tercapai, triwulan demi triwulan.",
        tab=plan_tabs(view, "Rencana aksi"),
        kelompok=groups,
        kosong=None if plan else Pesan("kosong", "Kantor ini belum memakai satu IKU pun", todo),
    )


def _finding(plan: list[AksiIku], tahun: int) -> str:
    actions = [row for one in plan for row in one.aksi]
    without = sum(not one.aksi for one in plan)
    if not actions:
        return f"Belum ada rencana aksi {tahun}"
    costs = sum(row.anggaran or 0 for row in actions)
    money = f", Rp {format_angka(costs)}" if costs else ""
    if without:
        return f"{without} dari {len(plan)} IKU belum punya rencana aksi {tahun}"
    return f"{len(actions)} aksi untuk {len(plan)} IKU tahun {tahun}{money}"


def _targets(view: Pandangan, indikator: list[IndikatorKantor]) -> Targets:
    tahun = view.period.tahun
    found = {tw: targets_at(indikator, [tahun], view.at, tw) for tw in (0, *TRIWULAN)}
    return {(pk, tw): nilai for tw, known in found.items() for (pk, _), nilai in known.items()}


def _facts(iku: IndikatorKantor, targets: Targets, definisi: Definisi | None, year: str = "Setahun") -> tuple[Fakta, ...]:
    """`Setahun 8,50%`, `TW I 2,00%` …; quarters without a target of their own are left out."""
    known = [(tw, targets.get((iku.pk, tw))) for tw in (0, *TRIWULAN)]
    return tuple(
        Fakta(f"TW {ROMAN[tw]}" if tw else year, target_angka(nilai, definisi).lengkap)
        for tw, nilai in known
        if nilai is not None or tw == 0
    )


def _group(view: Pandangan, one: AksiIku, target: tuple[Fakta, ...], may: bool) -> KelompokAksi:
    iku = one.indikator
    return KelompokAksi(
        kode=iku.kode,
        nama=iku.nama,
        href=view.alamat.ke("kartu", kode=iku.kode),
        tujuan=f"{iku.jenjang.capitalize()}: {iku.tujuan_sasaran}",
        target=target,
        tabel=_table(view, one, may) if one.aksi else None,
        kosong="" if one.aksi else f"Belum ada aksi {view.period.tahun} untuk {iku.kode}.",
        tambah=Tautan("Tambah aksi", view.alamat.ke("tambah-aksi", kode=iku.kode)) if may else None,
    )


def _table(view: Pandangan, one: AksiIku, may: bool) -> Tabel:
    columns = (
        Kolom("Uraian aksi", ponsel="utama"), Kolom("Keluaran"), Kolom("Program"), Kolom("Jadwal"),
        Kolom("Anggaran (Rp)", angka=True), Kolom("Penanggung jawab"),
    )  # fmt: skip
    none = Sel("–", "kosong")
    rows = tuple(
        (
            Sel(row.uraian, href=view.alamat.ke("ubah-aksi", aksi_id=row.pk) if may else ""),
            Sel(row.keluaran) if row.keluaran else none,
            Sel(f"{row.program.kode} {row.program.nama}") if row.program else none,
            Sel(_unbroken(triwulan_text(row.triwulan))),
            Sel(format_angka(row.anggaran)) if row.anggaran is not None else none,
            Sel(row.bidang.nama) if row.bidang else none,
        )
        for row in one.aksi
    )
    return Tabel(f"Aksi {one.indikator.kode}", columns, rows)


def _unbroken(text: str) -> str:
    """Quarters on one line, also where a browser would break behind the dash."""
    return text.replace(" ", NBSP).replace("–", "–\N{WORD JOINER}")


# --- the form of one activity -----------------------------------------------------------------------------------------


def build_aksi(
    view: Pandangan, iku: IndikatorKantor, row: RencanaAksi | None, ditolak: Ditolak = BARU
) -> HalamanIsianRencana:
    """The form of a new or known activity; a known one can be moved and taken out."""
    tahun = view.period.tahun
    href = view.alamat.ke("ubah-aksi", aksi_id=row.pk) if row else view.alamat.ke("tambah-aksi", kode=iku.kode)
    targets = _targets(view, [iku])
    definitions = definitions_at([iku], tahun, view.at)
    title = f"Ubah aksi {iku.kode}" if row else f"Tambah aksi {iku.kode} {tahun}"
    trail = (*plan_trail(view), Tautan("Rencana aksi", view.alamat.ke("rencana-aksi")), Tautan("Ubah" if row else "Tambah"))
    page = HalamanIsianRencana(
        kerangka=frame(view, title, trail, kini="Indikator"),
        judul=title,
        lead=iku.nama,
        kelompok=(
            KelompokIsian(judul="Apa yang dilakukan", isian=_fields(view, iku, row, ditolak)),
            KelompokIsian(judul="Jadwal", isian=(), ganda=_quarters(row, ditolak)),
        ),
        formulir=Formulir(href, "Simpan aksi" if row else f"Tambahkan aksi {iku.kode}", (("tindakan", "simpan"),)),
        batal=Tautan("Batal", view.alamat.ke("rencana-aksi")),
        samping_judul=f"Target {tahun}",
        samping=_facts(iku, targets, definitions.get(iku.kode)),
        samping_isi="Aksi yang baik menyebut apa yang dihasilkan dan kapan, sehingga dapat diperiksa tiap triwulan.",
        akibat="Isi lama tetap tersimpan; dokumen yang dicetak sesudahnya memakai yang baru." if row else "",
        kedua=_more(href, ditolak) if row else (),
    )
    return with_faults(page, ditolak)


def _fields(view: Pandangan, iku: IndikatorKantor, row: RencanaAksi | None, ditolak: Ditolak) -> tuple[Isian, ...]:
    programs = [(str(one.pk), f"{one.kode} {one.nama}") for one in programs_for(view.kantor, view.period.tahun)]
    owners = [(str(one.pk), one.nama) for one in bidang_of(view.kantor)]
    program = str(row.program_id or "") if row else ""
    owner = str((row.bidang_id if row else iku.bidang_id) or "")
    cost = format_angka(row.anggaran) if row and row.anggaran is not None else ""
    return (
        Isian("uraian", "Uraian aksi", ditolak.value("uraian", row.uraian if row else ""), "panjang",
              "Mulai dengan kata kerja: melatih, mendampingi, memeriksa.", wajib=True),
        Isian("keluaran", "Keluaran", ditolak.value("keluaran", row.keluaran if row else ""),
              petunjuk="Dengan jumlah, misalnya 60 pengurus terlatih."),
        choice("program", "Program atau kegiatan", ditolak.value("program", program), programs,
               kosong="Tanpa program", wajib=False),
        choice("bidang", "Penanggung jawab", ditolak.value("bidang", owner), owners),
        Isian("anggaran", "Anggaran (Rp)", ditolak.value("anggaran", cost), "angka",
              "Rupiah penuh. Kosongkan bila tidak berbiaya sendiri."),
    )  # fmt: skip


def _quarters(row: RencanaAksi | None, ditolak: Ditolak) -> PilihanGanda:
    chosen = ditolak.chosen("triwulan", [str(one) for one in row.triwulan] if row else [])
    options = tuple(Opsi(str(tw), f"Triwulan {ROMAN[tw]}", str(tw) in chosen) for tw in TRIWULAN)
    return PilihanGanda("triwulan", "Triwulan pelaksanaan", options, "Centang setiap triwulan aksi ini berjalan.")


def _more(href: str, ditolak: Ditolak) -> tuple[TindakanKedua, ...]:
    order = TindakanKedua(
        judul="Urutan",
        isi="Bertukar tempat dengan aksi di sebelahnya pada IKU yang sama.",
        formulir=Formulir(href, "Naikkan satu", (("tindakan", "naik"),)),
        tombol_lain=Formulir(href, "Turunkan satu", (("tindakan", "turun"),)),
    )
    out = TindakanKedua(
        judul="Hapus aksi ini",
        isi="Dari rencana mulai sekarang. Isinya tetap tersimpan di riwayat.",
        formulir=Formulir(href, "Hapus aksi ini", (("tindakan", "hapus"),), menolak=True),
        isian=(reason(ditolak, "Alasan menghapus"),),
    )
    return (order, out)


# --- the decree and the years of the printed plan ---------------------------------------------------------------------


def build_profil_dokumen(view: Pandangan, ditolak: Ditolak = BARU) -> HalamanIsianRencana:
    """The form of what the printed IKU and matrix say of the office: its decree, the years of its Renstra."""
    known = typed_of(view.kantor)
    page = HalamanIsianRencana(
        kerangka=frame(view, "Keputusan IKU", plan_trail(view, "Profil", "Keputusan IKU"), kini="Indikator"),
        judul="Keputusan IKU dan masa Renstra",
        lead="Tercetak pada dokumen IKU dan matriknya. Nomor dan tanggal yang kosong menjadi titik-titik.",
        kelompok=(
            KelompokIsian(judul="Keputusan penetapan IKU", isian=_decree_fields(known, ditolak)),
            KelompokIsian(judul="Masa Renstra", isian=_year_fields(known, ditolak), sejajar="sedang",
                          keterangan="Matrik IKU memberi satu kolom untuk setiap tahunnya."),
        ),
        formulir=Formulir(view.alamat.ke("profil-dokumen"), "Simpan keputusan dan masa Renstra"),
        batal=Tautan("Batal", view.alamat.ke("profil")),
    )  # fmt: skip
    return with_faults(page, ditolak)


def _decree_fields(known: Mapping[str, str], ditolak: Ditolak) -> tuple[Isian, ...]:
    return (
        Isian("nomor", "Nomor keputusan", ditolak.value("nomor", known["nomor"]), petunjuk="Seperti pada naskahnya."),
        Isian("tanggal", "Tanggal ditetapkan", ditolak.value("tanggal", known["tanggal"]), "tanggal"),
        Isian("menimbang", "Menimbang", ditolak.value("menimbang", known["menimbang"]), "panjang",
              "Satu butir satu baris, tanpa huruf a, b, c. Kosong: memakai kalimat bawaan."),
        Isian("mengingat", "Mengingat", ditolak.value("mengingat", known["mengingat"]), "panjang",
              "Satu peraturan satu baris, tanpa nomor urut. Kosong: memakai empat peraturan bawaan."),
    )  # fmt: skip


def _year_fields(known: Mapping[str, str], ditolak: Ditolak) -> tuple[Isian, ...]:
    return (
        Isian("awal", "Tahun awal", ditolak.value("awal", known["awal"]), "angka", "Misalnya 2022."),
        Isian("akhir", "Tahun akhir", ditolak.value("akhir", known["akhir"]), "angka", "Misalnya 2026."),
    )
