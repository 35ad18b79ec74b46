"""What stands in the addresses of definitions: a proposal of UM-01 that was refused, and a second version of it."""

from datetime import datetime

from tolok.catalogue.text import write_text
from tolok.services.naskah import base_content, compose, first_isian
from tolok.store.models import DefinisiKantor, Pengguna, PerangkatDaerah, UsulDefinisi
from tolok.values.instant import WIB

PADA = datetime(2025, 1, 30, 9, tzinfo=WIB)


def buat() -> dict[str, str]:
    """The proposal is over, so that the editor stays free; the version begins after every figure."""
    kantor = PerangkatDaerah.objects.get(kode="35.75/2.17")
    base = base_content(kantor, "UM-01", PADA)
    text = write_text(compose(base, first_isian(base, PADA.date()), {})).replace("dasar: ''", "dasar: nota dinas (dikarang)")
    siti = Pengguna.objects.get(username="siti")
    usul = UsulDefinisi.objects.create(
        perangkat_daerah=kantor, kode="UM-01", isi=text, alasan="alasan yang dikarang", status="ditolak", oleh=siti,
        dibuat_pada=PADA, diubah_pada=PADA,
    )  # fmt: skip
    DefinisiKantor.objects.create(
        perangkat_daerah=kantor, kode="UM-01", isi=text, alasan="alasan yang dikarang", diketahui_dari=PADA, oleh=None
    )
    return {"usul_nomor": str(usul.pk), "versi_ke": "2"}
