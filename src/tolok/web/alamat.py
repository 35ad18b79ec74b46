"""Addresses of pages, in one place: `/k/35.75-2.17/2023/KOP-03/`. `diketahui` travels along as a query."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from tolok.store.models import PerangkatDaerah
from tolok.values.period import Period


@dataclass(frozen=True)
class Alamat:
    """Addresses inside one office and period, seen from one instant ('' is now)."""

    slug: str
    period: Period
    diketahui: str = ""

    @classmethod
    def of(cls, kantor: PerangkatDaerah, period: Period, diketahui: str = "") -> "Alamat":
        return cls(kantor.slug, period, diketahui)

    def _path(self, *parts: object, **query: object) -> str:
        asked = {key: value for key, value in query.items() if value not in ("", None)}
        if self.diketahui:
            asked["diketahui"] = self.diketahui
        path = "/".join(str(part) for part in ("", "k", self.slug, *parts, ""))
        return f"{path}?{urlencode(asked)}" if asked else path

    def _dated(self, path: str) -> str:
        return f"{path}?{urlencode({'diketahui': self.diketahui})}" if self.diketahui else path

    def ke(self, nama: str, /, **bagian: object) -> str:
        """Any page inside the office by the name of its address, with the parts that the address asks for."""
        path = reverse(nama, kwargs={"slug": self.slug, "periode": str(self.period), **bagian})
        return self._dated(path)

    def bila_ada(self, nama: str, /, **bagian: object) -> str:
        """As `ke`, but '' where no page of that name exists."""
        try:
            return self.ke(nama, **bagian)
        except NoReverseMatch:
            return ""

    def kota(self) -> str:
        """All offices of the pemda that the reader may see."""
        path = reverse("kota", kwargs={"pemda": self.slug.split("-")[0], "periode": str(self.period)})
        return self._dated(path)

    def wilayah(self, kode: str) -> str:
        """The figures of a province or of the nation, in the same period."""
        path = reverse("wilayah", kwargs={"wilayah": kode, "periode": str(self.period)})
        return self._dated(path)

    def beranda(self) -> str:
        return self._path(self.period)

    def indikator(self, kode: str) -> str:
        return self._path(self.period, kode)

    def lembar(self, kode: str, nomor: int) -> str:
        return self._path(self.period, kode, "terbitan", nomor, "lembar-hitung")

    def terbitan(self, kode: str, nomor: int) -> str:
        return self._path(self.period, kode, "terbitan", nomor)

    def baris(self, kode: str, nomor: int, letak: int, kelompok: str, **saringan: object) -> str:
        return self._path(self.period, kode, "terbitan", nomor, "baris", letak, kelompok, **saringan)

    def unduh_baris(self, kode: str, nomor: int, letak: int, kelompok: str) -> str:
        """The folder of the files of a list of rows."""
        return Alamat(self.slug, self.period)._path(self.period, kode, "terbitan", nomor, "baris", letak, kelompok)

    def with_query(self, path: str, **query: object) -> str:
        """An address with what was asked, the instant included."""
        asked = {key: value for key, value in query.items() if value not in ("", None)}
        if self.diketahui:
            asked["diketahui"] = self.diketahui
        return f"{path}?{urlencode(asked)}" if asked else path

    def langkah(self, kode: str, nomor: int, aksi: str) -> str:
        return self._path(self.period, kode, "terbitan", nomor, aksi)

    def koreksi(self, register: str, entitas: str, tahun: int) -> str:
        return self._path(self.period, "register", register, entitas, tahun, "koreksi")

    def dokumen(self) -> str:
        return self._path(self.period, "dokumen")

    def cetak(self, jenis: str, **pilihan: object) -> str:
        """The page on which a document is looked at before it is printed."""
        return self._path(self.period, "dokumen", jenis, **pilihan)

    def riwayat(self, **saringan: object) -> str:
        return self._path(self.period, "riwayat", **saringan)

    def pilih_periode(self) -> str:
        return self._path(self.period, "pilih-periode")

    def pilih_diketahui(self) -> str:
        return self._path(self.period, "pilih-diketahui")
