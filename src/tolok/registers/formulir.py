"""Rows typed into a form become a delivery like any other: same checks, same rows, same hashes; no file is written."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pyarrow as pa

from tolok.registers.delivery import CheckedDelivery, check_delivery
from tolok.registers.delivery_header import DeliveryHeader
from tolok.registers.headers import Heading
from tolok.registers.schema import Schema
from tolok.registers.sheets import RawDelivery, RawTable
from tolok.registers.wilayah import RegionTree


def check_form(
    schema: Schema, rows: Sequence[Mapping[str, str]], header: DeliveryHeader, tree: RegionTree
) -> CheckedDelivery:
    """Check typed rows (texts by column; what lacks is empty). `header.berkas` names the form, its hash is taken here.

    The hash covers what is no personal data: a short number could be guessed from it.
    """
    open_names = [kolom.nama for kolom in schema.kolom if not kolom.pribadi]
    plain = [[row.get(nama, "") for nama in open_names] for row in rows]
    sha256 = hashlib.sha256(json.dumps([open_names, plain], ensure_ascii=False).encode()).hexdigest()
    headings = tuple(Heading(kolom, place, kolom.label, 0) for place, kolom in enumerate(schema.kolom))
    cells = {k.nama: pa.array([row.get(k.nama, "") for row in rows], pa.string()) for k in schema.kolom}
    lines = pa.array(range(1, len(rows) + 1), pa.int32())
    raw = RawDelivery(header.berkas, sha256, (RawTable("", headings, pa.table(cells), lines),))
    return check_delivery(schema, raw, replace(header, sha256=sha256), tree)
