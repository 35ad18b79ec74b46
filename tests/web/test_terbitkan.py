"""Publishing: the perencana's step on an approved figure, after which it never changes."""

from tolok.store.models import Realisasi
from web.lima_kasus import LimaKasus, bring


class TestTerbitkan(LimaKasus):
    aksi, sebelum, dari, menjadi = "terbitkan", 3, "disetujui", "diterbitkan"
    oleh, bukan = "yusuf", ("hendra", "siti", "ratna")

    def test_a_figure_without_a_value_is_not_published(self, angka, masuk) -> None:
        row = angka("KOP-01")
        Realisasi.objects.filter(pk=row.pk).update(nilai="", tampil="", alasan="penyebut nol")
        row = bring(row, 3)
        page = masuk("yusuf").get(self.url).content.decode()
        assert 'name="versi"' not in page
        response = masuk("yusuf").post(self.url, {"versi": str(row.versi)})
        assert response.status_code == 409
        assert "Belum ada angka: penyebut nol." in response.content.decode()
        assert angka("KOP-01").status == "disetujui"

    def test_a_figure_of_half_the_regions_is_not_published(self, angka, masuk) -> None:
        row = angka("KOP-01")
        row.lembar["wilayah"]["35.75"]["tanda"] = ["sebagian (17/34)"]
        row.save()
        row = bring(row, 3)
        response = masuk("yusuf").post(self.url, {"versi": str(row.versi)})
        assert response.status_code == 409
        assert "Data baru dikirim sebagian." in response.content.decode()
        assert angka("KOP-01").status == "disetujui"

    def test_what_is_published_says_so_and_can_be_printed(self, row, masuk, angka) -> None:
        masuk("yusuf").post(self.url, self.body(row))
        published = angka("KOP-01")
        assert published.target == "15/2"
        assert published.capaian["nilai"] == "3500/39"
        assert published.capaian["kebijakan"]
        assert published.diterbitkan_pada is not None
        assert masuk("ratna").get("/k/35.75-2.17/2023/dokumen/iku/").status_code == 200
