"""The frame around every page of one reader: navigation, the two clocks, messages."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.urls import NoReverseMatch

from tolok import __version__
from tolok.services.akses import acting_as, roles_in, roles_of
from tolok.services.hak import HAK, Hak
from tolok.services.selectors import opened_periods, waiting_for
from tolok.services.wilayah import regions_of
from tolok.store.models import Pengguna as Orang
from tolok.store.models import Peran, PerangkatDaerah, PeriodePengukuran, Realisasi
from tolok.values.instant import tanggal_panjang
from tolok.values.period import Period
from tolok.web.alamat import Alamat
from tolok.web.read_models import ButirNavigasi, Kerangka, Konteks, Pengguna, Pesan, Tautan

CATATAN_CONTOH = "Data contoh: nama orang, koperasi, usaha, dan angka dikarang, kecuali nama indikator serta " \
    "angka yang tercetak dalam dokumen IKU."  # fmt: skip


@dataclass(frozen=True)
class Pandangan:
    """Who looks at which office and period, from which instant. `at` is the instant asked; `lampau` when it is past."""

    orang: Orang
    kantor: PerangkatDaerah
    period: Period
    at: datetime
    lampau: bool
    diketahui: str
    path: str
    pesan: Sequence[Pesan] = field(default=())

    @property
    def alamat(self) -> Alamat:
        return Alamat.of(self.kantor, self.period, self.diketahui)

    @property
    def known_words(self) -> str:
        """The second clock in words: `hari ini, 7 Oktober 2024`, or the past day alone."""
        known = tanggal_panjang(self.at)
        return known if self.lampau else f"hari ini, {known}"

    @cached_property
    def peran(self) -> tuple[Peran, ...]:
        """What the reader is, here and elsewhere; asked once for a page."""
        return tuple(roles_of(self.orang))

    @cached_property
    def roles(self) -> dict[str, Peran]:
        return dict(roles_in(self.orang, self.kantor, held=self.peran))

    @cached_property
    def hak(self) -> frozenset[str]:
        """Rights that the reader's roles carry here: which doors are shown. Opening one asks again, denials included."""
        return frozenset(hak for hak, allowed in HAK.items() if not allowed.isdisjoint(self.roles))

    @cached_property
    def dibuka(self) -> dict[Period, PeriodePengukuran]:
        """The periods that the office has opened, with their deadlines; asked once for a page."""
        return opened_periods(self.kantor, self.at)

    @cached_property
    def menunggu(self) -> list[Realisasi]:
        """Figures whose next step is the reader's; asked once for a page."""
        return waiting_for(self.roles, self.kantor)


def frame(view: Pandangan, judul: str, jejak: Sequence[Tautan] = (), kini: str = "") -> Kerangka:
    """The frame of a page inside an office; `kini` names the navigation entry to which the page belongs."""
    return Kerangka(
        judul=judul,
        alamat=view.path,
        kaki=_kaki(view.kantor),
        navigasi=_navigasi(view, kini),
        pengguna=Pengguna(view.orang.nama, ", ".join(acting_as(role) for role in view.roles.values())),
        konteks=_konteks(view, jejak),
        pesan=tuple(view.pesan),
        catatan_kaki=CATATAN_CONTOH if view.kantor.contoh else "",
        tautan_kaki=(Tautan("Sistem desain", "/sistem-desain/"),),
        beranda_href=view.alamat.beranda(),
        masuk_href="/masuk/",
        keluar_href="/keluar/",
        tema_href="/tema/",
    )


def bare_frame(judul: str, path: str, orang: Orang | None = None) -> Kerangka:
    """The frame of a page outside any office: sign-in, errors, the design system."""
    return Kerangka(
        judul=judul,
        alamat=path,
        kaki=f"Tolok {__version__}",
        pengguna=Pengguna(orang.nama, "") if orang else None,
        masuk_href="/masuk/",
        keluar_href="/keluar/",
        tema_href="/tema/",
    )


def _kaki(kantor: PerangkatDaerah) -> str:
    return f"Tolok {__version__} · {kantor.nama} {kantor.pemda.nama}"


# Label → name of the address and the right that opens it.
_NAVIGATION: tuple[tuple[str, str, Hak], ...] = (
    ("Beranda", "beranda", "lihat_kantor"),
    ("Tugas", "tugas", "lihat_kantor"),
    ("Indikator", "daftar-indikator", "lihat_kantor"),
    ("Register", "register", "lihat_baris"),
    ("Dokumen", "dokumen", "lihat_kantor"),
    ("Pohon kinerja", "pohon", "lihat_kantor"),
    ("Pengawasan", "temuan", "lihat_baris"),
    ("Riwayat", "riwayat", "lihat_kantor"),
    ("Orang", "orang", "kelola_orang"),
    ("Sistem", "sistem", "kelola_sistem"),
)


def _navigasi(view: Pandangan, kini: str) -> tuple[ButirNavigasi, ...]:
    """What the reader's roles may open, with the count of figures that wait for him."""
    waiting = len(view.menunggu)
    whole = any(not role.perangkat_daerah_id for role in view.roles.values())  # a role in the whole pemda
    city = (ButirNavigasi("Kota", view.alamat.kota()),) if whole else ()
    beyond = regions_of(view.orang) if any("." not in role.pemda_id for role in view.peran) else ()
    regions = (ButirNavigasi("Wilayah", view.alamat.wilayah(beyond[0])),) if beyond else ()
    return (
        regions
        + city
        + tuple(
            ButirNavigasi(label, view.alamat.ke(nama), label == kini, str(waiting) if waiting and nama == "tugas" else "")
            for label, nama, hak in _NAVIGATION
            if not HAK[hak].isdisjoint(view.roles) and _exists(nama, view)
        )
    )


def _exists(nama: str, view: Pandangan) -> bool:
    try:
        return bool(view.alamat.ke(nama))
    except NoReverseMatch:
        return False


def _konteks(view: Pandangan, jejak: Sequence[Tautan]) -> Konteks:
    office = Tautan(f"{view.kantor.pemda.nama} · {view.kantor.nama}", view.alamat.beranda() if jejak else "")
    known = tanggal_panjang(view.at)
    return Konteks(
        jejak=(office, *jejak),
        periode=Tautan(view.period.title, view.alamat.pilih_periode()),
        diketahui=Tautan(known if view.lampau else f"hari ini, {known}", view.alamat.pilih_diketahui()),
        data_contoh=view.kantor.contoh,
        kalimat_lampau=f"Anda melihat keadaan {known}." if view.lampau else "",
        kini_href=view.path if view.lampau else "",
    )
