"""Forms of a program's indicators: add, change with the target of the year, remove."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tolok.services.akses import require
from tolok.services.program import open_program_for
from tolok.services.program_indikator import (
    IsianIndikatorProgram,
    add_indikator_program,
    change_indikator_program,
    open_indikator_program_for,
    remove_indikator_program,
)
from tolok.web.build.kerangka import Pandangan
from tolok.web.build.program_indikator import build_indikator_program
from tolok.web.views.isian import answer_form
from tolok.web.views.pandangan import office_view


@office_view("GET", "POST")
def tambah_indikator_program(request: HttpRequest, view: Pandangan, program_id: int) -> HttpResponse:
    require(view.orang, view.kantor, "kelola_rencana")
    program = open_program_for(view.orang, view.kantor.slug, program_id)

    def save() -> tuple[str, str]:
        add_indikator_program(program, _typed(request), view.period.tahun, by=view.orang, at=timezone.now())
        return f"Indikator {program.kode} ditambahkan.", view.alamat.ke("program", program_id=program.pk)

    return answer_form(request, lambda refused: build_indikator_program(view, program, None, refused), save)


@office_view("GET", "POST")
def ubah_indikator_program(
    request: HttpRequest, view: Pandangan, program_id: int, indikator_program_id: int
) -> HttpResponse:
    """Words and target, or removal, by what the pressed button says."""
    require(view.orang, view.kantor, "kelola_rencana")
    row = open_indikator_program_for(view.orang, view.kantor.slug, program_id, indikator_program_id)
    program, now, removes = row.program, timezone.now(), request.POST.get("tindakan") == "hapus"

    def save() -> tuple[str, str]:
        back = view.alamat.ke("program", program_id=program.pk)
        if removes:
            remove_indikator_program(row, request.POST.get("alasan_hapus", ""), by=view.orang, at=now)
            return f"Satu indikator {program.kode} dihapus.", back
        alasan = request.POST.get("alasan", "")
        change_indikator_program(row, _typed(request), view.period.tahun, alasan, by=view.orang, at=now)
        return f"Indikator {program.kode} disimpan.", back

    return answer_form(
        request, lambda refused: build_indikator_program(view, program, row, replace(refused, sebagian=removes)), save
    )


def _typed(request: HttpRequest) -> IsianIndikatorProgram:
    return IsianIndikatorProgram(*(request.POST.get(nama, "") for nama in ("nama", "satuan", "sasaran", "target")))
