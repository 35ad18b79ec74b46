"""Approving: the kepala dinas' step on a verified figure."""

from web.lima_kasus import LimaKasus


class TestSetujui(LimaKasus):
    aksi, sebelum, dari, menjadi = "setujui", 2, "diverifikasi", "disetujui"
    oleh, bukan = "ratna", ("hendra", "siti", "yusuf")
