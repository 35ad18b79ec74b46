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
    """A person who signs in. Roles are given per office, see Peran."""

    username = models.CharField(max_length=80, unique=True)
    nama = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    contoh = models.BooleanField(default=False)

    USERNAME_FIELD = "username"
    objects = PenggunaManager()


class Peran(models.Model):
    """One role of one person in one office. `jabatan` is what is printed, `peran` what the approval table knows."""

    pengguna = models.ForeignKey(Pengguna, on_delete=models.PROTECT, related_name="peran")
    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.PROTECT, related_name="peran")
    peran = models.CharField(max_length=20)
    jabatan = models.CharField(max_length=120)
    bidang = models.ForeignKey(Bidang, null=True, on_delete=models.PROTECT)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pengguna", "perangkat_daerah", "peran"], name="peran_sekali")
        ]
