"""From the state of the installation to its pages: health, settings, backups."""

from collections.abc import Sequence
from itertools import groupby

from tolok.services.cadangan_catatan import SANDI_TERPENDEK, list_backups_for, may_back_up
from tolok.services.kesehatan import check_at_a_glance
from tolok.services.pengaturan import daftar_pengaturan, fixed_rules
from tolok.services.ukuran_sistem import megabytes, system_facts
from tolok.values.instant import tanggal_pendek
from tolok.values.issue import Issue
from tolok.values.number import format_angka
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.read_models import Fakta, Formulir, Isian, Kerangka, Kolom, Pesan, Sel, Tab, Tabel, Tautan
from tolok.web.read_models.sistem import HalamanSistem, KelompokFakta

_TABS = (("Kesehatan", "sistem"), ("Pengaturan", "sistem-pengaturan"), ("Cadangan", "sistem-cadangan"))


def _tabs(view: Pandangan, kini: str) -> tuple[Tab, ...]:
    return tuple(Tab(label, "", view.alamat.ke(nama), nama == kini) for label, nama in _TABS)


def _frame(view: Pandangan, *last: str) -> Kerangka:
    trail = (Tautan("Sistem", view.alamat.ke("sistem") if last else ""), *(Tautan(one) for one in last))
    return frame(view, last[-1] if last else "Sistem", trail, kini="Sistem")


def build_kesehatan(view: Pandangan) -> HalamanSistem:
    """What is amiss first, then the facts that an administrator asks for."""
    found = check_at_a_glance(view.at)
    groups = tuple(
        KelompokFakta(judul, tuple(Fakta(one.label, one.nilai) for one in facts))
        for judul, facts in groupby(system_facts(), key=lambda one: one.kelompok)
    )
    return HalamanSistem(
        kerangka=_frame(view),
        judul=_finding(found),
        lead="Diperiksa baru saja. Potret dan seluruh rantai riwayat diperiksa oleh perintah tolok periksa sistem.",
        tab=_tabs(view, "sistem"),
        pesan=tuple(_told(one) for one in found) or (Pesan("berhasil", "Tidak ada yang perlu diperbaiki"),),
        kelompok=groups,
    )


def _told(issue: Issue) -> Pesan:
    """What is amiss and what to do; where and why are the same for all of them."""
    what, todo = (text[:1].upper() + text[1:] for text in (issue.apa, issue.saran.replace("`", "")))
    return Pesan(issue.bobot, what, f"{todo}.", kode=issue.kode)


def _finding(found: Sequence[Issue]) -> str:
    wrong = [one for one in found if one.bobot != "catatan"]
    notes = len(found) - len(wrong)
    if wrong:
        return f"{format_angka(len(wrong))} hal di sistem ini perlu diperbaiki"
    return f"Sistem sehat, dengan {format_angka(notes)} catatan" if notes else "Sistem sehat"


def build_pengaturan(view: Pandangan) -> HalamanSistem:
    """What this installation chose, where each choice comes from, what it means."""
    known = daftar_pengaturan()
    given = sum(one.diberi for one in known)
    heads = (Kolom("Pengaturan", ponsel="utama"), Kolom("Nilai"), Kolom("Asal"), Kolom("Artinya"))
    rows = tuple(
        (Sel(one.nama, "mono"), Sel(one.nilai), Sel("dari luar" if one.diberi else "bawaan"), Sel(one.arti)) for one in known
    )
    return HalamanSistem(
        kerangka=_frame(view, "Pengaturan"),
        judul=f"{format_angka(given)} dari {format_angka(len(known))} pengaturan ditentukan dari luar",
        lead="Pengaturan dibaca saat aplikasi mulai, dan diubah di komputer tempatnya berjalan, bukan di sini.",
        tab=_tabs(view, "sistem-pengaturan"),
        tabel=Tabel("Pengaturan pemasangan ini", heads, rows),
        kelompok=(KelompokFakta("Yang sama di semua pemasangan", tuple(Fakta(*one) for one in fixed_rules())),),
        catatan="Kunci dan kata sandi tidak pernah ditampilkan.",
    )


def build_cadangan(view: Pandangan, issues: Sequence[Issue] = ()) -> HalamanSistem:
    """The backups that lie here, and the form that asks for another."""
    allowed = may_back_up(view.orang)
    found = list_backups_for(view.orang)
    heads = (Kolom("Berkas", ponsel="utama"), Kolom("Dibuat"), Kolom("Ukuran", angka=True, ponsel="angka"))
    rows = tuple(
        (Sel(one.nama, href=view.alamat.ke("sistem-cadangan-berkas", cadangan=one.nama)), Sel(tanggal_pendek(one.dibuat)),
         Sel(megabytes(one.ukuran)))
        for one in found
    )  # fmt: skip
    wrong = {one.di_mana: one.apa + ": " + one.saran for one in issues}
    hint = f"Sedikitnya {SANDI_TERPENDEK} huruf. Simpan di tempat lain; yang hilang tidak dapat dicari kembali."
    fields = (
        Isian("sandi", "Kata sandi cadangan", jenis="sandi", petunjuk=hint, galat=wrong.get("sandi", ""), wajib=True,
              lengkapi_otomatis="new-password"),
        Isian("ulang", "Kata sandi sekali lagi", jenis="sandi", galat=wrong.get("ulang", ""), wajib=True,
              lengkapi_otomatis="new-password"),
    )  # fmt: skip
    here = view.alamat.ke("sistem-cadangan")
    return HalamanSistem(
        kerangka=_frame(view, "Cadangan"),
        judul=_backups(len(found)) if allowed else "Cadangan dibuat di komputer tempat Tolok berjalan",
        lead="Satu berkas terenkripsi memuat semua baris, angka, potret, bukti, dan riwayat pemasangan ini.",
        tab=_tabs(view, "sistem-cadangan"),
        pesan=() if allowed else (_elsewhere(),),
        tabel=Tabel("Cadangan di pemasangan ini", heads, rows) if rows else None,
        kosong="Belum ada cadangan yang dibuat dari layar ini." if allowed and not rows else "",
        judul_formulir="Buat cadangan" if allowed else "",
        isian=fields if allowed else (),
        formulir=Formulir(here, "Buat cadangan") if allowed and not view.lampau else None,
        tautan=Tautan("Lihat pekerjaan yang berjalan", view.alamat.ke("pekerjaan")) if allowed else None,
        catatan="Pindahkan berkas ke tempat lain; cadangan di cakram yang sama hilang bersamanya.",
    )


def _backups(count: int) -> str:
    return f"{format_angka(count)} cadangan di pemasangan ini" if count else "Belum ada cadangan dari layar ini"


def _elsewhere() -> Pesan:
    why = "Pemasangan ini memuat lebih dari satu pemda, dan cadangan memuat semuanya. Pengelola komputernya menjalankan"
    return Pesan("catatan", "Cadangan di layar hanya untuk pengelola semua pemda", f"{why} tolok cadangkan BERKAS.")
