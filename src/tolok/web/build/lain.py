"""The other pages: change log, documents, the choice of period and of the second clock, sign-in, errors."""

from tolok import __version__
from tolok.services.riwayat import verify_chain
from tolok.services.selectors import figures_of, periods_of
from tolok.store.models import LogPerubahan, Realisasi
from tolok.store.models import Pengguna as Orang
from tolok.values.instant import parse_instant, tanggal_panjang, tanggal_pendek
from tolok.values.number import format_angka
from tolok.web.alamat import Alamat
from tolok.web.build.kerangka import Pandangan, bare_frame, frame
from tolok.web.read_models import (
    ButirDokumen,
    Fakta,
    Formulir,
    HalamanDokumen,
    HalamanGalat,
    HalamanMasuk,
    HalamanPilihan,
    HalamanRiwayat,
    Isian,
    Kolom,
    Penomoran,
    Pesan,
    PilihanWaktu,
    Sel,
    Tabel,
    Tautan,
)

PAGE = 50
ACTS = {
    "kiriman.diterima": "Kiriman diterima",
    "baris.dikoreksi": "Baris dikoreksi",
    "realisasi.dihitung": "Angka dihitung",
    "realisasi.diajukan": "Angka diajukan",
    "realisasi.diverifikasi": "Angka diverifikasi",
    "realisasi.disetujui": "Angka disetujui",
    "realisasi.diterbitkan": "Angka diterbitkan",
    "realisasi.dikembalikan": "Angka dikembalikan",
    "kantor.disiapkan": "Kantor disiapkan",
}


def build_riwayat(view: Pandangan, halaman: int) -> HalamanRiwayat:
    """The office's entries, the newest first, and whether the whole chain is unbroken."""
    entries = (
        LogPerubahan.objects.filter(perangkat_daerah=view.kantor, pada__lte=view.at).select_related("oleh").order_by("-urut")
    )
    count = entries.count()
    start = (max(halaman, 1) - 1) * PAGE
    rows = [_entry(one) for one in entries[start : start + PAGE]]
    heads = (
        Kolom("Kapan", ponsel="kedua"),
        Kolom("Apa", ponsel="utama"),
        Kolom("Mengenai"),
        Kolom("Siapa"),
        Kolom("Sidik", ponsel="tanpa"),
    )
    paging = Penomoran(
        f"Catatan {format_angka(start + 1)}–{format_angka(start + len(rows))} dari {format_angka(count)}",
        view.alamat.riwayat(halaman=halaman - 1) if halaman > 1 else "",
        view.alamat.riwayat(halaman=halaman + 1) if start + PAGE < count else "",
    )
    return HalamanRiwayat(
        kerangka=frame(view, "Riwayat", (Tautan("Riwayat"),), kini="Riwayat"),
        judul=f"{format_angka(count)} perubahan tercatat",
        lead="Catatan hanya dapat ditambah. Setiap catatan menyegel catatan sebelumnya dengan sidiknya.",
        rantai=_chain(),
        saringan=(),
        saringan_alamat=view.alamat.riwayat(),
        tabel=Tabel("Riwayat perubahan", heads, tuple(rows)),
        penomoran=paging,
        kosong="" if rows else "Belum ada perubahan yang tercatat.",
    )  # fmt: skip


def _entry(one: LogPerubahan) -> tuple[Sel, ...]:
    who = one.oleh.nama if one.oleh else "sistem"
    return (
        Sel(tanggal_pendek(one.pada)),
        Sel(ACTS.get(one.tindakan, one.tindakan)),
        Sel(one.objek),
        Sel(who),
        Sel(one.hash[:12], "mono"),
    )


def _chain() -> Pesan:
    chain = verify_chain()
    if chain.putus_di is not None:
        return Pesan("salah", f"Rantai putus di catatan {chain.putus_di}", "Catatan itu atau yang sebelumnya pernah diubah.")
    return Pesan(
        "berhasil", "Rantai utuh", f"{format_angka(chain.jumlah)} catatan diperiksa. Sidik terakhir {chain.kepala[:16]}."
    )


def build_dokumen(view: Pandangan) -> HalamanDokumen:
    """What can be printed from published vintages of the period."""
    figures = figures_of(view.kantor, view.period, view.at)
    published = [f.terbit for f in figures if f.terbit]
    last = max((one.realisasi.diterbitkan_pada for one in published), default=None)
    known = (Fakta("Angka terbit", f"{len(published)} dari {len(figures)}"),)
    if last:
        known += (Fakta("Terbitan terakhir", tanggal_pendek(last)),)
    table = ButirDokumen(
        judul=f"Tabel IKU {view.period.label}",
        keterangan="Sasaran, indikator, formulasi, realisasi, target, dan keterangan; PDF/A, F4 mendatar.",
        fakta=known,
        href=view.alamat.iku_pdf() if published else "",
        tombol="Unduh PDF",
        alasan="" if published else "Belum ada angka yang diterbitkan untuk periode ini.",
    )
    return HalamanDokumen(
        kerangka=frame(view, "Dokumen", (Tautan("Dokumen"),), kini="Dokumen"),
        judul="Dokumen resmi",
        lead="Dicetak dari terbitan yang beku; angka di layar, API, dan PDF sama.",
        dokumen=(table,),
        cara_periksa="Setiap lembar memuat kode terbitan dan sidik potret datanya.",
    )


def build_pilih_periode(view: Pandangan) -> HalamanPilihan:
    """Every period that the office has measured."""
    choices = tuple(
        PilihanWaktu(
            one.label[0].upper() + one.label[1:],
            Alamat(view.kantor.slug, one, view.diketahui).beranda(),
            kini=one == view.period,
        )
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
    days = Realisasi.objects.filter(indikator__perangkat_daerah=view.kantor, diterbitkan_pada__isnull=False)
    dates = sorted({one.diterbitkan_pada.astimezone().date() for one in days.only("diterbitkan_pada")}, reverse=True)[:12]
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


def build_masuk(path: str, username: str = "", gagal: str = "", contoh: bool = False, tujuan: str = "") -> HalamanMasuk:
    """Sign-in; a failure never says which of the two was wrong."""
    hidden = (("next", tujuan),) if tujuan else ()
    return HalamanMasuk(
        kerangka=bare_frame("Masuk", path),
        pemda="",
        perangkat_daerah="",
        pengguna=Isian("username", "Nama pengguna", username, wajib=True, fokus=not gagal, lengkapi_otomatis="username"),
        sandi=Isian(
            "password", "Kata sandi", jenis="sandi", wajib=True, fokus=bool(gagal), lengkapi_otomatis="current-password"
        ),
        formulir=Formulir("/masuk/", "Masuk", hidden),
        gagal=Pesan("salah", "Belum bisa masuk", gagal) if gagal else None,
        bantuan="Lupa kata sandi? Hubungi admin kantor Anda.",
        data_contoh=contoh,
        versi=f"Tolok {__version__} · terpasang di kantor ini, tanpa internet",
    )


_ERRORS = {
    "403": ("Ini belum boleh dibuka", "Halaman ini bukan untuk peran Anda, atau formulirnya sudah terlalu lama terbuka."),
    "404": ("Halaman tidak ditemukan", "Alamatnya keliru, atau halaman itu bukan milik kantor Anda."),
    "405": ("Langkah ini tidak dikenal", "Halaman ini tidak menerima cara itu."),
    "500": ("Ada yang rusak di sini", "Bukan salah Anda. Yang Anda simpan sebelumnya tetap ada."),
}


def build_galat(kode: str, path: str, rujukan: str = "", orang: Orang | None = None) -> HalamanGalat:
    """An error page in plain words with one next step."""
    judul, isi = _ERRORS[kode]
    return HalamanGalat(bare_frame(judul, path, orang), kode, judul, isi, Tautan("Ke beranda", "/"), rujukan)
