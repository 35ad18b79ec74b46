"""My tasks: what a person has to do, what he waits for, what he finished; each kind appears and goes with its cause."""

from datetime import date, timedelta

from django.utils import timezone

from services.ukur_bersama import AT, LATER, pdf, tell, type_in, where
from tolok.measurement.tenggat import Batas
from tolok.services.periode import batas_of, batas_text, change_deadlines, row_of
from tolok.services.persetujuan import take_step
from tolok.services.tugas import finished_of, important_dates, late_words, tasks_of
from tolok.services.tugas_papan import Papan, papan_of
from tolok.store.models import PeriodePengukuran, Unggahan, UsulDefinisi
from tolok.values.period import Period
from web.lima_kasus import bring

DAY = date(2026, 2, 2)


def board(orang, kantor, at=AT) -> Papan:
    """The board with deadlines that do not depend on the day on which the demonstration was made."""
    days = [DAY + timedelta(days=days) for days in (-5, -2, 3, 5, 9)]
    PeriodePengukuran.objects.filter(perangkat_daerah=kantor).update(
        **dict(zip(("batas_data", "batas_ajukan", "batas_verifikasi", "batas_setujui", "batas_terbit"), days, strict=True))
    )
    return papan_of(orang, kantor, at)


def titles(orang, kantor, at=AT) -> tuple[list[str], list[str]]:
    mine, others = tasks_of(board(orang, kantor, at))
    return [one.judul for one in mine], [one.judul for one in others]


def test_each_of_the_four_has_the_figures_that_wait_for_him(orang, kantor) -> None:
    PeriodePengukuran.objects.filter(perangkat_daerah=kantor).exclude(tahun=2023).delete()
    UsulDefinisi.objects.filter(perangkat_daerah=kantor).update(status="draf")
    assert titles(orang("ratna"), kantor)[0] == ["Setujui UM-01, tahun 2023: 4,35%"]
    assert "Terbitkan UM-02, tahun 2023: 33,30%" in titles(orang("yusuf"), kantor)[0]
    assert "Ajukan KOP-01, tahun 2023: 6,73%" in titles(orang("hendra"), kantor)[0]
    assert titles(orang("siti"), kantor)[0] == []
    assert titles(orang("indra"), kantor) == ([], [])
    assert titles(orang("galuh"), kantor) == ([], [])


def test_scope_decides_an_operator_of_one_bidang_sees_that_bidang_only(orang, kantor) -> None:
    mine, others = titles(orang("dewi"), kantor)
    assert all("UM-" in one for one in (*mine, *others) if "nilai" not in one and ".xlsx" not in one and "Kirim" not in one)


def test_an_explanation_that_is_missing_is_a_task_and_holds_its_figure_up(orang, kantor, angka) -> None:
    row = angka("KOP-01", 2024)
    mine, others = titles(orang("hendra"), kantor)
    assert "Tulis penghambat dan tindak lanjut KOP-01, tahun 2024" in mine
    assert "KOP-01, tahun 2024: 6,31%" in others
    tell(row, orang("hendra"), tindak_lanjut="")
    assert "Tulis tindak lanjut KOP-01, tahun 2024" in titles(orang("hendra"), kantor)[0]
    tell(row, orang("hendra"))
    mine, others = titles(orang("hendra"), kantor)
    assert "Ajukan KOP-01, tahun 2024: 6,31%" in mine
    assert not [one for one in others if one.startswith("KOP-01, tahun 2024")]


def test_a_typed_figure_without_evidence_is_a_task(orang, kantor, angka) -> None:
    row = type_in(angka("KOP-01"), orang("hendra"), nilai="9")
    assert "Lampirkan bukti KOP-01, tahun 2023" in titles(orang("hendra"), kantor)[0]
    pdf(row, orang("hendra"))
    assert "Ajukan KOP-01, tahun 2023: 9,00%" in titles(orang("hendra"), kantor)[0]


def test_a_returned_figure_is_the_task_of_whoever_submitted_it_with_the_words_of_the_return(orang, kantor, angka) -> None:
    row = bring(angka("KOP-01"), 1)
    at = row.langkah.last().pada + timedelta(days=1)
    take_step("kembalikan", by=orang("siti"), versi=row.versi, at=at, catatan="omset perlu diperiksa", **where(row))
    mine, _ = tasks_of(board(orang("hendra"), kantor, at))
    task = next(one for one in mine if one.judul == "Perbaiki KOP-01, tahun 2023")
    assert (task.status, task.keterangan) == ("dikembalikan", "Siti Maimunah: “omset perlu diperiksa”")
    _, others = tasks_of(board(orang("siti"), kantor, at))
    assert any(one.judul.startswith("KOP-01, tahun 2023") and one.status == "dikembalikan" for one in others)


def test_who_took_a_step_waits_for_the_next_by_name(orang, kantor, angka) -> None:
    row = bring(angka("KOP-01"), 1)
    mine, others = tasks_of(board(orang("hendra"), kantor, row.langkah.last().pada))
    task = next(one for one in others if one.judul.startswith("KOP-01, tahun 2023"))
    assert (task.oleh, task.keterangan, task.status, task.sejak) == (
        "Siti Maimunah", "Anda ajukan", "diajukan", row.langkah.last().pada,
    )  # fmt: skip
    assert not [one for one in mine if "KOP-01, tahun 2023" in one.judul]


def test_what_is_late_comes_first_and_is_counted_in_the_heading(orang, kantor) -> None:
    mine, _ = tasks_of(board(orang("hendra"), kantor))
    days = [one.batas for one in mine]
    assert days == sorted(days, key=lambda day: day or date.max)
    late = sum(one.batas == DAY - timedelta(days=2) for one in mine)
    assert late > 1
    assert late_words(mine, DAY).startswith(f"{len(mine)} tugas untuk Anda, ")
    assert late_words([], DAY) == "Tidak ada tugas untuk Anda"


def test_uploads_and_proposals_wait_for_whoever_decides_them(orang, kantor) -> None:
    made = {"perangkat_daerah": kantor, "oleh": orang("dewi")}
    Unggahan.objects.create(
        register="usaha", periode="2024", berkas="usaha.xlsx", sha256="0" * 64, ukuran=1, status="siap", pada=AT, **made
    )
    UsulDefinisi.objects.create(
        kode="UM-01", isi="", status="diajukan", alasan="populasi", dibuat_pada=AT, diubah_pada=AT, **made
    )
    assert "Terima atau tolak usaha.xlsx" in titles(orang("hendra"), kantor)[0]
    assert "Putuskan usul definisi UM-01" in titles(orang("ratna"), kantor)[0]
    mine, others = titles(orang("dewi"), kantor)
    assert "Usul definisi UM-01" in others
    assert "Putuskan usul definisi UM-01" not in mine
    before = tasks_of(papan_of(orang("ratna"), kantor, AT - timedelta(days=1)))[0]
    assert not [one for one in before if "usul definisi UM-01" in one.judul]


def test_the_perencana_is_told_to_open_the_year_that_has_ended_and_to_close_what_is_done(orang, kantor, angka) -> None:
    assert "Buka tahun 2025" in titles(orang("yusuf"), kantor)[0]
    assert "Buka tahun 2025" not in titles(orang("ratna"), kantor)[0]
    PeriodePengukuran.objects.filter(perangkat_daerah=kantor, tahun=2022).update(ditutup_pada=None)
    assert "Tutup tahun 2022" in titles(orang("yusuf"), kantor)[0]


def test_what_was_done_in_the_last_seven_days_stands_once_and_then_goes(orang, kantor, angka) -> None:
    row = angka("KOP-01", 2024)
    tell(row, orang("hendra"), at=AT)
    pdf(row, orang("hendra"), at=AT)
    pdf(row, orang("hendra"), at=AT, isi=b"%PDF-lain")
    done = finished_of(papan_of(orang("hendra"), kantor, LATER))
    assert [one.judul for one in done] == ["Lampirkan bukti KOP-01, tahun 2024", "Tulis penjelasan KOP-01, tahun 2024"]
    assert finished_of(papan_of(orang("hendra"), kantor, AT + timedelta(days=8))) == []
    assert finished_of(papan_of(orang("siti"), kantor, LATER)) == []


def test_important_dates_are_the_next_deadlines_of_open_periods(orang, kantor) -> None:
    found = important_dates(board(orang("ratna"), kantor))
    assert [one[0] for one in found] == sorted(one[0] for one in found)
    assert all(one[0] >= DAY for one in found)
    assert any(one[1] == "Batas verifikasi tahun 2023" for one in found)
    period = row_of(kantor, Period(2023))
    moved = Batas(*[DAY] * 4, DAY + timedelta(days=1))
    change_deadlines(
        kantor, Period(2023), moved, "menunggu rapat", dasar=batas_text(batas_of(period)), by=orang("yusuf"), at=AT
    )
    assert (DAY, "Batas data tahun 2023", Period(2023)) in important_dates(papan_of(orang("ratna"), kantor, AT), 20)


def test_the_board_costs_few_queries(orang, kantor, django_assert_max_num_queries) -> None:
    papan = board(orang("hendra"), kantor)
    with django_assert_max_num_queries(31):
        tasks_of(papan)
        finished_of(papan)
        important_dates(papan)
    assert timezone.localdate(AT) == DAY
