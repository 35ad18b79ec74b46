"""The summary of a region: every indicator that offices promised, and the offices of this installation inside it."""

from collections.abc import Mapping

from tolok.catalogue.definition import Definisi
from tolok.measurement.hitung import HasilWilayah
from tolok.measurement.nasional import Penyampaian, level_of
from tolok.services.wilayah import RingkasanWilayah
from tolok.store.models import PerangkatDaerah
from tolok.web.build.wilayah import coverage_bar, figure_words
from tolok.web.build.wilayah_kerangka import Berdiri, period_choice, region_frame, region_name, seal_of
from tolok.web.read_models import Kolom, Pesan, Sel, Tabel, Tautan
from tolok.web.read_models.wilayah import BarisRingkasan, HalamanRingkasan


def build_ringkasan(
    stand: Berdiri, found: RingkasanWilayah, offices: Mapping[str, tuple[PerangkatDaerah, ...]]
) -> HalamanRingkasan:
    """Every promised indicator in one region, and the offices of this installation inside it."""
    name, period = region_name(stand.wilayah), stand.period
    most = max((deliveries for _, _, deliveries, _ in found.angka), key=lambda one: len(one.lengkap), default=None)
    upper = level_of(stand.wilayah) in ("nasional", "provinsi")
    number = f"{len(most.lengkap)} dari {most.semua} kabupaten/kota" if most is not None and upper else name
    verb = "menyampaikan" if most is not None and most.lengkap else "belum menyampaikan"
    return HalamanRingkasan(
        kerangka=region_frame(stand, f"Wilayah {name}", found.kubus, kini="Wilayah"),
        judul=f"{number} {verb} data {period.label}",
        lead=f"{name}: {len(found.angka)} indikator yang dijanjikan kantor, dijumlahkan dari barisnya. Tanpa peringkat.",
        baris=tuple(_summary_row(stand, found, *one) for one in found.angka),
        periode=period_choice(stand, found.periode, "wilayah"),
        kantor=_offices(stand, offices),
        kantor_judul=f"{sum(map(len, offices.values()))} kantor memakai Tolok",
        lain=tuple(
            Tautan(f"{one.kode} {one.nama}", stand.ke("wilayah-indikator", kode=one.kode)) for one in found.lain
        ),
        sidik=seal_of(found.kubus),
    )  # fmt: skip


def _summary_row(
    stand: Berdiri, found: RingkasanWilayah, definisi: Definisi, figure: HasilWilayah, given: Penyampaian, published: int
) -> BarisRingkasan:
    words = figure_words(figure, definisi, definisi.kode in found.tersembunyi)
    unit = words.satuan if words.satuan == "%" else f" {words.satuan}" if words.satuan not in ("nilai", "indeks") else ""
    return BarisRingkasan(
        kode=definisi.kode,
        nama=definisi.nama,
        href=stand.ke("wilayah-indikator", kode=definisi.kode),
        teks=f"{words.teks}{unit}" if words.teks else words.alasan.removeprefix("Belum ada angka: ").lower(),
        hampa=not words.teks,
        cakupan=coverage_bar(given, stand.wilayah),
        terbit=f"{published} kantor" if published else "belum ada",
        sebanding_href=stand.ke("wilayah-sebanding", kode=definisi.kode) if published else "",
    )


def _offices(stand: Berdiri, offices: Mapping[str, tuple[PerangkatDaerah, ...]]) -> Tabel | None:
    if not offices or level_of(stand.wilayah) not in ("nasional", "provinsi"):
        return None
    rows = tuple(
        (Sel(region_name(pemda), href=stand.ke("wilayah", pemda)), Sel(one.nama), Sel(one.kode, "mono"))
        for pemda, here in offices.items() for one in here
    )  # fmt: skip
    columns = (Kolom("Kabupaten/kota", ponsel="utama"), Kolom("Kantor"), Kolom("Kode", ponsel="tanpa"))
    return Tabel("Kantor di Tolok", columns, rows)


def build_kosong(stand: Berdiri) -> HalamanRingkasan:
    """What is said while nothing was totalled, or nothing by the asked instant."""
    name = region_name(stand.wilayah)
    return HalamanRingkasan(
        kerangka=region_frame(stand, f"Wilayah {name}", None, kini="Wilayah"),
        judul="Angka wilayah belum dijumlahkan",
        lead=f"{name}, {stand.period.label}",
        kosong=Pesan(
            "kosong",
            "Belum ada jumlah yang dapat dibaca",
            "Jumlah disusun di latar sesudah kantor menerbitkan angka, atau oleh pengelola dengan perintah tolok kubus.",
        ),
    )
