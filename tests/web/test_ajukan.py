"""Submitting: the operator's step on a draft."""

from web.lima_kasus import LimaKasus


class TestAjukan(LimaKasus):
    aksi, sebelum, dari, menjadi = "ajukan", 0, "draf", "diajukan"
    oleh, bukan = "hendra", ("siti", "ratna", "yusuf")
