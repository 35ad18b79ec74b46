"""Who works where: pemda, perangkat daerah, bidang, people and their roles in an office."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class Pemda(models.Model):
    """A regional government, by its Kemendagri code (35.75)."""

    kode = models.CharField(primary_key=True, max_length=5)
    nama = models.CharField(max_length=120)


class PerangkatDaerah(models.Model):
    """An office of a pemda. `kode` is pemda/urusan (35.75/2.17); `profil` holds visi, misi, tujuan, tugas, fungsi."""

    kode = models.CharField(primary_key=True, max_length=24)
    pemda = models.ForeignKey(Pemda, on_delete=models.PROTECT, related_name="perangkat_daerah")
    nama = models.CharField(max_length=200)
    profil = models.JSONField(default=dict)
    contoh = models.BooleanField(default=False)

    @property
    def slug(self) -> str:
        """The code as it stands in a URL: 35.75-2.17."""
        return str(self.kode).replace("/", "-")


class Bidang(models.Model):
    """A part of an office that owns indicators."""

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.PROTECT, related_name="bidang")
    nama = models.CharField(max_length=120)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["perangkat_daerah", "nama"], name="bidang_sekali")]


class PenggunaManager(BaseUserManager["Pengguna"]):
    def get_by_natural_key(self, username: str | None) -> "Pengguna":
        return self.get(username=username)


class Pengguna(AbstractBaseUser):
    """A person who signs in. Roles are given per unit, see Peran. `wajib_ganti_sandi`: the password was handed over.

    `pangkat` and `nip` are printed below a signature of office; empty where the person signs nothing.
    """

    username = models.CharField(max_length=80, unique=True)
    nama = models.CharField(max_length=120)
    pangkat = models.CharField(max_length=60, blank=True)
    nip = models.CharField(max_length=18, blank=True)
    is_active = models.BooleanField(default=True)
    contoh = models.BooleanField(default=False)
    wajib_ganti_sandi = models.BooleanField(default=False)

    USERNAME_FIELD = "username"
    objects = PenggunaManager()


class Peran(models.Model):
    """One role of one person, for a time, in a unit: a whole pemda, one office, or one bidang of it.

    `peran` is what the approval table knows, `jabatan` what is printed. `sifat` plt or plh: he acts for somebody, between
    the dates that the letter names (`dasar`), for `menggantikan`. An open end is no end.
    """

    pengguna = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="peran")
    pemda = models.ForeignKey(Pemda, on_delete=models.PROTECT, related_name="peran")
    perangkat_daerah = models.ForeignKey(PerangkatDaerah, null=True, on_delete=models.PROTECT, related_name="peran")
    bidang = models.ForeignKey(Bidang, null=True, on_delete=models.PROTECT)
    peran = models.CharField(max_length=20)
    jabatan = models.CharField(max_length=120)
    sifat = models.CharField(max_length=9, default="definitif")
    dasar = models.CharField(max_length=200, blank=True)
    menggantikan = models.ForeignKey(Pengguna, null=True, on_delete=models.PROTECT, related_name="+")
    mulai = models.DateField(null=True)
    sampai = models.DateField(null=True)
    dicabut_pada = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["pengguna", "perangkat_daerah"])]


class Larangan(models.Model):
    """An explicit deny: it wins over every role. `hak` names one right, or '*' all of them, in the unit given."""

    pengguna = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="larangan")
    pemda = models.ForeignKey(Pemda, on_delete=models.PROTECT, related_name="+")
    perangkat_daerah = models.ForeignKey(PerangkatDaerah, null=True, on_delete=models.PROTECT, related_name="+")
    hak = models.CharField(max_length=40)
    alasan = models.TextField()
    mulai = models.DateField(null=True)
    sampai = models.DateField(null=True)
    dicabut_pada = models.DateTimeField(null=True)


class TokenApi(models.Model):
    """A key for programs, acting for its person without the right to approve or to reveal. Only its hash is kept."""

    pengguna = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="token")
    nama = models.CharField(max_length=80)
    awalan = models.CharField(max_length=12)
    hash = models.CharField(max_length=64, unique=True)
    boleh_kirim = models.BooleanField(default=False)
    dibuat_pada = models.DateTimeField()
    kedaluwarsa_pada = models.DateTimeField()
    dicabut_pada = models.DateTimeField(null=True)
    dipakai_pada = models.DateTimeField(null=True)
