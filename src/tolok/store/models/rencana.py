"""What an office has undertaken: tujuan and sasaran, its indicators and their definitions, targets, programs, budgets."""

from typing import ClassVar

from django.db import models

from tolok.store.models.kantor import Bidang, Pemda, Pengguna, PerangkatDaerah


class Definisi(models.Model):
    """A definition version as it was when a figure was computed from it. Content-addressed, never changed."""

    hash_definisi = models.CharField(primary_key=True, max_length=64)
    kode = models.CharField(max_length=20)
    hash_ukuran = models.CharField(max_length=64)
    berlaku_sejak = models.DateField()
    isi = models.JSONField()


class IndikatorKota(models.Model):
    """An indicator of the pemda itself (RPJMD), which indicators of offices serve."""

    pemda = models.ForeignKey(Pemda, on_delete=models.PROTECT, related_name="indikator_kota")
    kode = models.CharField(max_length=20)
    nama = models.CharField(max_length=240)
    sasaran = models.TextField(blank=True)
    rujukan = models.CharField(max_length=240, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["pemda", "kode"], name="indikator_kota_sekali")]


class Sasaran(models.Model):
    """A tujuan of an office, or a sasaran under one (`jenis`), in the order of its document.

    `faktor_kritis` are the critical success factors of the pohon kinerja, one text each (PermenPANRB 89/2021).
    """

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.PROTECT, related_name="sasaran")
    jenis = models.CharField(max_length=10)
    induk = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="anak")
    uraian = models.TextField()
    urut = models.IntegerField()
    faktor_kritis = models.JSONField(default=list)
    dihapus_pada = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["urut", "id"]


class IndikatorTerpakai(models.Manager["IndikatorKantor"]):
    """IKU that stand in the plan; one that was taken out again keeps its rows, but nothing asks for it any more."""

    def get_queryset(self) -> models.QuerySet["IndikatorKantor"]:
        return super().get_queryset().filter(dihapus_pada=None)


class IndikatorKantor(models.Model):
    """An IKU of an office: a measure of the catalogue on one of the office's tujuan or sasaran.

    `jenjang` and `tujuan_sasaran` are those of `sasaran`, as the documents print them. `objects` are those in the plan,
    `semua` also those taken out (`dihapus_pada`), which is what a backup carries and what a relation leads to.
    """

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.PROTECT, related_name="indikator")
    kode = models.CharField(max_length=20)
    nama = models.CharField(max_length=200)
    urut = models.IntegerField()
    jenjang = models.CharField(max_length=10)
    tujuan_sasaran = models.TextField()
    sasaran = models.ForeignKey(Sasaran, null=True, on_delete=models.PROTECT, related_name="indikator")
    bidang = models.ForeignKey(Bidang, null=True, on_delete=models.PROTECT)
    indikator_kota = models.ForeignKey(IndikatorKota, null=True, on_delete=models.PROTECT, related_name="pendukung")
    alasan_pemilihan = models.TextField(blank=True)
    dihapus_pada = models.DateTimeField(null=True)

    semua = models.Manager()
    objects = IndikatorTerpakai()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["perangkat_daerah", "kode"], name="indikator_kantor_sekali")
        ]
        ordering: ClassVar = ["urut"]
        default_manager_name = "semua"


class Target(models.Model):
    """A target of one year (`triwulan` 0) or of one quarter, exact (`nilai` as a reduced fraction), with its basis.

    A revision is a new row with its `alasan`.
    """

    indikator = models.ForeignKey(IndikatorKantor, on_delete=models.PROTECT, related_name="target")
    tahun = models.IntegerField()
    triwulan = models.IntegerField(default=0)
    nilai = models.CharField(max_length=60)
    dasar = models.TextField(blank=True)
    alasan = models.TextField(blank=True)
    diketahui_dari = models.DateTimeField()
    oleh = models.CharField(max_length=80, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["indikator", "tahun"])]


class UsulDefinisi(models.Model):
    """A definition that somebody of an office is writing, on its way to being decided. `isi` is the whole YAML text.

    `status`: draf, diajukan, ditetapkan, ditolak. Once decided it never changes; it then stands as DefinisiKantor.
    """

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.PROTECT, related_name="usul_definisi")
    kode = models.CharField(max_length=20)
    isi = models.TextField()
    alasan = models.TextField(blank=True)
    jawaban = models.JSONField(default=dict)
    status = models.CharField(max_length=10, default="draf")
    oleh = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField()
    diubah_pada = models.DateTimeField()
    diputuskan_oleh = models.ForeignKey(Pengguna, null=True, on_delete=models.PROTECT, related_name="+")
    diputuskan_pada = models.DateTimeField(null=True)
    catatan_putusan = models.TextField(blank=True)
    versi = models.IntegerField(default=0)


class DefinisiKantor(models.Model):
    """The definition of an indicator that an office decided for itself, in place of the catalogue's, since an instant.

    `isi` is a whole definition as YAML with all its dated versions. Only ever added to; the newest known holds.
    """

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.PROTECT, related_name="definisi")
    kode = models.CharField(max_length=20)
    isi = models.TextField()
    alasan = models.TextField()
    usul = models.ForeignKey(UsulDefinisi, null=True, on_delete=models.PROTECT)
    diketahui_dari = models.DateTimeField()
    oleh = models.ForeignKey(Pengguna, null=True, on_delete=models.PROTECT)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["perangkat_daerah", "kode", "diketahui_dari"])]


class Program(models.Model):
    """A program, kegiatan or sub kegiatan of an office, under its code (2.17.03) while that code is valid."""

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.PROTECT, related_name="program")
    jenjang = models.CharField(max_length=12)
    kode = models.CharField(max_length=30)
    nama = models.CharField(max_length=300)
    induk = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="anak")
    bidang = models.ForeignKey(Bidang, null=True, on_delete=models.PROTECT)
    mendukung = models.ManyToManyField(IndikatorKantor, related_name="program", through="Dukungan")
    berlaku_sejak = models.DateField()
    berlaku_sampai = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["perangkat_daerah", "kode", "berlaku_sejak"], name="program_sekali")
        ]
        ordering: ClassVar = ["kode"]


class Dukungan(models.Model):
    """That a program serves an IKU."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT)
    indikator = models.ForeignKey(IndikatorKantor, on_delete=models.PROTECT)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["program", "indikator"], name="dukungan_sekali")]


class Anggaran(models.Model):
    """Budget and spending of a program up to the end of a quarter (0: the year), whole rupiah. A revision is a new row."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="anggaran")
    tahun = models.IntegerField()
    triwulan = models.IntegerField(default=0)
    pagu = models.BigIntegerField()
    realisasi = models.BigIntegerField(null=True)
    diketahui_dari = models.DateTimeField()
    oleh = models.ForeignKey(Pengguna, null=True, on_delete=models.PROTECT)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["program", "tahun"])]
