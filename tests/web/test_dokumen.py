"""The documents page and its PDF: from published vintages only, for the people of the office only."""

from datetime import datetime

import pypdfium2
import pytest
from django.test import Client

from tolok.services.cetak_iku import iku_pdf
from tolok.store.models import IndikatorKantor, Target
from tolok.values.instant import WIB
from tolok.values.period import Period
from web.lima_kasus import CSP, person_with

P = "/k/35.75-2.17/2023/dokumen/"


def words(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        return "".join(document[page].get_textpage().get_text_range() for page in range(len(document)))
    finally:
        document.close()


def test_every_role_of_the_office_reads_it_also_one_that_only_reads(masuk) -> None:
    reader = Client()
    reader.force_login(person_with("pengawas", "inspektorat"))
    for client in (masuk("hendra"), masuk("siti"), masuk("ratna"), masuk("yusuf"), reader):
        page = client.get(P)
        assert page.status_code == 200
        assert "/k/35.75-2.17/2023/dokumen/iku.pdf" in page.content.decode()
        pdf = client.get(P + "iku.pdf")
        assert (pdf.status_code, pdf["Content-Type"], pdf.content[:5]) == (200, "application/pdf", b"%PDF-")
        assert pdf["Content-Disposition"] == 'inline; filename="IKU-35.75-2.17-2023.pdf"'


@pytest.mark.parametrize("path", [P, P + "iku.pdf"])
def test_anonymous_the_other_office_and_other_methods(path, masuk) -> None:
    assert Client().get(path)["Location"] == f"/masuk/?next={path}"
    assert masuk("dadang").get(path).status_code == 404
    assert masuk("hendra").post(path).status_code == 405
    assert masuk("hendra").get(path)["Content-Security-Policy"].startswith(CSP)


@pytest.mark.parametrize("period", ["2024", "2023-TW2", "2019"])
def test_a_period_without_a_published_figure_has_no_pdf_and_says_so(period, masuk) -> None:
    address = f"/k/35.75-2.17/{period}/dokumen/"
    assert "Belum ada angka yang diterbitkan" in masuk("yusuf").get(address).content.decode()
    assert masuk("yusuf").get(address + "iku.pdf").status_code == 404


def test_before_the_first_publication_there_was_no_pdf(masuk) -> None:
    assert masuk("yusuf").get(P + "iku.pdf?diketahui=2024-01-25").status_code == 404
    assert masuk("yusuf").get(P + "iku.pdf?diketahui=2024-01-26").status_code == 200


def test_the_same_vintages_print_the_same_bytes(kantor) -> None:
    first, second = (iku_pdf(kantor, Period(2023), datetime(2026, 1, day, tzinfo=WIB)) for day in (5, 6))
    assert first == second


def test_a_target_revised_after_publication_does_not_change_what_was_published(kantor) -> None:
    """The printed capaian rests on the target that stood when the figure was published."""
    at = datetime(2026, 1, 6, tzinfo=WIB)
    before = iku_pdf(kantor, Period(2023), at)
    Target.objects.create(
        indikator=IndikatorKantor.objects.get(perangkat_daerah=kantor, kode="KOP-03"),
        tahun=2023,
        nilai="99",
        dasar="revisi",
        diketahui_dari=datetime(2025, 6, 1, tzinfo=WIB),
    )
    assert iku_pdf(kantor, Period(2023), at) == before
    assert "99,00" not in words(before or b"")


def test_a_figure_in_approval_is_not_printed(kantor) -> None:
    text = words(iku_pdf(kantor, Period(2023), datetime(2026, 1, 6, tzinfo=WIB)) or b"")
    assert "7,73" in text
    assert "4,35" not in text
    assert "33,30" not in text
    assert text.count("belum terbit") == 3
