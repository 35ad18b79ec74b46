"""The pages before anyone is known: sign-in and its second step."""

from django.urls import NoReverseMatch, reverse

from tolok import __version__
from tolok.services.akun import any_demo_people, place_name
from tolok.web.build.kerangka import bare_frame
from tolok.web.read_models import Formulir, HalamanMasuk, Isian, Pesan, Tautan


def build_masuk(path: str, username: str = "", gagal: str = "", tujuan: str = "") -> HalamanMasuk:
    """Sign-in; a failure never says which of the two was wrong."""
    hidden = (("next", tujuan),) if tujuan else ()
    pemda, kantor = place_name()
    return HalamanMasuk(
        kerangka=bare_frame("Masuk", path),
        judul="Masuk",
        pemda=pemda,
        perangkat_daerah=kantor,
        isian=(
            Isian("username", "Nama pengguna", username, wajib=True, fokus=not gagal, lengkapi_otomatis="username"),
            Isian(
                "password", "Kata sandi", jenis="sandi", wajib=True, fokus=bool(gagal), lengkapi_otomatis="current-password"
            ),
        ),
        formulir=Formulir("/masuk/", "Masuk", hidden),
        gagal=Pesan("salah", "Belum bisa masuk", gagal) if gagal else None,
        keterangan="Bila autentikator Anda terpasang, setelah ini Anda diminta kode 6 angka.",
        bantuan="Lupa kata sandi? Hubungi admin pemda Anda.",
        publik=_public_page(),
        data_contoh=any_demo_people(),
        versi=f"Tolok {__version__} · terpasang di kantor ini, tanpa internet",
    )


def _public_page() -> Tautan | None:
    try:
        return Tautan("Lihat kinerja dinas tanpa masuk", reverse("publik"))
    except NoReverseMatch:
        return None


_WRONG = Pesan(
    "salah", "Kode tidak cocok", "Tulis kode yang sedang tampil di aplikasi autentikator; kode berganti tiap 30 detik."
)
_TOO_OFTEN = Pesan(
    "salah", "Terlalu banyak kode yang keliru", "Tunggu 15 menit, lalu coba lagi, atau hubungi admin pemda Anda."
)


def build_kode(path: str, terlalu_sering: bool | None = None) -> HalamanMasuk:
    """The second step; `terlalu_sering` says why the last code was refused, None that none was tried."""
    gagal = None if terlalu_sering is None else _TOO_OFTEN if terlalu_sering else _WRONG
    code = Isian(
        "code",
        "Kode",
        jenis="angka",
        petunjuk="6 angka dari aplikasi autentikator, atau 8 angka dari kode cadangan Anda.",
        wajib=True,
        fokus=True,
        lengkapi_otomatis="one-time-code",
    )
    return HalamanMasuk(
        kerangka=bare_frame("Kode masuk", path),
        judul="Kode masuk",
        isian=(code,),
        formulir=Formulir("/masuk/kode/", "Masuk dengan kode ini"),
        gagal=gagal,
        bantuan="Telepon hilang? Pakai kode cadangan Anda, atau hubungi admin pemda Anda.",
        kembali=Tautan("Masuk sebagai orang lain", "/masuk/"),
        versi=f"Tolok {__version__} · terpasang di kantor ini, tanpa internet",
    )
