"""The action plan: the list of a year, the form of one activity; the decree and the years of the printed plan."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from tolok.services.akses import open_indikator_for, require
from tolok.services.profil_dokumen import change_dokumen
from tolok.services.renaksi import IsianAksi, add_aksi, change_aksi, move_aksi, open_aksi_for, remove_aksi
from tolok.web.build.isian_rencana import Ditolak
from tolok.web.build.kerangka import Pandangan
from tolok.web.build.renaksi import build_aksi, build_profil_dokumen, build_renaksi
from tolok.web.read_models.rencana import HalamanIsianRencana
from tolok.web.views.isian import answer_form, whole
from tolok.web.views.pandangan import office_view, page


@office_view("GET")
def daftar(request: HttpRequest, view: Pandangan) -> HttpResponse:
    return page(request, build_renaksi(view))


@office_view("GET", "POST")
def tambah(request: HttpRequest, view: Pandangan, kode: str) -> HttpResponse:
    require(view.orang, view.kantor, "kelola_rencana")
    iku = open_indikator_for(view.orang, view.kantor.slug, kode)

    def save() -> tuple[str, str]:
        add_aksi(iku, view.period.tahun, _typed(request), by=view.orang, at=timezone.now())
        return f"Satu aksi {iku.kode} ditambahkan.", view.alamat.ke("rencana-aksi")

    return answer_form(request, lambda refused: build_aksi(view, iku, None, refused), save, ("triwulan",))


@office_view("GET", "POST")
def ubah(request: HttpRequest, view: Pandangan, aksi_id: int) -> HttpResponse:
    """Words, order, or taking out, by what the pressed button says; only under the year of the activity."""
    require(view.orang, view.kantor, "kelola_rencana")
    row = open_aksi_for(view.orang, view.kantor.slug, aksi_id)
    if row.tahun != view.period.tahun:
        raise Http404
    action, now, back = request.POST.get("tindakan", ""), timezone.now(), view.alamat.ke("rencana-aksi")

    def save() -> tuple[str, str]:
        if action in ("naik", "turun"):
            moved = move_aksi(row, action == "naik", by=view.orang, at=now)
            return ("Urutan aksi diubah." if moved else "Aksi ini sudah di ujung; urutannya tetap."), back
        if action == "hapus":
            remove_aksi(row, request.POST.get("alasan", ""), by=view.orang, at=now)
            return f"Satu aksi {row.indikator.kode} dihapus.", back
        change_aksi(row, _typed(request), by=view.orang, at=now)
        return f"Aksi {row.indikator.kode} disimpan.", back

    def form(refused: Ditolak) -> HalamanIsianRencana:
        """The second form sends only its own field: the first then shows what is stored."""
        kept = replace(refused, sebagian=True, banyak=None) if action == "hapus" else refused
        return build_aksi(view, row.indikator, row, kept)

    return answer_form(request, form, save, ("triwulan",))


@office_view("GET", "POST")
def profil_dokumen(request: HttpRequest, view: Pandangan) -> HttpResponse:
    require(view.orang, view.kantor, "kelola_rencana")

    def save() -> tuple[str, str]:
        change_dokumen(view.kantor, request.POST.dict(), by=view.orang, at=timezone.now())
        return "Keputusan IKU dan masa Renstra disimpan.", view.alamat.ke("profil")

    return answer_form(request, lambda refused: build_profil_dokumen(view, refused), save)


def _typed(request: HttpRequest) -> IsianAksi:
    sent = request.POST
    quarters = tuple(dict.fromkeys(number for text in sent.getlist("triwulan") if (number := whole(text)) is not None))
    return IsianAksi(
        sent.get("uraian", ""), sent.get("keluaran", ""), whole(sent.get("program")), whole(sent.get("bidang")), quarters,
        sent.get("anggaran", ""),
    )  # fmt: skip
