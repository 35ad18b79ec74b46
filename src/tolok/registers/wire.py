"""A checked delivery as bytes and back, without pickle: what a limited process says is data and is read as data."""

import io
import json
import struct
from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from tolok.registers.canonical import canonical_schema
from tolok.registers.delivery import CheckedDelivery, DeliveryReport, QuarantinedRow
from tolok.registers.delivery_header import DeliveryHeader
from tolok.registers.schema import Schema
from tolok.values.issue import Issue

_LENGTHS = struct.Struct("<QQQ")


def to_bytes(content: Mapping[str, Any], checked: CheckedDelivery | None = None) -> bytes:
    """Lengths of the parts, the JSON (`content`, with the delivery's words under `kiriman`), then as Arrow IPC its rows
    and, where its register has any, the personal columns beside them."""
    words = dict(content)
    rows = personal = b""
    if checked is not None:
        words["kiriman"] = {
            "header": checked.header.as_dict(),
            "baris": list(checked.baris),
            "karantina": [_row_words(row) for row in checked.quarantine],
            "laporan": checked.report.as_dict(),
        }
        rows = _ipc(checked.clean)
        personal = b"" if checked.pribadi is None else _ipc(checked.pribadi)
    text = json.dumps(words, ensure_ascii=False).encode()
    return _LENGTHS.pack(len(text), len(rows), len(personal)) + text + rows + personal


def _ipc(table: Any) -> bytes:
    sink = io.BytesIO()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue()


def _table(data: bytes) -> Any:
    table = pa.ipc.open_stream(data).read_all()
    table.validate(full=True)
    return table


def from_bytes(data: bytes, schemas: Mapping[str, Schema]) -> tuple[dict[str, Any], CheckedDelivery | None]:
    """The inverse of `to_bytes`. ValueError for anything that does not have this shape."""
    try:
        text, rows, personal = _LENGTHS.unpack_from(data)
        if len(data) != _LENGTHS.size + text + rows + personal:
            raise ValueError("jawaban pemeriksa terpotong")
        behind = data[_LENGTHS.size :]
        words = json.loads(behind[:text])
        told = words.pop("kiriman", None)
        if told is None:
            return words, None
        header = DeliveryHeader.from_dict(told["header"])
        clean = _table(behind[text : text + rows])
        pribadi = _table(behind[text + rows :]) if personal else None
        if clean.schema != canonical_schema(schemas[header.register]) or clean.num_rows != len(told["baris"]):
            raise ValueError("baris tidak berbentuk register")
        if pribadi is not None and pribadi.num_rows != clean.num_rows:
            raise ValueError("kolom pribadi tidak sepanjang barisnya")
        quarantine = tuple(_row_of(one) for one in told["karantina"])
        report = report_of(told["laporan"])
        baris = tuple(int(number) for number in told["baris"])
        return words, CheckedDelivery(header, clean, baris, quarantine, report, pribadi)
    except (struct.error, KeyError, TypeError, AssertionError, pa.ArrowException) as error:
        raise ValueError(f"jawaban pemeriksa tidak utuh: {type(error).__name__}") from None


def _row_words(row: QuarantinedRow) -> dict[str, Any]:
    return {
        "lembar": row.lembar, "baris": row.baris, "sel": dict(row.sel), "kolom": list(row.kolom), "nama": list(row.nama),
        "issues": [issue.as_dict() for issue in row.issues],
    }  # fmt: skip


def _row_of(raw: Mapping[str, Any]) -> QuarantinedRow:
    issues = tuple(Issue(**issue) for issue in raw["issues"])
    return QuarantinedRow(raw["lembar"], raw["baris"], raw["sel"], tuple(raw["kolom"]), issues, tuple(raw["nama"]))


def report_of(raw: Mapping[str, Any]) -> DeliveryReport:
    """A report from its JSON form, `DeliveryReport.as_dict`."""
    return DeliveryReport(
        raw["baris"], raw["bersih"], raw["karantina"], raw["rangkap"], raw["per_kode"], tuple(raw["keputusan"]),
        tuple(raw["pemetaan"]), tuple(Issue(**issue) for issue in raw["issues"]), tuple(raw["catatan"]),
    )  # fmt: skip
