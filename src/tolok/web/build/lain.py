"""The other pages: the choice of period and of the second clock, errors."""

from tolok.services.selectors import periods_of, publications_of
from tolok.store.models import Pengguna as Orang
from tolok.values.instant import parse_instant, tanggal_panjang
from tolok.web.alamat import Alamat
from tolok.web.build.kerangka import Pandangan, bare_frame, frame
from tolok.web.read_models import Formulir, HalamanGalat, HalamanPilihan, Isian, PilihanWaktu, Tautan


def build_pilih_periode(view: Pandangan) -> HalamanPilihan:
    """Every period that the office has measured."""
    choices = tuple(
        PilihanWaktu(one.title, Alamat(view.kantor.slug, one, view.diketahui).beranda(), kini=one == view.period)
        for one in periods_of(view.kantor)
    )
    return HalamanPilihan(
        kerangka=frame(view, "Pilih periode", (Tautan("Pilih periode"),)),
        judul="Pilih periode",
        lead="Periode yang sudah dihitung di kantor ini.",
        pilihan=choices,
        kembali=Tautan("Kembali", view.alamat.beranda()),
    )


def build_pilih_diketahui(view: Pandangan, galat: str = "", diisi: str = "") -> HalamanPilihan:
    """Today, the days on which something was published, or any other day."""
    dates = sorted({one.astimezone().date() for one in publications_of(view.kantor)}, reverse=True)[:12]
    now = Alamat(view.kantor.slug, view.period)
    choices = [PilihanWaktu("Hari ini", now.beranda(), "keadaan yang berlaku sekarang", not view.lampau)]
    for day in dates:
        iso = day.isoformat()
        href = Alamat(view.kantor.slug, view.period, iso).beranda()
        choices.append(
            PilihanWaktu(tanggal_panjang(parse_instant(iso)), href, "ada angka terbit pada hari itu", view.diketahui == iso)
        )
    field = Isian("diketahui", "Tanggal lain", diisi, "tanggal", "Keadaan pada akhir hari itu.", galat)
    return HalamanPilihan(
        kerangka=frame(view, "Pilih keadaan", (Tautan("Pilih keadaan"),)),
        judul="Sebagaimana diketahui pada",
        lead="Lihat angka seperti yang diketahui pada suatu hari di masa lalu.",
        pilihan=tuple(choices),
        kembali=Tautan("Kembali", view.alamat.beranda()),
        isian=field,
        formulir=Formulir(now.beranda(), "Lihat keadaan"),
    )


_ERRORS = {
    "403": ("Ini belum boleh dibuka", "Halaman ini bukan untuk peran Anda, atau formulirnya sudah terlalu lama terbuka."),
    "404": ("Halaman tidak ditemukan", "Alamatnya keliru, atau halaman itu bukan milik kantor Anda."),
    "405": ("Langkah ini tidak dikenal", "Halaman ini tidak menerima cara itu."),
    "429": ("Terlalu sering", "Terlalu banyak permintaan dari perangkat ini. Tunggu beberapa menit, lalu coba lagi."),
    "500": ("Ada yang rusak di sini", "Bukan salah Anda. Yang Anda simpan sebelumnya tetap ada."),
}


def build_galat(kode: str, path: str, rujukan: str = "", orang: Orang | None = None) -> HalamanGalat:
    """An error page in plain words with one next step."""
    judul, isi = _ERRORS[kode]
    return HalamanGalat(bare_frame(judul, path, orang), kode, judul, isi, Tautan("Ke beranda", "/"), rujukan)
