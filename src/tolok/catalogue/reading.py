"""Parsed YAML → Definisi. Every fault of a file is told at once; what cites nothing does not load."""

import re

from tolok.catalogue.definition import (
    ARAH,
    JENIS_CONTOH,
    JENJANG,
    PEMBULATAN,
    STATUS_DEFINISI,
    TIPE_HITUNG,
    ContohKerja,
    Dasar,
    Definisi,
    Diputuskan,
    Keputusan,
    Kutipan,
    KutipanDokumen,
    Versi,
)
from tolok.catalogue.fields import Fields
from tolok.formula.finish import REASONS
from tolok.values.issue import Issue, maksud_anda
from tolok.values.number import parse_angka

_KEYS = (
    "kode",
    "nama",
    "status",
    "menunggu",
    "satuan",
    "satuan_tampil",
    "desimal",
    "arah",
    "tipe_hitung",
    "penanggung_jawab",
    "sumber_data",
    "populasi",
    "definisi",
    "batas",
    "dasar",
    "dokumen",
    "rujukan",
    "versi",
    "contoh",
)
_DOKUMEN_KEYS = (
    "kode_dokumen",
    "pemda",
    "perangkat_daerah",
    "kutipan",
    "jenjang",
    "tujuan_sasaran",
    "nama",
    "penjelasan",
    "formula_teks",
    "satuan",
    "alasan",
    "penanggung_jawab",
    "sumber_data",
    "keterangan",
    "nilai",
    "target",
    "target_tanpa_tahun",
    "berlaku",
    "induk",
)
_KUTIPAN_KEYS = ("dokumen", "tempat", "halaman", "baris")
_RUJUKAN_KEYS = (*_KUTIPAN_KEYS, "formula_teks")
_VERSI_KEYS = ("berlaku_sejak", "diputuskan", "formula", "keputusan", "pembulatan")
_KEPUTUSAN_KEYS = ("jebakan", "menjawab", "isi", "alasan", "kode_dokumen")
_CONTOH_KEYS = ("nama", "jenis", "tahun", "register", "data", "dikirim", "hasil")


def definisi_from_yaml(raw: object, berkas: str, issues: list[Issue]) -> Definisi:
    """A definition from the parsed content of `berkas`; faults (TLK-D002 … D008) go to `issues`."""
    fields = Fields(raw, berkas, _KEYS, issues)
    desimal = fields.whole("desimal")
    places = desimal if fields.raw.get("desimal") == desimal else None
    definisi = Definisi(
        kode=fields.text("kode"),
        nama=fields.text("nama"),
        status=fields.choice("status", STATUS_DEFINISI),
        satuan=fields.text("satuan"),
        satuan_tampil=fields.text("satuan_tampil"),
        desimal=desimal,
        arah=fields.choice("arah", ARAH),
        tipe_hitung=fields.choice("tipe_hitung", TIPE_HITUNG),
        penanggung_jawab=fields.text("penanggung_jawab"),
        sumber_data=fields.text("sumber_data"),
        populasi=fields.text("populasi"),
        definisi=fields.text("definisi"),
        batas=fields.text("batas"),
        dasar=tuple(_dasar(row) for row in fields.rows("dasar", ("peraturan", "isi", "catatan"), "peraturan")),
        dokumen=tuple(_dokumen(row) for row in fields.rows("dokumen", _DOKUMEN_KEYS, "kode_dokumen")),
        rujukan=tuple(_kutipan(row) for row in fields.rows("rujukan", _RUJUKAN_KEYS)),
        versi=tuple(_versi(row) for row in fields.rows("versi", _VERSI_KEYS, "berlaku_sejak")),
        contoh=tuple(_contoh(row, places) for row in fields.rows("contoh", _CONTOH_KEYS, "nama")),
        menunggu=fields.maybe_text("menunggu"),
    )
    if fields.raw:
        _whole(definisi, fields)
    return definisi


def _whole(definisi: Definisi, fields: Fields) -> None:
    """What only the whole definition can show."""
    if not definisi.dokumen and not definisi.rujukan:
        _uncited(fields, "dokumen", "definisi ini tidak mengutip dokumen atau rujukan mana pun")
    if not definisi.dasar:
        _uncited(fields, "dasar", "definisi ini tidak menyebut dasar hukumnya")
    if not definisi.versi:
        fields.fault("TLK-D002", "versi", "belum ada satu versi pun", "tambahkan versi dengan tanggal berlaku dan rumusnya")
    begins = [versi.berlaku_sejak for versi in definisi.versi]
    if len(set(begins)) != len(begins):
        fields.fault("TLK-D008", "versi", "dua versi berlaku sejak tanggal yang sama", "ubah atau hapus salah satu versi")
    if (definisi.menunggu is None) == (definisi.status == "perlu keputusan"):
        fields.fault(
            "TLK-D004",
            "menunggu",
            f"status `{definisi.status}`, tetapi `menunggu` {'kosong' if definisi.menunggu is None else 'terisi'}",
            "tulis di `menunggu` apa yang harus diputuskan, hanya bila statusnya `perlu keputusan`",
        )
    if definisi.status == "perlu keputusan":
        return
    if any(versi.formula is None for versi in definisi.versi):
        mengapa = f"status `{definisi.status}` berarti dapat dihitung"
        fields.fault("TLK-D007", "formula", mengapa, "isi rumusnya, atau ubah status menjadi `perlu keputusan`")
    _examples(definisi, fields)


def _examples(definisi: Definisi, fields: Fields) -> None:
    lacking = [jenis for jenis in JENIS_CONTOH if jenis not in {contoh.jenis for contoh in definisi.contoh}]
    if lacking:
        fields.fault(
            "TLK-D006",
            "contoh",
            f"belum ada contoh kerja jenis: {', '.join(lacking)}",
            "setiap definisi membawa sedikitnya satu contoh normal, satu batas, dan satu kosong",
        )


def _uncited(fields: Fields, key: str, mengapa: str) -> None:
    fields.fault(
        "TLK-D005", key, mengapa, "tulis dari dokumen mana dan di bagian mana definisi ini berasal, serta peraturan dasarnya"
    )


def _dasar(fields: Fields) -> Dasar:
    return Dasar(fields.text("peraturan"), fields.text("isi"), fields.maybe_text("catatan"))


def _kutipan(fields: Fields) -> Kutipan:
    return Kutipan(
        fields.text("dokumen"),
        fields.text("tempat"),
        fields.maybe_whole("halaman"),
        fields.maybe_whole("baris"),
        fields.maybe_text("formula_teks"),
    )


def _dokumen(fields: Fields) -> KutipanDokumen:
    if fields.missing("kutipan"):
        _uncited(fields, "kutipan", "baris dokumen ini tidak menyebut tempatnya")
        kutipan = Kutipan("", "")
    else:
        kutipan = _kutipan(fields.group("kutipan", _KUTIPAN_KEYS))
    return KutipanDokumen(
        kode_dokumen=fields.text("kode_dokumen"),
        pemda=fields.text("pemda"),
        perangkat_daerah=fields.text("perangkat_daerah"),
        kutipan=kutipan,
        jenjang=fields.choice("jenjang", JENJANG),
        tujuan_sasaran=fields.maybe_text("tujuan_sasaran"),
        nama=fields.maybe_text("nama"),
        penjelasan=fields.maybe_text("penjelasan"),
        formula_teks=fields.maybe_text("formula_teks"),
        satuan=fields.maybe_text("satuan"),
        alasan=fields.maybe_text("alasan"),
        penanggung_jawab=fields.maybe_text("penanggung_jawab"),
        sumber_data=fields.maybe_text("sumber_data"),
        keterangan=fields.maybe_text("keterangan"),
        nilai=fields.pairs("nilai"),
        target=_target(fields),
        target_tanpa_tahun=fields.texts("target_tanpa_tahun"),
        berlaku=fields.yes("berlaku", True),
        induk=fields.maybe_text("induk"),
    )


def _target(fields: Fields) -> tuple[tuple[str, str], ...]:
    """A figure belongs to a year only where the document says so; others go to `target_tanpa_tahun`."""
    target = fields.pairs("target")
    for tahun, _ in target:
        if not (tahun.isdigit() and len(tahun) == 4):
            fields.fault("TLK-D003", f"target, {tahun}", "bukan tahun", "angka tanpa tahun ditulis di `target_tanpa_tahun`")
    return target


def _versi(fields: Fields) -> Versi:
    put = fields.group("diputuskan", ("tanggal", "oleh", "dasar"))
    return Versi(
        berlaku_sejak=fields.tanggal("berlaku_sejak"),
        diputuskan=Diputuskan(put.tanggal("tanggal"), put.text("oleh"), put.text("dasar")),
        formula=fields.maybe_text("formula"),
        keputusan=tuple(_keputusan(row) for row in fields.rows("keputusan", _KEPUTUSAN_KEYS)),
        pembulatan=fields.choice("pembulatan", PEMBULATAN),
    )


def _keputusan(fields: Fields) -> Keputusan:
    return Keputusan(
        isi=fields.text("isi"),
        alasan=fields.text("alasan"),
        menjawab=_menjawab(fields),
        jebakan=fields.maybe_text("jebakan"),
        kode_dokumen=fields.maybe_text("kode_dokumen"),
    )


def _menjawab(fields: Fields) -> tuple[str, ...]:
    codes = fields.texts("menjawab")
    for kode in codes:
        if not re.fullmatch(r"TLK-D1\d\d", kode):
            fields.fault("TLK-D003", "menjawab", f"bukan kode pertanyaan: {kode}", "tulis misalnya TLK-D102")
    return codes


def _contoh(fields: Fields, desimal: int | None) -> ContohKerja:
    return ContohKerja(
        nama=fields.text("nama"),
        jenis=fields.choice("jenis", JENIS_CONTOH),
        tahun=fields.whole("tahun"),
        hasil=_hasil(fields, desimal),
        register=fields.pairs("register"),
        data=_data(fields),
        dikirim=_dikirim(fields),
    )


def _hasil(fields: Fields, desimal: int | None) -> str:
    """As printed, with the indikator's decimals (not looked at where those are faulty themselves), or a reason."""
    hasil = fields.text("hasil")
    if hasil in ("", *REASONS):
        return hasil
    if parse_angka(hasil) is None:
        fields.fault(
            "TLK-D003",
            "hasil",
            f"bukan angka dan bukan alasan: {hasil}",
            maksud_anda(hasil, REASONS) or "alasan yang dikenal: " + ", ".join(REASONS),
        )
    elif desimal is not None and len(hasil.partition(",")[2]) != desimal:
        fields.fault("TLK-D003", "hasil", f"harus {desimal} desimal seperti tercetak: {hasil}")
    return hasil


def _mapping(fields: Fields, key: str) -> dict[str, object]:
    value = fields.raw.get(key) or {}
    if not isinstance(value, dict):
        fields.fault("TLK-D003", key, "harus pasangan `kunci: nilai`")
        return {}
    return {str(name): content for name, content in value.items()}


def _data(fields: Fields) -> tuple[tuple[str, int, str], ...]:
    """`{kode: {tahun: "angka"}}`, sorted."""
    found: list[tuple[str, int, str]] = []
    for kode, years in _mapping(fields, "data").items():
        for tahun, nilai in years.items() if isinstance(years, dict) else ((0, None),):
            if not isinstance(tahun, int) or not isinstance(nilai, str) or parse_angka(nilai) is None:
                fields.fault("TLK-D003", f"data, {kode}", 'tulis misalnya {2024: "73,46"}')
                continue
            found.append((kode, tahun, nilai))
    return tuple(sorted(found))


def _dikirim(fields: Fields) -> tuple[tuple[str, tuple[int, ...]], ...]:
    found: list[tuple[str, tuple[int, ...]]] = []
    for register, years in _mapping(fields, "dikirim").items():
        if not isinstance(years, list) or not all(type(tahun) is int for tahun in years):
            fields.fault("TLK-D003", f"dikirim, {register}", "tulis daftar tahun, misalnya [2023, 2024]")
            continue
        found.append((register, tuple(sorted(years))))
    return tuple(sorted(found))
