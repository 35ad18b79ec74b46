"""The catalogue as pages: searchable, each definition beside what the office has, taken up in two clicks."""

from collections.abc import Sequence

from tolok.catalogue.definition import Definisi
from tolok.services import katalog
from tolok.web.build.isian_rencana import BARU, Ditolak, plan_tabs, plan_trail, with_faults
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.build.rencana import iku_fields, unit_text
from tolok.web.read_models import Fakta, Formulir, Isian, Tautan, Tindakan
from tolok.web.read_models.hitung import Tab
from tolok.web.read_models.rencana import (
    ButirKatalog,
    HalamanIsianRencana,
    HalamanKatalog,
    KebutuhanData,
    KelompokIsian,
    KelompokKatalog,
)

_KINDS = (
    ("KOP", "Koperasi"), ("UM", "Usaha mikro"), ("EKO", "Ekonomi"), ("TK", "Tata kelola dan pelayanan"),
    ("MUTU", "Mutu data dan lainnya"),
)  # fmt: skip
ARAH = {"naik": "makin tinggi makin baik", "turun": "makin rendah makin baik", "stabil": "tepat target paling baik"}


def build_katalog(view: Pandangan, cari: str, jenis: str = "") -> HalamanKatalog:
    """One kind of definitions, or all in which the words occur; the heading counts them."""
    found = katalog.catalogue_for(view.kantor, cari)
    shown = jenis if jenis in dict(_KINDS) else _KINDS[0][0]
    used = sum(one.dipakai is not None for one in found)
    ready = sum(one.lengkap and one.dipakai is None for one in found)
    hint = f"{used} sudah dipakai; untuk {ready} lainnya kantor ini sudah punya datanya."
    return HalamanKatalog(
        kerangka=frame(view, "Katalog", plan_trail(view, "Katalog"), kini="Indikator"),
        judul=f"{len(found)} indikator siap pakai" + (f" memuat “{cari}”" if cari else ""),
        lead=hint if found else "",
        tab=plan_tabs(view, "Katalog"),
        saringan=(Isian("cari", "Cari nama, kode, atau sumber data", cari),),
        saringan_alamat=view.alamat.ke("katalog"),
        jenis=() if cari else _kinds(view, found, shown),
        kelompok=_groups(view, [one for one in found if cari or _kind(one) == shown]),
        tersaring=bool(cari),
        kosong="" if found else "Tidak ada indikator dengan kata itu. Coba satu kata saja, misalnya koperasi.",
    )


def _kind(one: katalog.ButirKatalog) -> str:
    """The kind that a code belongs to; a code of no known kind stands with the last."""
    begin = one.definisi.kode.split("-")[0]
    return begin if begin in dict(_KINDS) else _KINDS[-1][0]


def _kinds(view: Pandangan, found: Sequence[katalog.ButirKatalog], shown: str) -> tuple[Tab, ...]:
    base = view.alamat.ke("katalog")
    mark = "&" if "?" in base else "?"
    counts = {kind: sum(_kind(one) == kind for one in found) for kind, _ in _KINDS}
    return tuple(Tab(label, str(counts[kind]), f"{base}{mark}jenis={kind}", kind == shown) for kind, label in _KINDS)


def _groups(view: Pandangan, found: Sequence[katalog.ButirKatalog]) -> tuple[KelompokKatalog, ...]:
    known = dict(_KINDS)
    groups = ((kind, [one for one in found if _kind(one) == kind]) for kind in known)
    return tuple(
        KelompokKatalog(known.get(kind, kind), tuple(_item(view, one) for one in some)) for kind, some in groups if some
    )


def short_line(definisi: Definisi) -> str:
    """Unit and direction in one line."""
    waits = " · menunggu keputusan" if definisi.status == "perlu keputusan" else ""
    return f"Satuan {unit_text(definisi)} · {ARAH[definisi.arah]} · {definisi.tipe_hitung}{waits}"


def _item(view: Pandangan, one: katalog.ButirKatalog) -> ButirKatalog:
    kode = one.definisi.kode
    take = Tindakan(f"Pakai {kode}", view.alamat.ke("pakai", kode_katalog=kode))
    used = Tautan("Sudah dipakai", view.alamat.ke("kartu", kode=kode)) if one.dipakai else None
    return ButirKatalog(
        kode=kode,
        nama=one.definisi.nama,
        href=view.alamat.ke("kartu-katalog", kode_katalog=kode),
        definisi=one.definisi.definisi,
        kalimat=one.kalimat[:1].upper() + one.kalimat[1:],
        keterangan=short_line(one.definisi),
        kebutuhan=tuple(KebutuhanData(need.label, need.ada) for need in one.kebutuhan),
        dipakai=used,
        pakai=take if used is None and "kelola_rencana" in view.hak else None,
    )


def build_pakai(view: Pandangan, one: katalog.ButirKatalog, ditolak: Ditolak = BARU) -> HalamanIsianRencana:
    """The second click: where the definition hangs and whose it is."""
    kode = one.definisi.kode
    lacking = [need.label for need in one.kebutuhan if not need.ada]
    trail = (*plan_trail(view), Tautan("Katalog", view.alamat.ke("katalog")), Tautan(kode))
    data = "Belum ada: " + ", ".join(lacking) if lacking else "Semua sudah pernah dikirim"
    page = HalamanIsianRencana(
        kerangka=frame(view, f"Pakai {kode}", trail, kini="Indikator"),
        judul=f"Pakai {kode} sebagai IKU",
        lead=one.definisi.nama,
        kelompok=(KelompokIsian(judul="Letak di rencana", isian=iku_fields(view, None, ditolak)),),
        formulir=Formulir(view.alamat.ke("pakai", kode_katalog=kode), f"Pakai {kode}"),
        batal=Tautan("Batal", view.alamat.ke("katalog")),
        samping_judul="Indikator ini",
        samping=(
            Fakta("Satuan", unit_text(one.definisi)),
            Fakta("Arah", ARAH[one.definisi.arah]),
            Fakta("Data", data),
            Fakta("Kartu", "Lihat definisinya", view.alamat.ke("kartu-katalog", kode_katalog=kode)),
        ),
        samping_isi=one.definisi.definisi,
    )  # fmt: skip
    return with_faults(page, ditolak)
