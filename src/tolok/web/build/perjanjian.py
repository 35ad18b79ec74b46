"""Perjanjian Kinerja as pages: all of a year by level, one as it was signed, and the form that makes the next."""

from collections.abc import Sequence

from tolok.services.lampiran_pk import Butir, Janji, Lampiran, lampiran_from, rupiah
from tolok.services.perjanjian import ALASAN, KeadaanPerjanjian, doubts_about, list_perjanjian, state_of
from tolok.store.models import PerjanjianKinerja
from tolok.values.instant import tanggal_panjang, tanggal_pendek
from tolok.values.issue import Issue
from tolok.values.number import format_angka
from tolok.web.build.isian_rencana import plan_tabs, plan_trail
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.read_models import Fakta, Kolom, Pesan, Sel, Tabel, Tautan, Tindakan
from tolok.web.read_models.komponen import NBSP
from tolok.web.read_models.perjanjian import HalamanDaftarPerjanjian, HalamanPerjanjian

JENJANG = {"kepala": "Perangkat daerah", "bidang": "Bidang", "kegiatan": "Kegiatan"}
BELUM = "belum ada"


def edition(row: PerjanjianKinerja) -> str:
    """`Perjanjian pertama`, `Perubahan ke-2`."""
    return f"Perubahan ke-{row.nomor}" if row.nomor else "Perjanjian pertama"


def said(issue: Issue) -> Pesan:
    """A doubt about an agreement as a message that names whose it is."""
    return Pesan(issue.bobot, f"{issue.di_mana}: {issue.apa[0].lower()}{issue.apa[1:].rstrip('.')}",
                 f"{issue.mengapa} {issue.saran}", kode=issue.kode)  # fmt: skip


# --- all of a year ----------------------------------------------------------------------------------------------------


def build_daftar_perjanjian(view: Pandangan) -> HalamanDaftarPerjanjian:
    """One row per level that should promise something; the heading counts what is made and what is out of date."""
    tahun = view.period.tahun
    states = list_perjanjian(view.kantor, tahun, view.at)
    may = "kelola_perjanjian" in view.hak and not view.lampau
    return HalamanDaftarPerjanjian(
        kerangka=frame(view, "Perjanjian Kinerja", plan_trail(view, "Perjanjian Kinerja"), kini="Indikator"),
        judul=_finding(states, tahun),
        lead="Yang dijanjikan ialah target dan anggaran pada saat perjanjian dibuat. Perjanjian hanya ditambah: "
        "yang berubah menjadi Perubahan, yang lama tetap tersimpan.",
        tab=plan_tabs(view, "Perjanjian Kinerja"),
        tabel=_table(view, states, may),
        catatan=tuple(said(issue) for one in states for issue in doubts_about(one)),
    )


def _finding(states: Sequence[KeadaanPerjanjian], tahun: int) -> str:
    made = sum(one.kini is not None for one in states)
    stale = sum(bool(one.berubah) for one in states)
    if not made:
        return f"Belum ada Perjanjian Kinerja {tahun}"
    told = f"{made} dari {len(states)} Perjanjian Kinerja {tahun} sudah dibuat"
    return f"{told}; {stale} belum diperbarui" if stale else told


def _table(view: Pandangan, states: Sequence[KeadaanPerjanjian], may: bool) -> Tabel:
    columns = (
        Kolom("Perjanjian", ponsel="utama"), Kolom("Jenjang"), Kolom("Pihak pertama"), Kolom("Tanggal"),
        Kolom("Keadaan"), *((Kolom("Tindakan"),) if may else ()),
    )  # fmt: skip
    rows = tuple((*_row(view, one), *((_next(view, one),) if may else ())) for one in states)
    return Tabel(f"Perjanjian Kinerja {view.period.tahun}", columns, rows)


def _row(view: Pandangan, one: KeadaanPerjanjian) -> tuple[Sel, ...]:
    row, program = one.kini, one.pemangku.program
    nama = f"{program.kode} {program.nama}" if program else one.pemangku.bidang.nama if one.pemangku.bidang else ""
    nama, level = nama or view.kantor.nama, Sel(JENJANG[one.pemangku.jenjang])
    if row is None:
        return (Sel(nama), level, Sel("–", "kosong"), Sel("–", "kosong"), Sel("belum dibuat", "kosong"))
    state = Sel("Belum diperbarui", nada="waspada") if one.berubah else Sel(f"{edition(row)} berlaku", nada="baik")
    href = view.alamat.ke("pk-lihat", perjanjian_id=row.pk)
    return (Sel(nama, href=href), level, Sel(row.pertama["nama"]), Sel(_whole(tanggal_panjang(row.tanggal))), state)


def _whole(text: str) -> str:
    """Words that stay on one line."""
    return text.replace(" ", NBSP)


def _next(view: Pandangan, one: KeadaanPerjanjian) -> Sel:
    label = "Buat Perubahan" if one.kini else "Buat perjanjian"
    return Sel(_whole(label), href=view.alamat.ke("pk-buat", pemangku=one.pemangku.kunci))


# --- one of them ------------------------------------------------------------------------------------------------------


def build_perjanjian(view: Pandangan, row: PerjanjianKinerja) -> HalamanPerjanjian:
    """What was promised, by whom to whom; whether it still holds, and what came before and after."""
    state, lampiran = state_of(row, view.at), lampiran_from(row.isi)
    kini = state.kini
    holds = kini is not None and kini.pk == row.pk
    trail = (*plan_trail(view), Tautan("Perjanjian Kinerja", view.alamat.ke("pk")), Tautan(state.pemangku.nama))
    amount = f" dengan {rupiah(lampiran.jumlah)}" if lampiran.jumlah is not None else ""
    return HalamanPerjanjian(
        kerangka=frame(view, f"Perjanjian Kinerja {row.tahun}", trail, kini="Indikator"),
        judul=f"{state.pemangku.nama} menjanjikan {len(lampiran.butir)} target {row.tahun}{amount}",
        lead=f"{edition(row)}, ditandatangani {tanggal_panjang(row.tanggal)}",
        catatan=_notes(view, row, state, holds),
        target=_targets(lampiran),
        anggaran=_budget(lampiran),
        jumlah=rupiah(lampiran.jumlah),
        pihak=(("Pihak pertama", _party(row.pertama)), ("Pihak kedua", _party(row.kedua))),
        fakta=_facts(row),
        riwayat=_editions(view, row, state.semua) if len(state.semua) > 1 else None,
        tindakan=_actions(view, row, state, holds),
    )


def _notes(view: Pandangan, row: PerjanjianKinerja, state: KeadaanPerjanjian, holds: bool) -> tuple[Pesan, ...]:
    if holds:
        return tuple(said(issue) for issue in doubts_about(state))
    kini = state.kini
    if kini is None:
        return ()
    newest = Tautan("Buka yang berlaku", view.alamat.ke("pk-lihat", perjanjian_id=kini.pk))
    return (Pesan("catatan", f"Sudah diganti {edition(kini)} tanggal {tanggal_panjang(kini.tanggal)}", tautan=newest),)


def _targets(lampiran: Lampiran) -> Tabel:
    columns = (
        Kolom("Indikator", ponsel="utama"), Kolom("Untuk"), Kolom("Satuan"), Kolom("Target", angka=True, ponsel="angka"),
    )  # fmt: skip
    rows = [cells for janji in lampiran.janji for cells in _measured(janji)]
    return Tabel("Target yang dijanjikan", columns, tuple(rows))


def _measured(janji: Janji) -> list[tuple[Sel, ...]]:
    if not janji.butir:
        return [(Sel("belum ada indikator", "kosong"), Sel(janji.uraian), Sel("–", "kosong"), Sel("–", "kosong"))]
    return [_measure(one, janji) for one in janji.butir]


def _measure(one: Butir, janji: Janji) -> tuple[Sel, ...]:
    target = Sel(one.tampil) if one.tampil else Sel(BELUM, "kosong")
    return (Sel(one.nama), Sel(janji.uraian), Sel(one.satuan), target)


def _budget(lampiran: Lampiran) -> Tabel | None:
    if not lampiran.pos:
        return None
    columns = (Kolom("Kode"), Kolom("Untuk", ponsel="utama"), Kolom("Anggaran (Rp)", angka=True, ponsel="angka"))
    rows = tuple(
        (Sel(one.kode), Sel(one.nama), Sel(format_angka(one.pagu)) if one.pagu is not None else Sel(BELUM, "kosong"))
        for one in lampiran.pos
    )
    return Tabel("Anggaran", columns, rows)


def _party(pihak: dict[str, str]) -> tuple[Fakta, ...]:
    labels = {"nama": "Nama", "jabatan": "Jabatan", "pangkat": "Pangkat", "nip": "NIP"}
    return tuple(Fakta(label, pihak[part]) for part, label in labels.items() if pihak[part])


def _facts(row: PerjanjianKinerja) -> tuple[Fakta, ...]:
    facts = [Fakta("Tahun", str(row.tahun)), Fakta("Tanggal", tanggal_panjang(row.tanggal))]
    if row.alasan:
        legal = next((words for kode, words in ALASAN.items() if kode == row.alasan), row.alasan)
        facts += [Fakta("Alasan", legal[:1].upper() + legal[1:]), Fakta("Penjelasan", row.penjelasan)]
    facts.append(Fakta("Diketahui", tanggal_pendek(row.diketahui)))
    if row.oleh:
        facts.append(Fakta("Dicatat oleh", row.oleh.nama))
    return tuple(facts)


def _editions(view: Pandangan, row: PerjanjianKinerja, rows: Sequence[PerjanjianKinerja]) -> Tabel:
    columns = (Kolom("Perjanjian", ponsel="utama"), Kolom("Tanggal", ponsel="angka"), Kolom("Alasan"))
    lines = tuple(
        (
            Sel(edition(one), "tebal") if one.pk == row.pk else Sel(
                edition(one), href=view.alamat.ke("pk-lihat", perjanjian_id=one.pk)),
            Sel(tanggal_panjang(one.tanggal)),
            Sel(one.penjelasan) if one.penjelasan else Sel("–", "kosong"),
        )
        for one in reversed(rows)
    )  # fmt: skip
    return Tabel("Semua perjanjian jenjang ini", columns, lines)


def _actions(view: Pandangan, row: PerjanjianKinerja, state: KeadaanPerjanjian, holds: bool) -> tuple[Tindakan, ...]:
    actions = []
    page = view.alamat.bila_ada("dokumen-satu", jenis_dokumen="pk")
    if page:
        own = view.alamat.with_query(page.split("?")[0], jabatan=str(row.pk))
        actions.append(Tindakan("Lihat dan cetak", own, "utama"))
    if holds and "kelola_perjanjian" in view.hak and not view.lampau:
        actions.append(Tindakan("Buat Perubahan", view.alamat.ke("pk-buat", pemangku=state.pemangku.kunci)))
    return tuple(actions)
