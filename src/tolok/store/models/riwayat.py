"""The change log: append-only, each entry sealed with the hash of the one before it."""

from django.db import models

from tolok.store.models.kantor import Pengguna, PerangkatDaerah


class LogPerubahan(models.Model):
    """One change. `hash` is SHA-256 over the entry and `hash_sebelum`; never holds personal data."""

    urut = models.BigIntegerField(unique=True)
    pada = models.DateTimeField()
    oleh = models.ForeignKey(Pengguna, null=True, on_delete=models.PROTECT)
    perangkat_daerah = models.ForeignKey(PerangkatDaerah, null=True, on_delete=models.PROTECT)
    tindakan = models.CharField(max_length=40)
    objek = models.CharField(max_length=120)
    isi = models.JSONField(default=dict)
    hash_sebelum = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
