"""The administrator's pages: the people of a pemda, one of them, and the forms that change what he may do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tolok.services.akses import acting_as
from tolok.services.hak import DAFTAR_HAK
from tolok.services.peran import NAMA_PERAN, SIFAT, Unit, unit_of
from tolok.store.models import Larangan, Pengguna, Peran
from tolok.values.instant import tanggal_panjang
from tolok.values.issue import Issue
from tolok.values.number import format_angka
from tolok.web.build.akun import by_field, outside, validity
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.read_models import Fakta, Formulir, Isian, Kerangka, Kolom, Opsi, Pesan, Sel, Tabel, Tautan, Tindakan
from tolok.web.read_models.akun import HalamanFormulir, HalamanOrang, HalamanSekali, HalamanSeorang, KelompokIsian

NAMA_HAK = {
    "*": "Semua hak",
    "lihat_kantor": "Melihat kantor",
    "lihat_wilayah": "Melihat angka wilayah",
    "lihat_baris": "Melihat baris register",
    "coba_rumus": "Mencoba rumus",
    "ungkap_identitas": "Membuka identitas",
    "terima_data": "Menerima kiriman",
    "koreksi_baris": "Mengoreksi baris",
    "isi_pengawasan": "Mengisi LKE dan temuan",
    "kelola_rencana": "Mengelola rencana",
    "kelola_perjanjian": "Membuat Perjanjian Kinerja",
    "kelola_target": "Mengelola target",
    "usul_definisi": "Mengusulkan definisi",
    "tetapkan_definisi": "Menetapkan definisi",
    "kelola_periode": "Membuka dan menutup periode",
    "hitung_angka": "Menghitung angka",
    "ketik_angka": "Mengetik angka",
    "tulis_penjelasan": "Menulis penjelasan",
    "tulis_laporan": "Menulis laporan kinerja",
    "lampirkan_bukti": "Melampirkan bukti",
    "buka_kembali": "Membuka kembali angka",
    "kelola_orang": "Mengelola orang",
    "kelola_dokumen": "Mengelola templat dokumen",
    "cetak_draf": "Mencetak draf dokumen",
    "kelola_sistem": "Mengelola sistem",
}


def right_name(hak: str) -> str:
    """A right in words; one without words yet is shown by its own name."""
    return NAMA_HAK.get(hak, hak)


def _frame(view: Pandangan, judul: str, *jejak: Tautan) -> Kerangka:
    trail = (Tautan("Orang", view.alamat.ke("orang") if judul != "Orang" else ""), *jejak)
    return frame(view, judul, trail, kini="Orang")


def _in_force(row: Peran, today: date) -> bool:
    return (
        row.dicabut_pada is None
        and (row.mulai is None or row.mulai <= today)
        and (row.sampai is None or row.sampai >= today)
    )


def build_orang(view: Pandangan, people: Sequence[Pengguna], today: date) -> HalamanOrang:
    """Everyone of the pemda; who can sign in first."""
    pemda = view.kantor.pemda
    active = [one for one in people if one.is_active]
    heads = (Kolom("Nama", ponsel="utama"), Kolom("Nama pengguna"), Kolom("Peran yang berlaku"), Kolom("Keadaan"))
    ordered = sorted(people, key=lambda one: not one.is_active)
    return HalamanOrang(
        kerangka=_frame(view, "Orang"),
        judul=f"{format_angka(len(active))} orang dapat masuk di {pemda.nama}",
        lead="Peran berlaku untuk satu unit dan dapat diberi batas waktu. Larangan mengalahkan semua peran.",
        tambah=Tindakan("Tambah orang", view.alamat.ke("orang-tambah"), "utama"),
        tabel=Tabel(f"Orang di {pemda.nama}", heads, tuple(_person(view, one, today) for one in ordered)),
    )


def _person(view: Pandangan, orang: Pengguna, today: date) -> tuple[Sel, ...]:
    roles = [one for one in orang.peran.all() if one.pemda_id == view.kantor.pemda_id and _in_force(one, today)]
    held = "; ".join(f"{acting_as(one)} ({_short(one)})" for one in roles)
    state = Sel("aktif") if orang.is_active else Sel("nonaktif", "kosong")
    if orang.is_active and orang.wajib_ganti_sandi:
        state = Sel("belum pernah masuk", "kosong")
    return (
        Sel(orang.nama, href=view.alamat.ke("seorang", orang=orang.username)),
        Sel(orang.username),
        Sel(held) if held else Sel("tidak ada", "kosong"),
        state,
    )


def _short(row: Peran) -> str:
    return row.bidang.nama if row.bidang else unit_of(row).nama


@dataclass(frozen=True)
class IsiSeorang:
    """What the page of one person is built from."""

    orang: Pengguna
    peran: Sequence[Peran]
    larangan: Sequence[Larangan]
    kode: bool
    wajib_kode: bool
    today: date


def build_seorang(view: Pandangan, isi: IsiSeorang) -> HalamanSeorang:
    """One person; no button on the administrator's own page."""
    orang, own = isi.orang, isi.orang == view.orang
    held = [acting_as(one) for one in isi.peran if _in_force(one, isi.today)]
    where = {"orang": orang.username}
    actions = (
        ()
        if own
        else (
            Tindakan("Beri peran", view.alamat.ke("peran-beri", **where), "utama"),
            Tindakan("Beri larangan", view.alamat.ke("larangan-beri", **where), "menolak"),
        )
    )
    state = "Nonaktifkan akun" if orang.is_active else "Aktifkan akun"
    account = (
        ()
        if own
        else (
            Tindakan("Serahkan kata sandi baru", view.alamat.ke("sandi-serah", **where)),
            Tindakan(state, view.alamat.ke("aktif", **where), "menolak" if orang.is_active else "biasa"),
        )
    )
    return HalamanSeorang(
        kerangka=_frame(view, orang.nama, Tautan(orang.nama)),
        judul=orang.nama,
        lead=", ".join(held) if held else "Tidak memegang peran yang berlaku hari ini.",
        pesan=(*_own_page(own), *_secret_missing(isi)),
        peran=_roles(view, isi, own),
        larangan=_denials(view, isi, own) if isi.larangan else None,
        tindakan=actions,
        tindakan_akun=account,
        fakta=_account(isi),
    )


def _own_page(own: bool) -> tuple[Pesan, ...]:
    if not own:
        return ()
    return (
        Pesan(
            "catatan", "Ini akun Anda sendiri", "Tidak seorang pun mengubah perannya sendiri; minta admin pemda yang lain."
        ),
    )


def _secret_missing(isi: IsiSeorang) -> tuple[Pesan, ...]:
    if isi.kode or not isi.wajib_kode:
        return ()
    why = "Sampai autentikatornya terpasang, orang ini membaca saja: ia tidak dapat menyetujui atau menerbitkan."
    return (Pesan("catatan", "Autentikator belum dipasang", why),)


def _account(isi: IsiSeorang) -> tuple[Fakta, ...]:
    orang = isi.orang
    password = "sekali pakai, belum diganti" if orang.wajib_ganti_sandi else "milik sendiri"
    return (
        Fakta("Akun", orang.username),
        Fakta("Keadaan", "aktif" if orang.is_active else "nonaktif"),
        Fakta("Kata sandi", password),
        Fakta("Autentikator", "terpasang" if isi.kode else "belum"),
    )


def _roles(view: Pandangan, isi: IsiSeorang, own: bool) -> Tabel:
    heads = (Kolom("Peran", ponsel="utama"), Kolom("Unit"), Kolom("Berlaku"), Kolom("Dasar"), Kolom("Keadaan"))
    return Tabel("Peran", heads, tuple(_role(view, isi, one, own) for one in isi.peran))


def _role(view: Pandangan, isi: IsiSeorang, row: Peran, own: bool) -> tuple[Sel, ...]:
    basis = row.dasar + (f", menggantikan {row.menggantikan.nama}" if row.menggantikan else "")
    if row.dicabut_pada:
        state = Sel(f"dicabut {tanggal_panjang(row.dicabut_pada)}", "kosong")
    elif row.sampai and row.sampai < isi.today:
        state = Sel("sudah berakhir", "kosong")
    elif own:
        state = Sel("berlaku")
    else:
        state = Sel("Cabut", href=view.alamat.ke("peran-cabut", orang=isi.orang.username, peran=row.pk))
    return (Sel(acting_as(row)), Sel(unit_of(row).nama), validity(row), Sel(basis) if basis else Sel("–"), state)


def _denials(view: Pandangan, isi: IsiSeorang, own: bool) -> Tabel:
    heads = (Kolom("Hak", ponsel="utama"), Kolom("Unit"), Kolom("Alasan"), Kolom("Keadaan"))
    return Tabel("Larangan", heads, tuple(_denial(view, isi, one, own) for one in isi.larangan))


def _denial(view: Pandangan, isi: IsiSeorang, row: Larangan, own: bool) -> tuple[Sel, ...]:
    state = Sel("berlaku")
    if row.dicabut_pada:
        state = Sel(f"dicabut {tanggal_panjang(row.dicabut_pada)}", "kosong")
    elif not own:
        state = Sel("Cabut", href=view.alamat.ke("larangan-cabut", orang=isi.orang.username, larangan=row.pk))
    return (Sel(right_name(row.hak)), Sel(Unit(row.pemda, row.perangkat_daerah).nama), Sel(row.alasan), state)


def _choice(nama: str, label: str, choices: Mapping[str, str], typed: str, galat: str, petunjuk: str = "") -> Isian:
    options = tuple(Opsi(value, words, value == typed) for value, words in choices.items())
    return Isian(nama, label, jenis="pilihan", opsi=options, galat=galat, petunjuk=petunjuk)


def role_fields(
    units: Sequence[Unit], people: Sequence[Pengguna], typed: Mapping[str, str], wrong: Mapping[str, str]
) -> tuple[KelompokIsian, ...]:
    """The fields of a role: what and where, then for how long and on what basis."""
    get, bad = typed.get, wrong.get
    names = {"": "tidak ada"} | {one.username: one.nama for one in people}
    what = (
        _choice("peran", "Peran", NAMA_PERAN, get("peran", ""), bad("peran", "")),
        _choice("unit", "Unit", {one.nilai: one.nama for one in units}, get("unit", ""), bad("unit", "")),
        Isian(
            "jabatan",
            "Jabatan",
            get("jabatan", ""),
            petunjuk="Seperti tercetak, misalnya: Kepala Bidang Koperasi.",
            galat=bad("jabatan", ""),
            wajib=True,
        ),
    )
    when = (
        _choice("sifat", "Sifat", SIFAT, get("sifat", "definitif"), bad("sifat", "")),
        Isian("mulai", "Mulai", get("mulai", ""), "tanggal", "Kosong: sejak sekarang.", bad("mulai", "")),
        Isian(
            "sampai",
            "Sampai",
            get("sampai", ""),
            "tanggal",
            "Kosong: tanpa batas waktu. Wajib untuk Plt dan Plh.",
            bad("sampai", ""),
        ),
        Isian("dasar", "Dasar", get("dasar", ""), petunjuk="Nomor surat. Wajib untuk Plt dan Plh.", galat=bad("dasar", "")),
        _choice(
            "menggantikan", "Menggantikan", names, get("menggantikan", ""), bad("menggantikan", ""), "Untuk Plt dan Plh."
        ),
    )
    return (KelompokIsian("Peran", what), KelompokIsian("Masa dan dasarnya", when))


@dataclass(frozen=True)
class Diisi:
    """What a form was sent with, and what was wrong with it."""

    nilai: Mapping[str, str]
    issues: Sequence[Issue] = ()


def build_tambah(view: Pandangan, units: Sequence[Unit], people: Sequence[Pengguna], diisi: Diisi) -> HalamanFormulir:
    """A new person with a first role."""
    wrong = by_field(diisi.issues)
    who = (
        Isian("nama", "Nama", diisi.nilai.get("nama", ""), galat=wrong.get("nama", ""), wajib=True, fokus=not diisi.issues),
        Isian(
            "username",
            "Nama pengguna",
            diisi.nilai.get("username", ""),
            petunjuk="Huruf kecil dan angka, misalnya: dewi.anggraini. Jangan NIP.",
            galat=wrong.get("username", ""),
            wajib=True,
        ),
    )
    groups = (KelompokIsian("Orang", who), *role_fields(units, people, diisi.nilai, wrong))
    return _form(
        view,
        "Tambah orang",
        "Anda menerima kata sandi sekali pakai untuk diserahkan kepadanya.",
        groups,
        Formulir(view.alamat.ke("orang-tambah"), "Tambah orang"),
        view.alamat.ke("orang"),
        diisi.issues,
    )


def build_beri_peran(
    view: Pandangan, orang: Pengguna, units: Sequence[Unit], people: Sequence[Pengguna], diisi: Diisi
) -> HalamanFormulir:
    groups = role_fields(units, [one for one in people if one != orang], diisi.nilai, by_field(diisi.issues))
    return _form(
        view,
        f"Beri peran kepada {orang.nama}",
        "Peran berlaku sejak disimpan, dan tercatat di riwayat.",
        groups,
        Formulir(view.alamat.ke("peran-beri", orang=orang.username), "Beri peran"),
        view.alamat.ke("seorang", orang=orang.username),
        diisi.issues,
    )


def build_beri_larangan(view: Pandangan, orang: Pengguna, units: Sequence[Unit], diisi: Diisi) -> HalamanFormulir:
    wrong, rights = by_field(diisi.issues), {name: right_name(name) for name in ("*", *DAFTAR_HAK)}
    fields = (
        _choice("hak", "Hak yang dilarang", rights, diisi.nilai.get("hak", ""), wrong.get("hak", "")),
        _choice(
            "unit",
            "Unit",
            {one.nilai: one.nama for one in units if one.bidang is None},
            diisi.nilai.get("unit", ""),
            wrong.get("unit", ""),
        ),
        _reason(diisi.nilai, wrong),
    )
    return _form(
        view,
        f"Larang {orang.nama}",
        "Larangan mengalahkan semua peran, sampai dicabut.",
        (KelompokIsian("", fields),),
        Formulir(view.alamat.ke("larangan-beri", orang=orang.username), "Beri larangan", menolak=True),
        view.alamat.ke("seorang", orang=orang.username),
        diisi.issues,
    )


def build_alasan(
    view: Pandangan, orang: Pengguna, judul: str, lead: str, formulir: Formulir, diisi: Diisi, lain: tuple[Isian, ...] = ()
) -> HalamanFormulir:
    """A change that needs nothing but its reason: withdraw a role or a denial, hand over a password, shut out."""
    fields = (*lain, _reason(diisi.nilai, by_field(diisi.issues)))
    back = view.alamat.ke("seorang", orang=orang.username)
    return _form(view, judul, lead, (KelompokIsian("", fields),), formulir, back, diisi.issues)


def _reason(typed: Mapping[str, str], wrong: Mapping[str, str]) -> Isian:
    return Isian(
        "alasan",
        "Alasan",
        typed.get("alasan", ""),
        "panjang",
        "Paling sedikit 10 huruf; tercatat di riwayat.",
        wrong.get("alasan", ""),
        wajib=True,
    )


def authenticator_field(typed: Mapping[str, str]) -> Isian:
    """Whether the authenticator goes too: only when the telephone and the recovery codes are lost."""
    choices = {"tetap": "Biarkan terpasang", "lepas": "Lepas: telepon dan kode cadangannya hilang"}
    return _choice("autentikator", "Autentikator", choices, typed.get("autentikator", "tetap"), "")


def _form(
    view: Pandangan,
    judul: str,
    lead: str,
    groups: tuple[KelompokIsian, ...],
    formulir: Formulir,
    back: str,
    issues: Sequence[Issue],
) -> HalamanFormulir:
    fields = tuple(field for group in groups for field in group.isian)
    return HalamanFormulir(
        kerangka=_frame(view, judul, Tautan(judul)),
        judul=judul,
        lead=lead,
        kelompok=groups,
        formulir=formulir,
        batal=Tautan("Batal", back),
        pesan=outside(issues, fields),
    )


def build_sandi_serah(view: Pandangan, orang: Pengguna, sandi: str) -> HalamanSekali:
    """The one-time password, this once."""
    return HalamanSekali(
        kerangka=_frame(view, "Kata sandi sekali pakai", Tautan(orang.nama)),
        judul=f"Kata sandi sekali pakai untuk {orang.nama}",
        lead="Serahkan langsung kepada orangnya, bukan lewat pesan. Ia memilih kata sandinya sendiri saat pertama masuk.",
        label="Kata sandi sekali pakai",
        rahasia=(sandi,),
        fakta=(Fakta("Nama pengguna", orang.username),),
        lanjut=Tindakan("Sudah saya serahkan", view.alamat.ke("seorang", orang=orang.username), "utama"),
        catatan="Kata sandi ini tidak akan tampil lagi. Bila hilang, serahkan yang baru.",
    )
