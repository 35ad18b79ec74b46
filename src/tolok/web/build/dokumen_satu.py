"""One document before it is printed: what can be chosen, how its pages look, which figures it holds."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from tolok.services.cetak import checked
from tolok.services.jenis_dokumen import NAMA_BENTUK, JenisDokumen
from tolok.services.permintaan_cetak import AngkaCetak, Dokumen, PermintaanCetak
from tolok.services.pilihan_dokumen import figures_for, levels_for, period_for
from tolok.services.pratinjau_cetak import TERBANYAK, Pratinjau, preview
from tolok.services.selectors import AngkaKantor
from tolok.values.issue import Issue, IssueError
from tolok.web.build.dokumen import bare, buttons, document_address, print_form
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.read_models import Fakta, Formulir, Isian, Kolom, Opsi, Pesan, Sel, Tab, Tabel, Tautan
from tolok.web.read_models.dokumen import GambarHalaman, HalamanSatuDokumen


@dataclass(frozen=True)
class Diminta:
    """What the address or the form asks of a document."""

    indikator: str = ""
    nomor: int = 0
    jabatan: str = ""
    alasan_perubahan: str = ""
    draf: bool = False
    issues: Sequence[Issue] = field(default=())


def request_for(view: Pandangan, kind: JenisDokumen, asked: Diminta, at: datetime | None = None) -> PermintaanCetak:
    """The request that a page or a form makes; a document that speaks of a year takes no triwulan along."""
    triwulan = period_for(kind, view.period).triwulan
    return PermintaanCetak(
        kantor=view.kantor, jenis=kind.kode, tahun=view.period.tahun, at=at or view.at, triwulan=triwulan,
        indikator=asked.indikator, nomor=asked.nomor, jabatan=asked.jabatan, alasan_perubahan=asked.alasan_perubahan,
        draf=asked.draf,
    )  # fmt: skip


def build_satu_dokumen(view: Pandangan, kind: JenisDokumen, asked: Diminta) -> HalamanSatuDokumen:
    """The page of one document. Where nothing can be printed it says why and what to do."""
    figures = figures_for(kind, view.kantor, view.period, view.at, asked.draf)
    asked = _first(kind, asked, figures)
    request = request_for(view, kind, asked)
    found, issues = _preview(view, kind, request)
    trail = (Tautan("Dokumen", view.alamat.ke("dokumen")), Tautan(kind.nama))
    return HalamanSatuDokumen(
        kerangka=frame(view, kind.nama, trail, kini="Dokumen"),
        judul=f"{kind.nama} {request.period.label}",
        lead=_lead(view, kind, request, figures),
        tab=_tabs(view, kind, asked),
        saringan=_fields(view, kind, asked, figures),
        saringan_formulir=_choose_form(view, kind, asked),
        pesan=_messages(view, kind, asked, issues),
        draf=asked.draf,
        kembali=Tautan("Semua dokumen", view.alamat.ke("dokumen")),
        **(_found_part(view, kind, request, found) if found is not None else {}),
    )


def _messages(view: Pandangan, kind: JenisDokumen, asked: Diminta, issues: Sequence[Issue]) -> tuple[Pesan, ...]:
    """What was wrong with a request to print; what keeps the document from being shown, with the way to its draft."""
    told = [Pesan.from_issue(issue) for issue in dict.fromkeys(asked.issues)]
    draft = Tautan("Lihat drafnya", view.alamat.with_query(bare(document_address(view, kind.kode)), draf="ya"))
    link = draft if "cetak_draf" in view.hak and not asked.draf else None
    silent = [issue for issue in dict.fromkeys(issues) if issue not in asked.issues]
    return (*told, *(replace(Pesan.from_issue(issue), bobot="catatan", tautan=link) for issue in silent))


def _preview(view: Pandangan, kind: JenisDokumen, request: PermintaanCetak) -> tuple[Pratinjau | None, Sequence[Issue]]:
    try:
        checked(request, kind.bentuk[0])
        return preview(request, view.orang, view.at), ()
    except IssueError as error:
        return None, error.issues


def _first(kind: JenisDokumen, asked: Diminta, figures: Sequence[AngkaKantor]) -> Diminta:
    if asked.indikator or "indikator" not in kind.wajib or not figures:
        return asked
    return replace(asked, indikator=figures[0].indikator.kode, nomor=0)


def _lead(view: Pandangan, kind: JenisDokumen, request: PermintaanCetak, figures: Sequence[AngkaKantor]) -> str:
    """Whose document it is where one of several is chosen, then what it holds."""
    levels = levels_for(kind, view.kantor, request.tahun, view.at) if request.jabatan else {}
    names = {one.indikator.kode: f"{one.indikator.kode} {one.indikator.nama}" for one in figures}
    subject = names.get(request.indikator, request.indikator) or levels.get(request.jabatan, request.jabatan)
    return f"{subject}. {kind.kalimat}" if subject else kind.kalimat


def _tabs(view: Pandangan, kind: JenisDokumen, asked: Diminta) -> tuple[Tab, ...]:
    if "cetak_draf" not in view.hak:
        return ()
    here, chosen = bare(document_address(view, kind.kode)), {"indikator": asked.indikator, "jabatan": asked.jabatan}
    address = view.alamat.with_query
    return (
        Tab("Resmi", "", address(here, **chosen), kini=not asked.draf),
        Tab("Draf", "", address(here, **chosen, draf="ya"), kini=asked.draf),
    )


def _fields(view: Pandangan, kind: JenisDokumen, asked: Diminta, figures: Sequence[AngkaKantor]) -> tuple[Isian, ...]:
    fields = []
    if figures:
        options = tuple(
            Opsi(one.indikator.kode, f"{one.indikator.kode} · {one.indikator.nama}", one.indikator.kode == asked.indikator)
            for one in figures
        )
        every = () if "indikator" in kind.wajib else (Opsi("", "Semua IKU", not asked.indikator),)
        fields.append(Isian("indikator", "Indikator", asked.indikator, "pilihan", opsi=(*every, *options)))
    chosen = next((one for one in figures if one.indikator.kode == asked.indikator), None)
    if chosen is not None and "nomor" in kind.pilihan and not asked.draf:
        published = [one.realisasi.nomor for one in chosen.terbitan if one.realisasi.diterbitkan_pada]
        if len(published) > 1:
            numbers = (Opsi("", "yang berlaku", not asked.nomor), *(
                Opsi(str(one), f"terbitan {one}", one == asked.nomor) for one in published))  # fmt: skip
            fields.append(Isian("nomor", "Terbitan", str(asked.nomor or ""), "pilihan", opsi=numbers))
    levels = levels_for(kind, view.kantor, view.period.tahun, view.at)
    if levels:
        names = tuple(Opsi(kunci, nama, kunci == (asked.jabatan or "kepala")) for kunci, nama in levels.items())
        fields.append(Isian("jabatan", "Perjanjian siapa", asked.jabatan, "pilihan", opsi=names))
    return tuple(fields)


def _choose_form(view: Pandangan, kind: JenisDokumen, asked: Diminta) -> Formulir:
    hidden = {"diketahui": view.diketahui, "draf": "ya" if asked.draf else ""}
    given = tuple((name, value) for name, value in hidden.items() if value)
    return Formulir(bare(document_address(view, kind.kode)), "Lihat", given)


def _found_part(view: Pandangan, kind: JenisDokumen, request: PermintaanCetak, found: Pratinjau) -> dict[str, Any]:
    """What can only be shown of a document that exists."""
    choices = {
        "indikator": request.indikator, "nomor": str(request.nomor or ""), "jabatan": request.jabatan,
        "alasan_perubahan": request.alasan_perubahan, "draf": "ya" if request.draf else "",
    }  # fmt: skip
    return {
        "gambar": _pictures(view, kind, found),
        "gambar_catatan": f"Yang tampil {TERBANYAK} halaman pertama; selebihnya ada di berkasnya."
        if found.halaman >= TERBANYAK
        else "",
        "cetak": print_form(view, kind.kode, **choices),
        "tombol": buttons(kind),
        "angka": _figures(found.dokumen.angka),
        "fakta": _facts(found.dokumen),
        "catatan": _notes(kind, found.dokumen),
    }


def _pictures(view: Pandangan, kind: JenisDokumen, found: Pratinjau) -> tuple[GambarHalaman, ...]:
    return tuple(
        GambarHalaman(
            bare(view.alamat.ke("dokumen-gambar", jenis_dokumen=kind.kode, kunci_gambar=found.kunci, halaman=one + 1)),
            f"Halaman {one + 1} {kind.nama}", lebar, tinggi,
        )
        for one, (lebar, tinggi) in enumerate(found.ukuran)
    )  # fmt: skip


def _figures(angka: Sequence[AngkaCetak]) -> Tabel | None:
    if not angka:
        return None
    heads = (
        Kolom("Indikator", ponsel="utama"), Kolom("Angka", angka=True, ponsel="angka"), Kolom("Periode", ponsel="kedua"),
    )  # fmt: skip
    rows = tuple((Sel(f"{one.kode}/{one.nomor}"), Sel(one.tampil), Sel(one.periode)) for one in angka)
    return Tabel("Angka terbit di dokumen ini", heads, rows)


def _facts(dokumen: Dokumen) -> tuple[Fakta, ...]:
    meta = dokumen.sheet.meta
    facts = [Fakta("Diketahui", meta.diketahui), Fakta("Kertas", "F4 mendatar" if dokumen.sheet.landscape else "F4 tegak")]
    facts += [Fakta("Sidik data", meta.snapshot[:16], mono=True)] if meta.snapshot else []
    return tuple(facts)


def _notes(kind: JenisDokumen, dokumen: Dokumen) -> tuple[str, ...]:
    forms = " dan ".join(NAMA_BENTUK[one] for one in kind.bentuk)
    if dokumen.sheet.meta.draf:
        return ("Setiap halaman bertuliskan DRAF. Draf tidak memuat kode QR dan tidak dicatat.",)
    if not dokumen.angka:
        return (f"Dokumen ini tidak memuat angka terbit, jadi tidak memuat kode QR. Tersedia: {forms}.",)
    return (
        "Kode QR dibubuhkan saat dicetak. Siapa pun yang memegang kertasnya dapat membandingkan angkanya.",
        "Dokumen yang sama dari terbitan yang sama memakai kode yang sama.",
    )
