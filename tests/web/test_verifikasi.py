"""Verifying: the verifikator's step on a submitted figure."""

from web.lima_kasus import LimaKasus


class TestVerifikasi(LimaKasus):
    aksi, sebelum, dari, menjadi = "verifikasi", 1, "diajukan", "diverifikasi"
    oleh, bukan = "siti", ("hendra", "ratna", "yusuf")
