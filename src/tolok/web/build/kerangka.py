"""The frame around every page of one reader: navigation, the two clocks, messages."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from tolok import __version__
from tolok.services.akses import roles_in
from tolok.services.selectors import waiting_for
from tolok.store.models import Pengguna as Orang
from tolok.store.models import Peran, PerangkatDaerah
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
    def roles(self) -> dict[str, Peran]:
        return dict(roles_in(self.orang, self.kantor))


def frame(view: Pandangan, judul: str, jejak: Sequence[Tautan] = (), kini: str = "") -> Kerangka:
    """The frame of a page inside an office; `kini` names the navigation entry to which the page belongs."""
    return Kerangka(
        judul=judul,
        alamat=view.path,
        kaki=_kaki(view.kantor),
        navigasi=_navigasi(view, kini),
        pengguna=Pengguna(view.orang.nama, ", ".join(role.jabatan for role in view.roles.values())),
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


def _navigasi(view: Pandangan, kini: str) -> tuple[ButirNavigasi, ...]:
    waiting = len(waiting_for(view.roles, view.kantor))
    entries = [
        ButirNavigasi("Beranda", view.alamat.beranda(), jumlah=str(waiting) if waiting else ""),
        ButirNavigasi("Dokumen", view.alamat.dokumen()),
        ButirNavigasi("Riwayat", view.alamat.riwayat()),
    ]
    return tuple(replace(entry, kini=entry.label == kini) for entry in entries)


def _konteks(view: Pandangan, jejak: Sequence[Tautan]) -> Konteks:
    office = Tautan(f"{view.kantor.pemda.nama} · {view.kantor.nama}", view.alamat.beranda() if jejak else "")
    label = view.period.label
    known = tanggal_panjang(view.at)
    return Konteks(
        jejak=(office, *jejak),
        periode=Tautan(label[0].upper() + label[1:], view.alamat.pilih_periode()),
        diketahui=Tautan(known if view.lampau else f"hari ini, {known}", view.alamat.pilih_diketahui()),
        data_contoh=view.kantor.contoh,
        kalimat_lampau=f"Anda melihat keadaan {known}." if view.lampau else "",
        kini_href=view.path if view.lampau else "",
    )
