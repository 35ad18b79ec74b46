"""What the office and its inspectorate say about each other's work: grades of the LKE, follow-up of recommendations."""

from typing import ClassVar

from django.db import models

from tolok.store.models.kantor import Pengguna, PerangkatDaerah


class NilaiLke(models.Model):
    """A grade for one sub-komponen of one year, by the office itself or by the evaluator. Only added to, the newest holds.

    `penilai`: mandiri, evaluator. `kriteria`: numbers of the criteria that were found fulfilled.
    """

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.PROTECT, related_name="nilai_lke")
    tahun = models.IntegerField()
    sub = models.CharField(max_length=8)
    penilai = models.CharField(max_length=10)
    grade = models.CharField(max_length=2)
    kriteria = models.JSONField(default=list)
    catatan = models.TextField(blank=True)
    bukti = models.TextField(blank=True)
    oleh = models.ForeignKey(Pengguna, null=True, on_delete=models.PROTECT)
    pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["perangkat_daerah", "tahun"])]


class TindakLanjut(models.Model):
    """What the office did about one recommendation (its entity in the register `rekomendasi`). Only added to.

    `aksi`: dilaporkan (the office reports), diputuskan (the inspectorate decides a status, by a letter).
    """

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.PROTECT, related_name="tindak_lanjut")
    rekomendasi = models.CharField(max_length=32)
    aksi = models.CharField(max_length=12)
    isi = models.TextField()
    tanggal = models.DateField()
    nilai = models.BigIntegerField(null=True)
    bukti = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=40, blank=True)
    oleh = models.ForeignKey(Pengguna, null=True, on_delete=models.PROTECT)
    pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["perangkat_daerah", "rekomendasi"])]
