"""One's own account: what guards it, which roles it holds, where it is signed in, which programs act for it."""

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import datetime

from tolok.services.akses import acting_as
from tolok.services.akun import Perangkat
from tolok.services.peran import unit_of
from tolok.store.models import Pengguna, Peran, TokenApi
from tolok.values.instant import tanggal_panjang, tanggal_pendek
from tolok.values.issue import Issue
from tolok.web.read_models import Fakta, Formulir, Isian, Kerangka, Kolom, Opsi, Pesan, Sel, Tabel, Tautan, Tindakan
from tolok.web.read_models.akun import (
    ButirKeamanan,
    HalamanAkun,
    HalamanAutentikator,
    HalamanFormulir,
    HalamanSekali,
    KelompokIsian,
)
from tolok.writing.qr import qr_path

AKUN = "/akun/"
_KE_AKUN = Tautan("Kembali ke akun", AKUN)


@dataclasses.dataclass(frozen=True)
class IsiAkun:
    """What the page of the account is built from. `kode`: whether a second factor is set up, `wajib`: whether it must."""

    orang: Pengguna
    peran: Sequence[Peran]
    kode: bool
    wajib: bool
    kode_cadangan: int | None
    perangkat: Sequence[Perangkat]
    kunci_sesi: str
    token: Sequence[TokenApi]
    at: datetime


def build_akun(kerangka: Kerangka, isi: IsiAkun) -> HalamanAkun:
    """The account; the heading says how well it is guarded."""
    guarded = "kata sandi dan kode autentikator" if isi.kode else "kata sandi saja"
    others = [one for one in isi.perangkat if one.kunci != isi.kunci_sesi]
    return HalamanAkun(
        kerangka=kerangka,
        judul=f"Akun Anda dijaga {guarded}",
        lead="Peran diberikan admin pemda; kata sandi, kode, dan token Anda urus sendiri di sini.",
        pesan=_missing(isi),
        keamanan=(_password(), _second_factor(isi)),
        peran=_roles(isi.peran),
        perangkat=_devices(isi.perangkat, isi.kunci_sesi),
        keluar_lain=Formulir("/akun/keluar-lain/", f"Keluar dari {len(others)} perangkat lain") if others else None,
        token=_tokens(isi.token, isi.at),
        buat_token=Tautan("Buat token", "/akun/token/"),
        diri=_self(isi.orang),
        ubah_diri=Tautan("Ubah pangkat dan NIP", "/akun/tanda-tangan/"),
    )


def _self(orang: Pengguna) -> tuple[Fakta, ...]:
    """Who the person is, and what is printed below his signature."""
    return (
        Fakta("Nama", orang.nama),
        Fakta("Akun", orang.username),
        Fakta("Pangkat", orang.pangkat or "belum ditulis"),
        Fakta("NIP", orang.nip or "belum ditulis"),
    )


def _missing(isi: IsiAkun) -> tuple[Pesan, ...]:
    if isi.kode or not isi.wajib:
        return ()
    why = "Peran Anda menyetujui atau menerbitkan angka. Tanpa autentikator Anda dapat membaca, tetapi tidak memutuskan."
    link = Tautan("Pasang autentikator", "/akun/autentikator/")
    return (Pesan("perlu keputusan", "Autentikator Anda belum dipasang", why, tautan=link),)


def _password() -> ButirKeamanan:
    note = "Paling sedikit 12 huruf. Menggantinya mengeluarkan Anda dari perangkat lain."
    return ButirKeamanan("Kata sandi", "berlaku", note, Tautan("Ganti kata sandi", "/akun/sandi/"))


def _second_factor(isi: IsiAkun) -> ButirKeamanan:
    if not isi.kode:
        note = "Setelah kata sandi, Anda diminta kode 6 angka dari telepon Anda."
        return ButirKeamanan("Autentikator", "belum dipasang", note, Tautan("Pasang autentikator", "/akun/autentikator/"))
    left = f"{isi.kode_cadangan} kode cadangan belum terpakai." if isi.kode_cadangan else "Kode cadangan sudah habis."
    return ButirKeamanan("Autentikator", "terpasang", left, Tautan("Ganti autentikator", "/akun/autentikator/"))


def _roles(rows: Sequence[Peran]) -> Tabel:
    heads = (Kolom("Jabatan", ponsel="utama"), Kolom("Unit"), Kolom("Berlaku"))
    cells = tuple((Sel(acting_as(one)), Sel(unit_of(one).nama), validity(one)) for one in rows)
    return Tabel("Peran yang berlaku", heads, cells)


def validity(row: Peran) -> Sel:
    """'sejak 3 Jan 2022', 'sampai 31 Mar 2026', or that it has no end."""
    if row.mulai and row.sampai:
        return Sel(f"{tanggal_panjang(row.mulai)} – {tanggal_panjang(row.sampai)}")
    if row.sampai:
        return Sel(f"sampai {tanggal_panjang(row.sampai)}")
    return Sel(f"sejak {tanggal_panjang(row.mulai)}") if row.mulai else Sel("tanpa batas waktu")


def _devices(rows: Sequence[Perangkat], mine: str) -> Tabel:
    heads = (Kolom("Perangkat", ponsel="utama"), Kolom("Alamat"), Kolom("Masuk sejak"))
    cells = tuple(
        (
            Sel(one.perambah + (" (yang sedang Anda pakai)" if one.kunci == mine else "")),
            Sel(one.alamat, "mono"),
            Sel(tanggal_pendek(one.sejak)),
        )
        for one in rows
    )
    return Tabel("Perangkat", heads, cells)


def _tokens(rows: Sequence[TokenApi], at: datetime) -> Tabel:
    heads = (
        Kolom("Untuk apa", ponsel="utama"),
        Kolom("Awalan"),
        Kolom("Boleh"),
        Kolom("Berlaku sampai"),
        Kolom("Terakhir dipakai"),
        Kolom("Keadaan"),
    )
    return Tabel("Token API", heads, tuple(_token(one, at) for one in rows))


def _token(one: TokenApi, at: datetime) -> tuple[Sel, ...]:
    state = Sel("Cabut", href=f"/akun/token/{one.pk}/cabut/")
    if one.dicabut_pada or one.kedaluwarsa_pada <= at:
        state = Sel("dicabut" if one.dicabut_pada else "kedaluwarsa", "kosong")
    return (
        Sel(one.nama),
        Sel(f"{one.awalan}…", "mono"),
        Sel("membaca dan mengirim" if one.boleh_kirim else "membaca"),
        Sel(tanggal_pendek(one.kedaluwarsa_pada)),
        Sel(tanggal_pendek(one.dipakai_pada)) if one.dipakai_pada else Sel("belum", "kosong"),
        state,
    )


def by_field(issues: Sequence[Issue]) -> dict[str, str]:
    """Field → what is wrong with it and what to do, as it stands beside the field."""
    found: dict[str, str] = {}
    for issue in issues:
        text = f"{issue.apa[0].upper()}{issue.apa[1:]}; {issue.saran}." if issue.saran else f"{issue.apa}."
        found[issue.di_mana] = f"{found[issue.di_mana]} {text}" if issue.di_mana in found else text
    return found


def outside(issues: Sequence[Issue], fields: Sequence[Isian]) -> tuple[Pesan, ...]:
    """Issues that belong to no field of the form."""
    names = {field.nama for field in fields}
    return tuple(Pesan.from_issue(issue) for issue in issues if issue.di_mana not in names)


def password_field(
    nama: str, label: str, galat: str = "", baru: bool = False, petunjuk: str = "", fokus: bool = False
) -> Isian:
    complete = "new-password" if baru else "current-password"
    return Isian(
        nama, label, jenis="sandi", petunjuk=petunjuk, galat=galat, wajib=True, lengkapi_otomatis=complete, fokus=fokus
    )


def build_sandi(kerangka: Kerangka, wajib: bool, issues: Sequence[Issue] = ()) -> HalamanFormulir:
    """Changing one's password; `wajib` when it was handed over and nothing else can be done before."""
    wrong = by_field(issues)
    fields = (
        password_field("lama", "Kata sandi sekarang", wrong.get("lama", ""), fokus=not issues),
        password_field("baru", "Kata sandi baru", wrong.get("baru", ""), True, "Paling sedikit 12 huruf."),
        password_field("ulang", "Kata sandi baru sekali lagi", wrong.get("ulang", ""), True),
    )
    lead = "Setelah diganti, Anda keluar dari semua perangkat lain."
    if wajib:
        lead = "Kata sandi sekali pakai hanya untuk masuk pertama. Pilih kata sandi Anda sendiri untuk melanjutkan."
    return HalamanFormulir(
        kerangka=kerangka,
        judul="Ganti kata sandi",
        lead=lead,
        kelompok=(KelompokIsian("", fields),),
        formulir=Formulir("/akun/sandi/", "Ganti kata sandi"),
        batal=None if wajib else _KE_AKUN,
        pesan=outside(issues, fields),
    )


def build_tanda_tangan(kerangka: Kerangka, pangkat: str, nip: str, issues: Sequence[Issue] = ()) -> HalamanFormulir:
    """What is printed below one's signature; both may stay empty."""
    wrong = by_field(issues)
    fields = (
        Isian(
            "pangkat", "Pangkat", pangkat, petunjuk="Misalnya Pembina (IV/a). Boleh kosong.", galat=wrong.get("pangkat", ""),
            fokus=not issues,
        ),
        Isian("nip", "NIP", nip, petunjuk="18 angka; spasi diabaikan. Boleh kosong.", galat=wrong.get("nip", "")),
    )  # fmt: skip
    return HalamanFormulir(
        kerangka=kerangka,
        judul="Pangkat dan NIP Anda",
        lead="Tercetak di bawah nama Anda pada dokumen yang Anda tanda tangani, mulai cetakan berikutnya.",
        kelompok=(KelompokIsian("", fields),),
        formulir=Formulir("/akun/tanda-tangan/", "Simpan pangkat dan NIP"),
        batal=_KE_AKUN,
        pesan=outside(issues, fields),
    )


def build_autentikator(
    kerangka: Kerangka, alamat: str, kunci: str, issues: Sequence[Issue] = (), tujuan: str = ""
) -> HalamanAutentikator:
    """Setting up the second factor, with the password beside it: whoever finds an open screen cannot do it."""
    wrong = by_field(issues)
    side, path = qr_path(alamat)
    fields = (
        Isian(
            "code",
            "Kode 6 angka",
            jenis="angka",
            petunjuk="Yang sekarang tampil di aplikasi.",
            galat=wrong.get("code", ""),
            wajib=True,
            lengkapi_otomatis="one-time-code",
            fokus=not issues,
        ),
        password_field("sandi", "Kata sandi Anda", wrong.get("sandi", "")),
    )
    hidden = (("next", tujuan),) if tujuan else ()
    return HalamanAutentikator(
        kerangka=kerangka,
        judul="Pasang autentikator",
        lead="Mulai masuk berikutnya, setelah kata sandi Anda diminta kode 6 angka dari telepon Anda.",
        ukuran=side,
        gambar=path,
        kunci=" ".join(kunci[start : start + 4] for start in range(0, len(kunci), 4)),
        isian=fields,
        formulir=Formulir("/akun/autentikator/", "Pasang autentikator", hidden),
        batal=_KE_AKUN,
        pesan=outside(issues, fields),
    )


def build_autentikator_terpasang(kerangka: Kerangka, wajib: bool, issues: Sequence[Issue] = ()) -> HalamanFormulir:
    """Taking the second factor away, to set up another one."""
    fields = (password_field("sandi", "Kata sandi Anda", by_field(issues).get("sandi", ""), fokus=not issues),)
    lead = "Untuk memindahkannya ke telepon lain, lepas dahulu, lalu pasang lagi."
    if wajib:
        lead += " Sampai terpasang lagi, Anda tidak dapat menyetujui atau menerbitkan."
    return HalamanFormulir(
        kerangka=kerangka,
        judul="Autentikator Anda terpasang",
        lead=lead,
        kelompok=(KelompokIsian("", fields),),
        formulir=Formulir("/akun/autentikator/", "Lepas autentikator", (("lepas", "ya"),), menolak=True),
        batal=_KE_AKUN,
        pesan=outside(issues, fields),
        akibat="Kode cadangan yang lama tidak berlaku lagi.",
    )


def build_kode_cadangan(kerangka: Kerangka, kode: Sequence[str], lanjut: str) -> HalamanSekali:
    """The recovery codes, right after the second factor was set up."""
    return HalamanSekali(
        kerangka=kerangka,
        judul="Autentikator terpasang",
        lead="Simpan kode cadangan ini di tempat yang aman. Satu kode menggantikan telepon Anda satu kali.",
        label=f"{len(kode)} kode cadangan",
        rahasia=tuple(f"{one[:4]} {one[4:]}" for one in kode),
        lanjut=Tindakan("Sudah saya simpan", lanjut, "utama"),
        catatan="Kode ini tidak akan tampil lagi. Bila hilang, lepas dan pasang autentikator untuk membuat yang baru.",
    )


def build_token(kerangka: Kerangka, diisi: Mapping[str, str], issues: Sequence[Issue] = ()) -> HalamanFormulir:
    """Making a token: what for, how long, what it may do."""
    wrong = by_field(issues)
    lends = tuple(
        Opsi(value, label, diisi.get("boleh", "baca") == value)
        for value, label in (("baca", "Hanya membaca"), ("kirim", "Membaca dan mengirim register"))
    )
    fields = (
        Isian(
            "nama",
            "Untuk apa",
            diisi.get("nama", ""),
            petunjuk="Misalnya: dasbor Bappeda.",
            galat=wrong.get("nama", ""),
            wajib=True,
            fokus=not issues,
        ),
        Isian(
            "sampai",
            "Berlaku sampai",
            diisi.get("sampai", ""),
            "tanggal",
            "Paling lama satu tahun.",
            wrong.get("sampai", ""),
            wajib=True,
        ),
        Isian("boleh", "Boleh apa", jenis="pilihan", opsi=lends),
        password_field("sandi", "Kata sandi Anda", wrong.get("sandi", "")),
    )
    return HalamanFormulir(
        kerangka=kerangka,
        judul="Buat token API",
        lead="Program pemegang token membaca apa yang boleh Anda baca; ia tidak dapat menyetujui atau membuka identitas.",
        kelompok=(KelompokIsian("", fields),),
        formulir=Formulir("/akun/token/", "Buat token"),
        batal=_KE_AKUN,
        pesan=outside(issues, fields),
    )


def build_token_jadi(kerangka: Kerangka, token: TokenApi, text: str) -> HalamanSekali:
    """The token, this once."""
    return HalamanSekali(
        kerangka=kerangka,
        judul=f"Token “{token.nama}” siap dipakai",
        lead="Salin sekarang: yang tersimpan hanya sidiknya, sehingga token ini tidak dapat ditampilkan lagi.",
        label="Token",
        rahasia=(text,),
        fakta=(
            Fakta("Boleh", "membaca dan mengirim" if token.boleh_kirim else "membaca"),
            Fakta("Berlaku sampai", tanggal_panjang(token.kedaluwarsa_pada)),
        ),
        lanjut=Tindakan("Sudah saya salin", AKUN, "utama"),
        catatan="Program mengirimkannya pada setiap permintaan: Authorization: Bearer, spasi, lalu token.",
    )


def build_cabut_token(kerangka: Kerangka, token: TokenApi) -> HalamanFormulir:
    """Before a token is withdrawn."""
    facts = (Fakta("Awalan", f"{token.awalan}…", mono=True), Fakta("Dibuat", tanggal_pendek(token.dibuat_pada)))
    return HalamanFormulir(
        kerangka=kerangka,
        judul=f"Cabut token “{token.nama}”",
        lead="Program yang memakainya langsung ditolak.",
        kelompok=(),
        fakta=facts,
        formulir=Formulir(f"/akun/token/{token.pk}/cabut/", "Cabut token", (("yakin", "ya"),), menolak=True),
        batal=_KE_AKUN,
    )
