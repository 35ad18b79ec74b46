"""What official documents hold beside the figures: agreements, action plans, words of the report, what was printed."""

from typing import ClassVar

from django.db import models

from tolok.store.models.kantor import Bidang, Pengguna, PerangkatDaerah
from tolok.store.models.rencana import IndikatorKantor, Program


class RencanaAksi(models.Model):
    """One activity by which an IKU's target is to be reached in a year.

    `triwulan`: the quarters in which it runs ([1, 2]). `anggaran` in whole rupiah, None where it costs nothing of its own.
    """

    indikator = models.ForeignKey(IndikatorKantor, on_delete=models.PROTECT, related_name="rencana_aksi")
    program = models.ForeignKey(Program, null=True, on_delete=models.PROTECT)
    bidang = models.ForeignKey(Bidang, null=True, on_delete=models.PROTECT)
    tahun = models.IntegerField()
    urut = models.IntegerField()
    uraian = models.TextField()
    keluaran = models.CharField(max_length=240, blank=True)
    triwulan = models.JSONField(default=list)
    anggaran = models.BigIntegerField(null=True)
    dibuat_pada = models.DateTimeField()
    oleh = models.ForeignKey(Pengguna, null=True, on_delete=models.PROTECT)
    dihapus_pada = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["tahun", "urut", "id"]
        indexes: ClassVar = [models.Index(fields=["indikator", "tahun"])]


class IndikatorProgram(models.Model):
    """The outcome of a program, or the output of a kegiatan or sub kegiatan, as a Perjanjian Kinerja names it.

    `sasaran`: the result that it measures (sasaran program, sasaran kegiatan); empty where nobody wrote one.
    """

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="indikator")
    sasaran = models.CharField(max_length=300, blank=True)
    nama = models.CharField(max_length=300)
    satuan = models.CharField(max_length=60)
    urut = models.IntegerField(default=0)
    dihapus_pada = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["urut", "id"]


class TargetProgram(models.Model):
    """The target of a program's indicator for a year, exact (a reduced fraction as text). A revision is a new row."""

    indikator = models.ForeignKey(IndikatorProgram, on_delete=models.PROTECT, related_name="target")
    tahun = models.IntegerField()
    nilai = models.CharField(max_length=60)
    diketahui_dari = models.DateTimeField()
    oleh = models.ForeignKey(Pengguna, null=True, on_delete=models.PROTECT)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["indikator", "tahun"])]


class PerjanjianKinerja(models.Model):
    """A Perjanjian Kinerja of one year at one level, as signed. Only ever added to.

    `jenjang`: kepala (of the office), bidang, kegiatan. `nomor` 0 is the first, each Perubahan the next with its reason
    in law (`alasan`: pejabat, strategi, prioritas; PermenPANRB 53/2014). `pertama` who promises and `kedua`
    the superior: {nama, jabatan, pangkat, nip}. Targets and budgets are those known at `diketahui`; `isi` is the lampiran
    as signed (services/lampiran_pk.py: Lampiran), which no later change of the plan's wording reaches.
    """

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.PROTECT, related_name="perjanjian")
    bidang = models.ForeignKey(Bidang, null=True, on_delete=models.PROTECT)
    program = models.ForeignKey(Program, null=True, on_delete=models.PROTECT)
    jenjang = models.CharField(max_length=10)
    tahun = models.IntegerField()
    nomor = models.IntegerField(default=0)
    tanggal = models.DateField()
    pertama = models.JSONField()
    kedua = models.JSONField()
    alasan = models.CharField(max_length=12, blank=True)
    penjelasan = models.TextField(blank=True)
    isi = models.JSONField(default=dict)
    diketahui = models.DateTimeField()
    oleh = models.ForeignKey(Pengguna, null=True, on_delete=models.PROTECT)

    class Meta:
        ordering: ClassVar = ["tahun", "jenjang", "bidang_id", "program_id", "nomor"]
        indexes: ClassVar = [models.Index(fields=["perangkat_daerah", "tahun"])]


class NaskahLaporan(models.Model):
    """Words of the yearly report (LKjIP) that no figure gives: one part of one year. Only added to, the newest holds.

    `bagian` names the part (`isu_strategis`), or part and indicator (`standar:KOP-01`); an empty `isi` withdraws it.
    """

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.PROTECT, related_name="naskah_laporan")
    tahun = models.IntegerField()
    bagian = models.CharField(max_length=60)
    isi = models.TextField(blank=True)
    oleh = models.ForeignKey(Pengguna, null=True, on_delete=models.PROTECT)
    pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["perangkat_daerah", "tahun"])]


class TemplatDokumen(models.Model):
    """The office's own Word template (letterhead, styles), kept under its hash like evidence; the newest one holds."""

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.PROTECT, related_name="templat")
    nama = models.CharField(max_length=200)
    ukuran = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    oleh = models.ForeignKey(Pengguna, null=True, on_delete=models.PROTECT)
    pada = models.DateTimeField()
    dicabut_pada = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]


class Cetakan(models.Model):
    """One document that was printed from published figures. Only ever added to; the file is made again when asked for.

    `token` is what the QR leads to. `angka`: the figures as printed, one object each: {"kode", "nama", "periode", "nomor",
    "tampil", "target", "capaian"}. `permintaan`: what was asked for, enough to print it again to the same `sha256`.
    """

    token = models.CharField(max_length=32, unique=True)
    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.PROTECT, related_name="cetakan")
    jenis = models.CharField(max_length=20)
    judul = models.CharField(max_length=240)
    tahun = models.IntegerField()
    triwulan = models.IntegerField(default=0)
    bentuk = models.CharField(max_length=4)
    permintaan = models.JSONField(default=dict)
    angka = models.JSONField(default=list)
    vintage = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)
    ukuran = models.BigIntegerField()
    oleh = models.ForeignKey(Pengguna, null=True, on_delete=models.PROTECT)
    pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["perangkat_daerah", "jenis", "tahun"])]


class DokumenBaca(models.Model):
    """A document of the office that was handed in to be read; its file lies sealed beside the uploads.

    `status`: dibaca (in the background), telaah (waits for people), gagal. `hasil` is what the reader found
    (reading/limited.py: Bacaan.isi), or `issues` where it could not be read.
    """

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.PROTECT, related_name="dokumen_baca")
    nama = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    jenis = models.CharField(max_length=6, blank=True)
    ukuran = models.BigIntegerField()
    hasil = models.JSONField(default=dict)
    status = models.CharField(max_length=8, default="dibaca")
    oleh = models.ForeignKey(Pengguna, null=True, on_delete=models.PROTECT)
    pada = models.DateTimeField()
    selesai_pada = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]


class PutusanBaca(models.Model):
    """What a person decided about one value of a document: accepted, corrected or refused. Only added to, the newest holds.

    `indikator` is the number of the draft (from 1), `medan` its field (`target.2024`); `medan` "rencana" with putusan
    "pakai" says under which code (`nilai`) the indicator went into the plan. Number 0 is the document itself: `medan`
    "dokumen" with putusan "tutup" or "buka".
    """

    dokumen = models.ForeignKey(DokumenBaca, on_delete=models.PROTECT, related_name="putusan")
    indikator = models.IntegerField()
    medan = models.CharField(max_length=40)
    putusan = models.CharField(max_length=8)
    nilai = models.TextField(blank=True)
    alasan = models.TextField(blank=True)
    oleh = models.ForeignKey(Pengguna, null=True, on_delete=models.PROTECT)
    pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["dokumen", "indikator"])]


class TanyaBaca(models.Model):
    """A question about one value of a document, put to a bidang; with `menjawab` the answer to one. Only ever added to.

    An answer is words for whoever decides on the value: it decides nothing itself.
    """

    dokumen = models.ForeignKey(DokumenBaca, on_delete=models.PROTECT, related_name="tanya")
    indikator = models.IntegerField()
    medan = models.CharField(max_length=40)
    bidang = models.ForeignKey(Bidang, on_delete=models.PROTECT, related_name="tanya_baca")
    menjawab = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="jawaban")
    kalimat = models.TextField()
    oleh = models.ForeignKey(Pengguna, null=True, on_delete=models.PROTECT)
    pada = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["dokumen", "indikator"])]
