"""Who signs what an office prints: its head on a day, with rank and number where the person has given them."""

from datetime import date, datetime

from django.db.models import Q

from tolok.services.akses import acting_as
from tolok.store.models import Peran, PerangkatDaerah
from tolok.values.instant import WIB, tanggal_panjang
from tolok.writing.sheet import Signature

PANGKAT_TERPANJANG = 60
ANGKA_NIP = 18


def folded_nip(typed: str) -> str:
    """A NIP without the spaces with which it is often written: `19800101 200501 1 001`."""
    return "".join(typed.split())


def is_nip(nip: str) -> bool:
    """Whether a text is eighteen digits."""
    return len(nip) == ANGKA_NIP and nip.isascii() and nip.isdecimal()


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


def signed_at(kantor: PerangkatDaerah, day: date) -> str:
    """Place and date over a signature: `Pasuruan, 27 Januari 2023`."""
    return f"{city_of(kantor)}, {tanggal_panjang(day)}"


def sign_by_head(kantor: PerangkatDaerah, day: date) -> Signature | None:
    """The kepala dinas on a day, or who stands in for him; None where nobody is."""
    return head_signature(kantor, _noon(day), signed_at(kantor, day))


def sign_by_inspector(kantor: PerangkatDaerah, day: date) -> Signature | None:
    """The Inspektur of the office's pemda on a day, or whoever else speaks for its Inspektorat; None where nobody does."""
    held = Peran.objects.filter(pemda=kantor.pemda, perangkat_daerah=None, peran="inspektorat")
    held = held.filter(Q(dicabut_pada=None) | Q(dicabut_pada__gt=_noon(day)))
    dated = held.filter(Q(mulai=None) | Q(mulai__lte=day), Q(sampai=None) | Q(sampai__gte=day))
    rows = list(dated.select_related("pengguna").order_by("sifat", "id"))
    chosen = next((one for one in rows if one.jabatan.casefold().startswith("inspektur")), rows[0] if rows else None)
    if chosen is None:
        return None
    who, jabatan = chosen.pengguna, f"{acting_as(chosen)}\n{kantor.pemda.nama}"
    return Signature(signed_at(kantor, day), jabatan, who.nama, who.pangkat, who.nip)


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=WIB)
