"""The frame around pages of a province or ministry: where the reader stands, the way up, the periods that are held."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse

from tolok.measurement.nasional import level_of
from tolok.services import paket
from tolok.services.akses import list_kantor_for, roles_of
from tolok.services.wilayah import regions_of
from tolok.store.models import KubusWilayah, Pengguna
from tolok.values.instant import tanggal_panjang
from tolok.values.period import Period
from tolok.values.region import TINGKAT, ancestor, covers
from tolok.web.build.kerangka import CATATAN_CONTOH, bare_frame
from tolok.web.read_models import ButirNavigasi, Fakta, Kerangka, Konteks, Pesan, Tautan
from tolok.web.read_models import Pengguna as Pembaca
from tolok.web.read_models.wilayah import PilihPeriode


@dataclass(frozen=True)
class Berdiri:
    """Where a reader of regions stands: who, in which region and period, knowing what was known at `at`."""

    orang: Pengguna
    wilayah: str
    period: Period
    at: datetime
    diketahui: str
    path: str
    pesan: tuple[Pesan, ...] = ()

    def ke(self, nama: str, wilayah: str = "", period: Period | None = None, **bagian: str) -> str:
        """A page of a region by the name of its address; the asked instant travels along."""
        path = reverse(nama, kwargs={"wilayah": wilayah or self.wilayah, "periode": str(period or self.period), **bagian})
        return f"{path}?diketahui={self.diketahui}" if self.diketahui else path


def region_name(code: str) -> str:
    """`Jawa Timur`, `Kota Pasuruan`, `Indonesia`, `tanpa wilayah`."""
    return paket.region_tree().name(code)


def region_frame(stand: Berdiri, judul: str, kubus: KubusWilayah | None, kode: str = "", kini: str = "") -> Kerangka:
    """The frame of a page of a region: no office is meant, so the navigation leads to regions and to the reader's own."""
    roles = dict.fromkeys(role.jabatan for role in roles_of(stand.orang) if "." not in role.pemda_id)
    mine = list_kantor_for(stand.orang)
    known = tanggal_panjang(kubus.diketahui) if kubus else tanggal_panjang(stand.at)
    context = Konteks(
        jejak=_trail(stand, kode),
        periode=Tautan(stand.period.title, "#periode"),
        diketahui=Tautan(known, "#keadaan"),
        data_contoh=stand.orang.contoh,
        kalimat_lampau=f"Anda melihat keadaan {tanggal_panjang(stand.at)}." if stand.diketahui else "",
        kini_href=stand.path if stand.diketahui else "",
    )
    offices = (ButirNavigasi("Kantor saya", f"/k/{mine[0].slug}/{stand.period}/"),) if mine else ()
    return replace(
        bare_frame(judul, stand.path, stand.orang),
        navigasi=(ButirNavigasi("Wilayah", stand.ke("wilayah"), kini == "Wilayah"), *offices),
        pengguna=Pembaca(stand.orang.nama, ", ".join(roles)),
        konteks=context,
        pesan=stand.pesan,
        beranda_href=stand.ke("wilayah"),
        catatan_kaki=CATATAN_CONTOH if context.data_contoh else "",
        tautan_kaki=(Tautan("Sistem desain", "/sistem-desain/"),),
    )


def _trail(stand: Berdiri, kode: str) -> tuple[Tautan, ...]:
    """From the widest region that the reader may open down to this one."""
    reach = regions_of(stand.orang)
    line = [ancestor(stand.wilayah, one) for one in TINGKAT[: TINGKAT.index(level_of(stand.wilayah))]]
    shown = [one for one in line if any(covers(mine, one) for mine in reach)]
    links = [Tautan(region_name(one), _page(stand, one, kode)) for one in shown]
    here = Tautan(region_name(stand.wilayah), stand.ke("wilayah") if kode else "")
    return (*links, here, *((Tautan(kode),) if kode else ()))


def _page(stand: Berdiri, wilayah: str, kode: str) -> str:
    return stand.ke("wilayah-indikator", wilayah, kode=kode) if kode else stand.ke("wilayah", wilayah)


def period_choice(stand: Berdiri, periods: Sequence[Period], nama: str, **bagian: str) -> PilihPeriode:
    """The periods that the totals answer, the newest first."""
    return tuple(
        (Tautan(one.label.removeprefix("tahun "), stand.ke(nama, period=one, **bagian)), one == stand.period)
        for one in periods
    )


def seal_of(kubus: KubusWilayah) -> tuple[Fakta, ...]:
    """What the figures of a page rest on."""
    return (
        Fakta("Keadaan data", tanggal_panjang(kubus.diketahui)),
        Fakta("Potret", f"{len(kubus.potret)} potongan dari {len({one[1] for one in kubus.potret})} pemda"),
        Fakta("Sidik", kubus.hash[:16], mono=True),
    )
