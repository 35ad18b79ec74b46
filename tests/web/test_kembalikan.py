"""Returning: whose turn it is sends the figure back, with a reason."""

import pytest

from web.lima_kasus import LimaKasus


class TestKembalikan(LimaKasus):
    aksi, sebelum, dari, menjadi = "kembalikan", 2, "diverifikasi", "dikembalikan"
    oleh, bukan = "ratna", ("hendra", "siti", "yusuf")

    @pytest.mark.parametrize("catatan", ["", "   ", "pendek", "123456789", "\t \n", "         x"])
    def test_a_return_without_a_reason_is_refused_and_the_words_are_kept(self, row, masuk, catatan) -> None:
        before = self.state()
        response = masuk(self.oleh).post(self.url, {"versi": str(row.versi), "catatan": catatan})
        assert response.status_code == 409
        assert "Alasan pengembalian" in response.content.decode()
        assert catatan.strip() in response.content.decode()
        assert self.state() == before

    def test_the_reason_is_shown_to_the_office_and_the_operator_may_submit_again(self, row, masuk, angka) -> None:
        masuk(self.oleh).post(self.url, {"versi": str(row.versi), "catatan": "<b>omset</b> dua usaha keliru"})
        page = masuk("siti").get("/k/35.75-2.17/2023/KOP-01/").content.decode()
        assert "&lt;b&gt;omset&lt;/b&gt; dua usaha keliru" in page
        again = masuk("hendra").post(self.url.replace("kembalikan", "ajukan"), {"versi": str(angka("KOP-01").versi)})
        assert again.status_code == 302
        assert angka("KOP-01").status == "diajukan"
