"""Figures on their way from computed to published, and every step that a person took."""

from typing import ClassVar

from django.db import models

from tolok.store.models.kantor import Pengguna
from tolok.store.models.register import Kiriman
from tolok.store.models.rencana import Definisi, IndikatorKantor


class Realisasi(models.Model):
    """One vintage of one figure. `nilai` is the exact fraction as text, or empty with `alasan` saying why.

    `lembar` is the calculation sheet with every total, exclusion and piece hash. Once published, the row never changes
    (a trigger sees to it); a correction is the next `nomor` with its reason.
    """

    indikator = models.ForeignKey(IndikatorKantor, on_delete=models.PROTECT, related_name="realisasi")
    tahun = models.IntegerField()
    triwulan = models.IntegerField(default=0)
    nomor = models.IntegerField()
    status = models.CharField(max_length=14, default="draf")
    nilai = models.CharField(max_length=200, blank=True)
    alasan = models.CharField(max_length=80, blank=True)
    tampil = models.CharField(max_length=60, blank=True)
    lembar = models.JSONField()
    hash_potret = models.CharField(max_length=64)
    definisi = models.ForeignKey(Definisi, on_delete=models.PROTECT)
    diketahui = models.DateTimeField()
    koreksi = models.ForeignKey(Kiriman, null=True, on_delete=models.PROTECT)
    alasan_koreksi = models.TextField(blank=True)
    dihitung_pada = models.DateTimeField()
    target = models.CharField(max_length=60, blank=True)
    capaian = models.JSONField(default=dict)
    diterbitkan_pada = models.DateTimeField(null=True)
    versi = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["indikator", "tahun", "triwulan", "nomor"], name="realisasi_sekali"),
            models.CheckConstraint(
                condition=models.Q(nilai="", tampil="") & ~models.Q(alasan="") | ~models.Q(nilai="") & models.Q(alasan=""),
                name="nilai_atau_alasan",
            ),
        ]


class Langkah(models.Model):
    """A step taken on a figure: who, in which role, when, with which words. Only ever added to."""

    realisasi = models.ForeignKey(Realisasi, on_delete=models.PROTECT, related_name="langkah")
    aksi = models.CharField(max_length=12)
    peran = models.CharField(max_length=20)
    oleh = models.ForeignKey(Pengguna, on_delete=models.PROTECT)
    pada = models.DateTimeField()
    catatan = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
