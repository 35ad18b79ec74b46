"""What a document carries that prints more than published figures: stamps up to its newest fact, and who signs it."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from tolok.services.akses import acting_as
from tolok.services.permintaan_cetak import PermintaanCetak, vintage_code
from tolok.services.riwayat import AWAL
from tolok.services.tanda_tangan import city_of, head_signature
from tolok.store.models import LogPerubahan, Peran, PerangkatDaerah, Realisasi
from tolok.values.instant import WIB, tanggal_panjang, tanggal_pendek
from tolok.writing.sheet import Meta, Signature


def stamp(request: PermintaanCetak, published: Sequence[Realisasi], facts: Iterable[datetime], plan: Any) -> Meta:
    """Where the printed figures come from, up to the newest fact in the document: a later change prints the same bytes.

    `facts`: when budgets, grades, words were written that stand beside the figures. With no figure published in it the
    document names the SHA-256 of `plan`, JSON data of what it prints, in place of a snapshot.
    """
    known = [one.diterbitkan_pada for one in published if one.diterbitkan_pada] + list(facts)
    instant = max((one for one in known if one <= request.at), default=request.at)
    last = LogPerubahan.objects.filter(pada__lte=instant).order_by("-urut").first()
    newest = max(published, key=lambda one: one.diterbitkan_pada or request.at, default=None)
    canonical = json.dumps(plan, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return Meta(
        vintage=tuple(vintage_code(one) for one in published),
        snapshot=newest.hash_potret if newest else hashlib.sha256(canonical.encode()).hexdigest(),
        rantai=last.hash if last else AWAL,
        diketahui=f"{tanggal_pendek(instant)} WIB",
        tanggal=instant.astimezone(WIB).date(),
        draf=request.draf,
        periksa=request.periksa,
    )


def signed_at(kantor: PerangkatDaerah, day: date) -> str:
    """Place and date over a signature: `Pasuruan, 27 Januari 2023`."""
    return f"{city_of(kantor)}, {tanggal_panjang(_noon(day))}"


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
