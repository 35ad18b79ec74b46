"""Register tables, one per schema of the content pack, with both clocks on every row; deliveries and snapshots."""

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from tolok.registers.load import load_schemas
from tolok.registers.schema import Kolom, Schema
from tolok.store.models.kantor import Pengguna, PerangkatDaerah


@cache
def schemas() -> dict[str, Schema]:
    """The registers that this installation knows, from its content pack."""
    return load_schemas(Path(import_module(settings.PAKET).FOLDER) / "register")


class Kiriman(models.Model):
    """A delivery: a batch of rows for an office, a period and regions, be it empty; or the correction of one row.

    `diterima_pada` is the instant from which its rows are known. `jenis`: berkas, formulir, koreksi, batal; the last
    undoes the one that it names in `membatalkan`, once.
    """

    register = models.CharField(max_length=60)
    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.PROTECT, related_name="kiriman")
    periode = models.CharField(max_length=8)
    cakupan = models.JSONField(default=list)
    jenis = models.CharField(max_length=10, default="berkas")
    berkas = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    alasan = models.TextField(blank=True)
    laporan = models.JSONField(default=dict)
    diterima_pada = models.DateTimeField()
    oleh = models.ForeignKey(Pengguna, null=True, on_delete=models.PROTECT)
    membatalkan = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="pembatalan")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["perangkat_daerah", "register", "diterima_pada"])]


class Unggahan(models.Model):
    """A file that somebody handed in, before it counts: checked, looked at, then accepted or refused.

    The file lies in the folder `unggahan` of the installation, encrypted, since it may hold personal data. `status`:
    diperiksa, siap, gagal, menerima, diterima, ditolak. `cakupan`: regions that it covers, as its sender said. `hasil`
    is what the check found, without personal data; `jawaban` what a person answered to its questions.
    """

    register = models.CharField(max_length=60)
    perangkat_daerah = models.ForeignKey(PerangkatDaerah, on_delete=models.PROTECT, related_name="unggahan")
    periode = models.CharField(max_length=8)
    cakupan = models.JSONField(default=list)
    berkas = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    ukuran = models.BigIntegerField()
    status = models.CharField(max_length=10, default="diperiksa")
    hasil = models.JSONField(default=dict)
    jawaban = models.JSONField(default=dict)
    oleh = models.ForeignKey(Pengguna, on_delete=models.PROTECT)
    pada = models.DateTimeField()
    selesai_pada = models.DateTimeField(null=True)
    kiriman = models.ForeignKey(Kiriman, null=True, on_delete=models.PROTECT, related_name="unggahan")
    versi = models.IntegerField(default=0)


class Pekerjaan(models.Model):
    """Long work in the background, as people see it: what, for whom, how far, and how it ended.

    `status`: menunggu, berjalan, selesai, gagal, terputus. `masukan` holds ids only.
    """

    jenis = models.CharField(max_length=30)
    perangkat_daerah = models.ForeignKey(PerangkatDaerah, null=True, on_delete=models.PROTECT, related_name="pekerjaan")
    masukan = models.JSONField(default=dict)
    status = models.CharField(max_length=10, default="menunggu")
    selesai_bagian = models.BigIntegerField(default=0)
    semua_bagian = models.BigIntegerField(default=0)
    kalimat = models.CharField(max_length=240, blank=True)
    keluaran = models.JSONField(default=dict)
    oleh = models.ForeignKey(Pengguna, null=True, on_delete=models.PROTECT)
    dibuat_pada = models.DateTimeField()
    mulai_pada = models.DateTimeField(null=True)
    denyut_pada = models.DateTimeField(null=True)
    selesai_pada = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["status", "dibuat_pada"])]


class Identitas(models.Model):
    """Personal fields of one entity, encrypted (AES-GCM), apart from every figure: they can be erased without touching one.

    `sidik` is a keyed hash of the value, so that the same person can be found without reading anybody.
    """

    register = models.CharField(max_length=60)
    pemda = models.CharField(max_length=5)
    perangkat_daerah = models.CharField(max_length=24)
    entitas = models.CharField(max_length=32)
    kolom = models.CharField(max_length=60)
    rahasia = models.BinaryField(null=True)
    sidik = models.CharField(max_length=64, blank=True)
    kiriman = models.ForeignKey(Kiriman, on_delete=models.PROTECT, related_name="+")
    diketahui_dari = models.DateTimeField()
    diketahui_sampai = models.DateTimeField(null=True)
    dihapus_pada = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["register", "perangkat_daerah", "entitas"]),
            models.Index(fields=["kolom", "sidik"]),
        ]


class RegisterRow(models.Model):
    """What every register row has: whose, which period, which region, and since and until when it was known."""

    entitas = models.CharField(max_length=32)
    pemda = models.CharField(max_length=5)
    perangkat_daerah = models.CharField(max_length=24)
    periode = models.IntegerField()
    wilayah = models.CharField(max_length=13, null=True)
    kiriman = models.ForeignKey(Kiriman, on_delete=models.PROTECT, related_name="+")
    diketahui_dari = models.DateTimeField()
    diketahui_sampai = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Alias(models.Model):
    """A number by which an entity is known, since the delivery that brought it; the key itself never changes."""

    jenis = models.CharField(max_length=60)
    pemda = models.CharField(max_length=5)
    kunci = models.CharField(max_length=120)
    nilai = models.TextField()
    entitas = models.CharField(max_length=32)
    kiriman = models.ForeignKey(Kiriman, on_delete=models.PROTECT, related_name="+")
    diketahui_dari = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["jenis", "pemda", "kunci", "nilai"], name="alias_satu_pemilik")
        ]


class Potret(models.Model):
    """A frozen piece: the rows of one register and pemda known after a given delivery. The file lies under its hash."""

    register = models.CharField(max_length=60)
    pemda = models.CharField(max_length=5)
    kiriman_terakhir = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    baris = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["register", "pemda", "kiriman_terakhir"], name="potret_sekali")
        ]


class KubusWilayah(models.Model):
    """Totals of all offices by region, as known at an instant: what figures of provinces and of the nation are read from.

    `hash` is that of everything that those figures rest on (totals, deliveries, outside figures), `kubus` that of the
    totals. `potret`: register, pemda and hash of every frozen piece they were made of; `periode`: what can be asked for.
    """

    hash = models.CharField(max_length=64)
    kubus = models.CharField(max_length=64)
    diketahui = models.DateTimeField()
    dibuat_pada = models.DateTimeField()
    periode = models.JSONField(default=list)
    potret = models.JSONField(default=list)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["diketahui"])]


def _field(kolom: Kolom) -> models.Field:
    match kolom.jenis:
        case "bilangan":
            return models.BigIntegerField(null=True)
        case "ya_tidak":
            return models.BooleanField(null=True)
        case "tanggal":
            return models.DateField(null=True)
        case "tahun":
            return models.IntegerField(null=True)
        case _:
            return models.TextField(null=True)


def _build(schema: Schema) -> type[RegisterRow]:
    """The model of one register: real typed columns, one open row per entity and period."""
    name = "Register" + "".join(word.capitalize() for word in schema.nama.split("_"))
    short = schema.nama[:16]
    key = ["entitas", "perangkat_daerah", "periode"]
    meta = type("Meta", (), {
        "db_table": f"register_{schema.nama}",
        "indexes": [models.Index(fields=["pemda", "periode", "wilayah"], name=f"reg_{short}_wilayah")],
        "constraints": [
            models.UniqueConstraint(
                fields=key, condition=models.Q(diketahui_sampai__isnull=True), name=f"reg_{short}_satu_berlaku"
            ),
        ],
    })  # fmt: skip
    body: dict[str, Any] = {kolom.nama: _field(kolom) for kolom in schema.stored}
    return type(name, (RegisterRow,), {**body, "Meta": meta, "__module__": __name__})


@cache
def register_models() -> dict[str, type[RegisterRow]]:
    """Register name → its model."""
    return {nama: _build(schema) for nama, schema in schemas().items()}


def register_model(nama: str) -> type[RegisterRow]:
    """The model of one register; KeyError for an unknown one."""
    return register_models()[nama]


register_models()  # built on import, so that Django's migrations see the tables
