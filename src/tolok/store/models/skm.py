"""The public survey: services that are asked about, how many use them, and answers until their day's delivery."""

from typing import ClassVar

from django.db import models

from tolok.store.models.kantor import Pengguna, PerangkatDaerah
from tolok.store.models.register import Kiriman


class Layanan(models.Model):
    """A public service of an office, by its code in addresses and in the register. Closed, it takes no more answers."""

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.PROTECT, related_name="layanan")
    kode = models.CharField(max_length=40)
    nama = models.CharField(max_length=120)
    dibuka_pada = models.DateTimeField()
    ditutup_pada = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["perangkat_daerah", "kode"], name="layanan_sekali")]
        ordering: ClassVar = ["id"]


class PenggunaLayanan(models.Model):
    """How many people used a service in a year: the population of the next survey's sample. Only added to."""

    layanan = models.ForeignKey(Layanan, on_delete=models.PROTECT, related_name="pengguna_layanan")
    tahun = models.IntegerField()
    banyak = models.BigIntegerField()
    oleh = models.ForeignKey(Pengguna, null=True, on_delete=models.PROTECT)
    pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]


class JawabanSkm(models.Model):
    """One answer set, until it goes into the register with its day's delivery. Nothing in it says who answered.

    `saran` is free text in which people may name themselves or others: sealed here, kept in `Identitas` afterwards.
    """

    layanan = models.ForeignKey(Layanan, on_delete=models.PROTECT, related_name="jawaban")
    hari = models.DateField()
    isi = models.JSONField()
    saran = models.BinaryField(null=True)
    pada = models.DateTimeField()
    kiriman = models.ForeignKey(Kiriman, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["layanan", "hari"])]


class PerangkatSkm(models.Model):
    """That a device answered today: a keyed hash that changes every day and is thrown away the day after."""

    layanan = models.ForeignKey(Layanan, on_delete=models.CASCADE, related_name="+")
    hari = models.DateField()
    sidik = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["layanan", "hari", "sidik"], name="perangkat_sekali_sehari")
        ]
