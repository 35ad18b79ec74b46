"""Who signs what an office prints: its head on a day, with rank and number where the person has given them."""

from datetime import datetime

from django.db.models import Q

from tolok.services.akses import acting_as
from tolok.store.models import Peran, PerangkatDaerah
from tolok.values.instant import WIB
from tolok.writing.sheet import Signature


def head_at(kantor: PerangkatDaerah, at: datetime) -> Peran | None:
    """The role by which somebody heads the office at an instant; its holder comes before who stands in for him."""
    day = at.astimezone(WIB).date()
    held = Peran.objects.filter(perangkat_daerah=kantor, peran="kepala_dinas")
    held = held.filter(Q(dicabut_pada=None) | Q(dicabut_pada__gt=at))
    dated = held.filter(Q(mulai=None) | Q(mulai__lte=day), Q(sampai=None) | Q(sampai__gte=day))
    return dated.select_related("pengguna").order_by("sifat", "id").first()


def city_of(kantor: PerangkatDaerah) -> str:
    """Where the office writes from: `Pasuruan` for Kota Pasuruan."""
    return str(kantor.pemda.nama).removeprefix("Kota ").removeprefix("Kabupaten ").removeprefix("Provinsi ")


def office_held(head: Peran, kantor: PerangkatDaerah) -> str:
    """The office held, in full: `Kepala Dinas Koperasi dan Usaha Mikro`, `Plt Kepala Dinas …`."""
    whole = kantor.nama.removeprefix("Dinas ") if head.jabatan.endswith("Dinas") else kantor.nama
    return f"{acting_as(head)} {whole}"


def head_signature(kantor: PerangkatDaerah, at: datetime, tempat_tanggal: str) -> Signature | None:
    """The signature of the office's head at an instant, under a place and date; None while nobody heads it."""
    head = head_at(kantor, at)
    if head is None:
        return None
    jabatan = f"{office_held(head, kantor)}\n{kantor.pemda.nama}"
    return Signature(tempat_tanggal, jabatan, head.pengguna.nama, head.pengguna.pangkat, head.pengguna.nip)
