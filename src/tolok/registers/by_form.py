"""One row typed into a form, checked as strictly as a row of a file: the same readers, regions, keys and faults."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

import pyarrow as pa

from tolok.registers.cell_text import tidy
from tolok.registers.delivery import CheckedDelivery, check_delivery
from tolok.registers.delivery_header import DeliveryHeader
from tolok.registers.headers import Heading
from tolok.registers.schema import Kolom, Schema
from tolok.registers.sheets import RawDelivery, RawTable
from tolok.registers.wilayah import RegionTree
from tolok.values.number import MINUS, parse_angka
from tolok.values.period import Period

FORMULIR = "formulir"


def check_form(
    schema: Schema, typed: Mapping[str, str], period: Period, pemda: str, perangkat_daerah: str, tree: RegionTree,
    at: datetime,
) -> CheckedDelivery:  # fmt: skip
    """A delivery of one row. It speaks for the row's own region where the register has regions, else for the whole pemda.

    A row with faults is in the quarantine, its issues named after the labels of the form.
    """
    texts = {kolom.nama: tidy(typed.get(kolom.nama, "")) for kolom in schema.kolom}
    if not texts.get(schema.periode) and schema.jenis == "arus":
        texts[schema.periode] = str(period.tahun)
    region = texts.get(schema.wilayah or "", "")
    covered = (region,) if region and tree.exists(region) else (pemda,)
    header = DeliveryHeader(schema.nama, period, pemda, perangkat_daerah, covered, at, FORMULIR, _digest(schema, texts))
    headings = tuple(Heading(kolom, at, kolom.label, 0) for at, kolom in enumerate(schema.kolom))
    cells = pa.table({kolom.nama: pa.array([_settled(kolom, texts[kolom.nama])], pa.string()) for kolom in schema.kolom})
    table = RawTable("", headings, cells, pa.array([1], pa.int32()))
    return check_delivery(schema, RawDelivery(FORMULIR, header.sha256, (table,)), header, tree)


def _settled(kolom: Kolom, text: str) -> str:
    """A number typed in id-ID leaves no doubt, so it is laid down as one; anything else is read like a cell of a file."""
    if kolom.jenis not in ("bilangan", "angka") or parse_angka(text) is None:
        return text
    return "\x01N" + text.replace(".", "").replace(",", ".").replace(MINUS, "-") if len(text) < 16 else text


def _digest(schema: Schema, texts: Mapping[str, str]) -> str:
    """Over what is no personal data: a hash of a number of sixteen digits can be tried out."""
    kept = {kolom.nama: texts[kolom.nama] for kolom in schema.kolom if not kolom.pribadi}
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()
