"""Figures on their way from computed to published, and every step that a person took."""

from typing import ClassVar

from django.db import models

from tolok.store.models.json_berurut import JSONBerurut
from tolok.store.models.kantor import Pengguna, PerangkatDaerah
from tolok.store.models.register import Kiriman
from tolok.store.models.rencana import Definisi, IndikatorKantor


class PeriodePengukuran(models.Model):
    """A period in which an office measures: who opened it, and by when each step is due. Closing it is an instant."""

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.PROTECT, related_name="periode")
    tahun = models.IntegerField()
    triwulan = models.IntegerField(default=0)
    dibuka_pada = models.DateTimeField()
    oleh = models.ForeignKey(Pengguna, null=True, on_delete=models.PROTECT)
    batas_data = models.DateField()
    batas_ajukan = models.DateField()
    batas_verifikasi = models.DateField()
    batas_setujui = models.DateField()
    batas_terbit = models.DateField()
    ditutup_pada = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["perangkat_daerah", "tahun", "triwulan"], name="periode_sekali")
        ]


class Realisasi(models.Model):
    """One vintage of one figure. `nilai` is the exact fraction as text, or empty with `alasan` saying why.

    `cara` diketik: the declared exception, with `alasan_ketik` and evidence, where no register can give the figure.
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
    lembar = JSONBerurut()
    hash_potret = models.CharField(max_length=64)
    definisi = models.ForeignKey(Definisi, on_delete=models.PROTECT)
    diketahui = models.DateTimeField()
    koreksi = models.ForeignKey(Kiriman, null=True, on_delete=models.PROTECT)
    alasan_koreksi = models.TextField(blank=True)
    dihitung_pada = models.DateTimeField()
    target = models.CharField(max_length=60, blank=True)
    capaian = models.JSONField(default=dict)
    diterbitkan_pada = models.DateTimeField(null=True)
    cara = models.CharField(max_length=8, default="dihitung")
    alasan_ketik = models.TextField(blank=True)
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
    """A step taken on a figure: who, in which role and acting as what (Plh Kepala Dinas), when, with which words.

    Only ever added to.
    """

    realisasi = models.ForeignKey(Realisasi, on_delete=models.PROTECT, related_name="langkah")
    aksi = models.CharField(max_length=12)
    peran = models.CharField(max_length=20)
    sebagai = models.CharField(max_length=160, blank=True)
    oleh = models.ForeignKey(Pengguna, on_delete=models.PROTECT)
    pada = models.DateTimeField()
    catatan = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["id"]


class Penjelasan(models.Model):
    """What helped, what hindered, what is done about it (`jenis`: pendorong, penghambat, tindak_lanjut). Only added to.

    The newest of each kind holds; an empty `isi` withdraws it.
    """

    realisasi = models.ForeignKey(Realisasi, on_delete=models.PROTECT, related_name="penjelasan")
    jenis = models.CharField(max_length=14)
    isi = models.TextField(blank=True)
    oleh = models.ForeignKey(Pengguna, on_delete=models.PROTECT)
    pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]


class Bukti(models.Model):
    """Evidence beside a figure: a file (kept under its hash), a link or a text. Withdrawing it is an instant."""

    realisasi = models.ForeignKey(Realisasi, on_delete=models.PROTECT, related_name="bukti")
    jenis = models.CharField(max_length=8)
    nama = models.CharField(max_length=200)
    isi = models.TextField(blank=True)
    halaman = models.CharField(max_length=40, blank=True)
    tipe = models.CharField(max_length=80, blank=True)
    ukuran = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    oleh = models.ForeignKey(Pengguna, on_delete=models.PROTECT)
    pada = models.DateTimeField()
    dicabut_pada = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["sha256"])]
