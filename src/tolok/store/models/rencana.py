"""What an office has undertaken: its indicators, their definition versions as used, its targets."""

from typing import ClassVar

from django.db import models

from tolok.store.models.kantor import Bidang, PerangkatDaerah


class Definisi(models.Model):
    """A definition version as it was when a figure was computed from it. Content-addressed, never changed."""

    hash_definisi = models.CharField(primary_key=True, max_length=64)
    kode = models.CharField(max_length=20)
    hash_ukuran = models.CharField(max_length=64)
    berlaku_sejak = models.DateField()
    isi = models.JSONField()


class IndikatorKantor(models.Model):
    """An IKU of an office: a measure of the catalogue on one of the office's tujuan or sasaran."""

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.PROTECT, related_name="indikator")
    kode = models.CharField(max_length=20)
    nama = models.CharField(max_length=200)
    urut = models.IntegerField()
    jenjang = models.CharField(max_length=10)
    tujuan_sasaran = models.TextField()
    bidang = models.ForeignKey(Bidang, null=True, on_delete=models.PROTECT)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["perangkat_daerah", "kode"], name="indikator_kantor_sekali")
        ]
        ordering: ClassVar = ["urut"]


class Target(models.Model):
    """A target of one year, exact (`nilai` as a reduced fraction), with what it rests on. A revision is a new row."""

    indikator = models.ForeignKey(IndikatorKantor, on_delete=models.PROTECT, related_name="target")
    tahun = models.IntegerField()
    nilai = models.CharField(max_length=60)
    dasar = models.TextField(blank=True)
    diketahui_dari = models.DateTimeField()
    oleh = models.CharField(max_length=80, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["indikator", "tahun"])]
