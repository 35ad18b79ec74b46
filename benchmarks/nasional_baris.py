"""Invented rows of one kab/kota for the national benchmark: canonical tables with derived fields, ready to be frozen.

No name or number belongs to anyone. The same kab/kota, size and round give the same rows, whatever else is made. Fields
that no formula of the catalogue reads stay empty.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from nasional_acak import Draws, Truth, Whole, below, draw, once_in, skewed

from tolok.registers.canonical import canonical_schema, entity_id
from tolok.registers.derive import coverage, derive
from tolok.registers.schema import Schema

YEARS = (2020, 2021, 2022, 2023, 2024)
MIKRO, KECIL, MENENGAH = 2_000_000_000, 15_000_000_000, 50_000_000_000
_CHANGED_ONE_IN = 100
"""Which part of the enterprises and koperasi of a kab/kota comes changed in a later round of deliveries."""
_WORDS = ("Melati", "Mawar", "Kenanga", "Cempaka", "Flamboyan", "Anggrek", "Teratai", "Seruni", "Dahlia", "Kamboja")
_KINDS = ("Warung", "Toko", "Usaha", "Bengkel", "Kedai", "Sanggar", "Kerajinan", "Jahit", "Tani", "Ternak")

_RAT = ("Verified", "Verified", "Reported", "Drafted", "Rejected")

Column = Any
"""An Arrow array: pyarrow has no types of its own."""
Columns = Mapping[str, Column]


@dataclass(frozen=True)
class Kota:
    """One kab/kota: its code, how many enterprises and koperasi it has, and which round of deliveries this is."""

    kode: str
    usaha: int
    koperasi: int
    putaran: int = 0

    @property
    def kantor(self) -> str:
        return f"{self.kode}/2.17"

    @cached_property
    def seed(self) -> int:
        return int(self.kode.replace(".", ""))

    @cached_property
    def kelurahan(self) -> Column:
        """Codes of its villages, invented: about 14 kecamatan of about 11.5 villages each."""
        places = np.arange(40, dtype=np.uint64)
        sizes = 6 + below(draw(places, self.seed, "kelurahan"), 12)
        kecamatan = 8 + int(below(draw(places[:1], self.seed, "kecamatan"), 13)[0])
        first = 1001 if int(self.kode[3:]) >= 71 else 2001
        return pa.array(
            [f"{self.kode}.{a + 1:02d}.{first + b}" for a in range(kecamatan) for b in range(int(sizes[a]))], pa.string()
        )

    def delivered(self, register: str, tahun: int) -> bool:
        """Whether the office delivered: all but one of forty yearly assessments of koperasi."""
        place = np.array([tahun], np.uint64)
        return register != "kesehatan_koperasi" or not once_in(draw(place, self.seed, "kiriman"), 40)[0]


class _Panel:
    """The things of one register in a kab/kota over the years: number, changed number, and where they are each year."""

    def __init__(self, kota: Kota, count: int, benda: str, kunci: str, first: int):
        self.kota, self.count = kota, count
        self.numbers = np.arange(count, dtype=np.uint64)
        self.nomor = [str(first + number) for number in range(count)]
        self.entitas = pa.array([entity_id(kota.kode, benda, kunci, one) for one in self.nomor], pa.string())
        changed = once_in(draw(self.numbers, kota.seed, benda, "berubah", kota.putaran), _CHANGED_ONE_IN)
        self.now = np.where(changed, self.numbers + np.uint64(kota.putaran << 40), self.numbers)
        self.benda = benda

    def of(self, column: str, tahun: int = 0) -> Draws:
        """Draws for a column: of the thing, or of the thing in a year."""
        return draw(self.now if tahun else self.numbers, self.kota.seed, self.benda, column, tahun)

    @cached_property
    def places(self) -> tuple[Whole, ...]:
        """The village of each thing in each year; one of 200 moves from one year to the next."""
        all_places = len(self.kota.kelurahan)
        places = [below(draw(self.numbers, self.kota.seed, self.benda, "tempat"), all_places)]
        for tahun in YEARS[1:]:
            moves = self.of("pindah", tahun)
            places.append(np.where(once_in(moves, 200), below(moves, all_places), places[-1]))
        return tuple(places)

    def codes(self, places: Whole, without: Truth) -> Column:
        return self.kota.kelurahan.take(pa.array(places, mask=without))


def _whole(values: npt.NDArray[np.int64], empty: Truth) -> Column:
    return pa.array(values, pa.int64(), mask=empty)


def _yes(values: Truth, empty: Truth) -> Column:
    return pa.array(values, pa.bool_(), mask=empty)


def _one_of(words: tuple[str, ...], places: Whole, empty: Truth | None = None) -> Column:
    return pa.array(words, pa.string()).take(pa.array(places, mask=empty))


def _day(tahun: int | Whole, draws: Draws, empty: Truth | None = None) -> Column:
    """A day of the year, as days since 1970."""
    first = (np.asarray(tahun) - 1970).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)
    days = (first + below(draws, 365)).astype(np.int32)
    return pa.array(days, pa.int32(), mask=empty).cast(pa.date32())


def _table(schema: Schema, kota: Kota, rows: int, periode: Column, found: Columns) -> pa.Table:
    """A canonical table; columns that are not given stay empty."""
    given = {
        "pemda": pa.repeat(pa.scalar(kota.kode), rows),
        "perangkat_daerah": pa.repeat(pa.scalar(kota.kantor), rows),
        "periode": periode,
        **found,
    }
    target = canonical_schema(schema)
    return pa.Table.from_arrays([given.get(f.name, pa.nulls(rows, f.type)) for f in target], schema=target)


def _yearly(schema: Schema, panel: _Panel, of_year: Callable[[int, int], dict[str, Column]]) -> pa.Table:
    """The rows of all years, each thing present in 19 of 20 years and without a region in one of 1,000 rows."""
    tables = []
    for place, tahun in enumerate(YEARS):
        if not panel.kota.delivered(schema.nama, tahun):
            continue
        columns = {"entitas": panel.entitas, "nama": _names(panel), **of_year(place, tahun)}
        columns[next(k.nama for k in schema.fields if k.nama.startswith("nama_"))] = columns.pop("nama")
        columns["wilayah"] = panel.codes(panel.places[place], once_in(panel.of("tanpa", tahun), 1000))
        keep = pa.array(columns.pop("ada").to_numpy(zero_copy_only=False) & ~once_in(panel.of("hadir", tahun), 20))
        year = pa.repeat(pa.scalar(tahun, pa.int32()), panel.count)
        tables.append(_table(schema, panel.kota, panel.count, year, columns).filter(keep))
    return pa.concat_tables(tables) if tables else canonical_schema(schema).empty_table()


def _names(panel: _Panel) -> Column:
    words = tuple(f"{kind} {word}" for kind in _KINDS for word in _WORDS)
    return _one_of(words, below(panel.of("nama"), len(words)))


class Rows:
    """All registers of one kab/kota."""

    def __init__(self, kota: Kota, schemas: Mapping[str, Schema]):
        self.kota, self.schemas = kota, schemas

    def table(self, register: str) -> pa.Table:
        """The canonical rows of a register with its derived fields."""
        schema = self.schemas[register]
        tables = {one: self._narrow(one) for one in (register, *schema.sources)}
        known = [(one, self.kota.kantor, tahun, (self.kota.kode,)) for one in tables for tahun in YEARS]
        delivered = [one for one in known if self.kota.delivered(one[0], one[2])]
        return derive(schema, tables, coverage(delivered))

    def _narrow(self, register: str) -> pa.Table:
        make: Callable[[Schema], pa.Table] = getattr(self, f"_{register}")
        return make(self.schemas[register])

    @cached_property
    def _usaha_panel(self) -> _Panel:
        return _Panel(self.kota, self.kota.usaha, "usaha", "id_data_badan_usaha", 10**10 * self.kota.seed)

    @cached_property
    def _koperasi_panel(self) -> _Panel:
        return _Panel(self.kota, self.kota.koperasi, "koperasi", "nomor_induk_koperasi", 10**10 * self.kota.seed)

    @cached_property
    def _omset(self) -> tuple[Whole, ...]:
        """Turnover of every enterprise in every year: most are mikro, grow by some percent, and a few leap."""
        panel = self._usaha_panel
        base = skewed(panel.of("omset"), 30_000_000_000, 5) + 500_000 * (4 + below(panel.of("omset kecil"), 400))
        found = [base]
        for tahun in YEARS[1:]:
            draws = panel.of("tumbuh", tahun)
            factor = np.where(once_in(draws, 80), 3000, 850 + below(draws, 400))
            found.append(np.minimum(found[-1] * factor // 1000, 10**13))
        return tuple(found)

    def _usaha_monev(self, schema: Schema) -> pa.Table:
        panel = self._usaha_panel

        def of_year(place: int, tahun: int) -> dict[str, Column]:
            omset, added, people = self._omset[place], panel.of("nilai tambah", tahun), panel.of("orang", tahun)
            share = below(added, 500) - np.where(once_in(added, 50), 500, 0)
            credit = panel.of("kredit", tahun)
            never = np.zeros(panel.count, bool)
            return {
                "ada": _yes(~never, never),
                "tanggal_monev": _day(tahun, panel.of("tanggal", tahun)),
                "omset": _whole(omset, once_in(panel.of("kosong omset", tahun), 50)),
                "aset": _whole(omset // 4 + 100_000 * below(people, 3000), once_in(panel.of("kosong aset", tahun), 30)),
                "tenaga_kerja_laki": _whole(below(people, 5) + omset // 1_000_000_000, once_in(people, 100)),
                "tenaga_kerja_perempuan": _whole(below(credit, 4) + omset // 2_000_000_000, once_in(people, 90)),
                "kredit_formal": _yes(below(credit, 3) == 0, once_in(credit, 50)),
                "nilai_tambah_bruto": _whole(omset // 1000 * share, once_in(panel.of("kosong nilai", tahun), 45)),
            }

        return _yearly(schema, panel, of_year)

    def _usaha(self, schema: Schema) -> pa.Table:
        """One row to an enterprise from its first day; one of twenty has a second row from a later day."""
        panel = self._usaha_panel
        again = np.flatnonzero(once_in(panel.of("baris kedua", 1), 20))
        which = np.concatenate([np.arange(panel.count), again])
        second = np.arange(len(which)) >= panel.count
        born, dies, later = panel.of("mulai"), panel.of("berakhir")[which], panel.of("baris kedua", 2)[which]
        first = np.where(once_in(born, 10), 2020 + below(born, 3), 2012 + below(born, 8))[which]
        start = np.where(second, 2023 + below(later, 2), first) * 10_000 + 101 + below(later, 12) * 100 + below(later, 28)
        ended = once_in(dies, 33) & ~np.isin(which, again)
        omset = np.where(second, self._omset[4][which], self._omset[1][which])
        kelas = np.digitize(omset, (MIKRO, KECIL, MENENGAH), right=True)
        people, facts = panel.of("orang", 1)[which], panel.of("isi", 1)[which]
        places = np.where(second, panel.places[4][which], panel.places[0][which])
        number = pa.array(which)
        columns = {
            "entitas": panel.entitas.take(number),
            "wilayah": panel.codes(places, once_in(panel.of("tanpa", 1)[which], 1000)),
            "id_data_badan_usaha": pa.array(panel.nomor, pa.string()).take(number),
            "nib": pa.array([f"9{one[-12:]:0>12}" for one in panel.nomor], pa.string()).take(
                pa.array(which, mask=once_in(panel.of("nib")[which], 5))
            ),
            "nama_usaha": _names(panel).take(number),
            "berlaku_sampai": _day(2024, dies, ~ended),
            "kategori_kbli": _one_of(tuple("ACGIS"), below(facts, 5), once_in(facts, 25)),
            "skala_usaha": _one_of(("mikro", "kecil", "menengah", "besar"), kelas, once_in(people, 40)),
            "omset": _whole(omset, once_in(panel.of("kosong omset", 1)[which], 50)),
            "tk_dibayar_laki": _whole(below(people, 4), once_in(facts, 70)),
            "tk_dibayar_perempuan": _whole(below(facts, 3), once_in(facts, 80)),
            "tk_tidak_dibayar_laki": _whole(below(people, 2), once_in(people, 60)),
            "tk_tidak_dibayar_perempuan": _whole(below(facts, 2), once_in(people, 90)),
        }
        return _table(schema, self.kota, len(which), pa.array(start, pa.int32()), columns)

    def _koperasi_tahunan(self, schema: Schema) -> pa.Table:
        panel = self._koperasi_panel
        base = 20_000_000 + skewed(panel.of("volume"), 20_000_000_000, 4)

        def money(name: str, tahun: int, part: int, below_zero: bool = False) -> Column:
            draws = panel.of(name, tahun)
            values = base * (800 + below(draws, 500) + 40 * (tahun - YEARS[0])) // (1000 * part)
            signed = np.where(once_in(draws, 30), -values, values) if below_zero else values
            return _whole(signed, once_in(panel.of("kosong " + name, tahun), 40))

        def people(name: str, tahun: int, limit: int) -> Column:
            return _whole(below(panel.of(name, tahun), limit), once_in(panel.of("kosong " + name, tahun), 50))

        def of_year(place: int, tahun: int) -> dict[str, Column]:
            rat = panel.of("rat", tahun)
            held, unknown = ~once_in(rat, 5), once_in(panel.of("kosong rat", tahun), 50)
            return {
                "ada": _yes(np.ones(panel.count, bool), np.zeros(panel.count, bool)),
                "nomor_induk_koperasi": pa.array(panel.nomor, pa.string()),
                "jenis_koperasi": _one_of(("Simpan Pinjam", "Konsumen", "Produsen", "Jasa"), below(panel.of("jenis"), 4)),
                "rat": _yes(held, unknown),
                "status_rat": _one_of(_RAT, below(rat, 5), ~held),
                "tanggal_rat": _day(tahun, rat, ~held),
                "diaudit": _yes(below(rat, 4) == 0, once_in(rat, 45)),
                "anggota_laki": people("anggota_laki", tahun, 300),
                "anggota_perempuan": people("anggota_perempuan", tahun, 250),
                "manajer": people("manajer", tahun, 3),
                "karyawan": people("karyawan", tahun, 15),
                "modal_sendiri": money("modal_sendiri", tahun, 3),
                "modal_luar": money("modal_luar", tahun, 4),
                "aset": money("aset", tahun, 2),
                "volume_usaha": money("volume_usaha", tahun, 1),
                "shu": money("shu", tahun, 20, True),
                "beban_kepegawaian": money("beban_kepegawaian", tahun, 25),
                "beban_gaji_pengurus_pengawas": money("beban_gaji_pengurus_pengawas", tahun, 40),
                "shu_sebelum_pajak": money("shu_sebelum_pajak", tahun, 18, True),
                "beban_penyusutan_dan_amortisasi": money("beban_penyusutan_dan_amortisasi", tahun, 60),
            }

        return _yearly(schema, panel, of_year)

    def _kesehatan_koperasi(self, schema: Schema) -> pa.Table:
        panel = self._koperasi_panel
        ranks = ("sehat", "sehat", "cukup sehat", "cukup sehat", "dalam pengawasan", "dalam pengawasan khusus")

        def of_year(place: int, tahun: int) -> dict[str, Column]:
            draws = panel.of("penilaian", tahun)
            never = np.zeros(panel.count, bool)
            return {
                "ada": _yes(below(draws, 100) < 55 + 5 * place, never),
                "nomor_induk_koperasi": pa.array(panel.nomor, pa.string()),
                "tanggal_penilaian": _day(tahun, draws),
                "skor": _whole(4000 + below(panel.of("skor", tahun), 6000), once_in(draws, 60)),
                "predikat": _one_of(ranks, below(panel.of("predikat", tahun), len(ranks))),
            }

        return _yearly(schema, panel, of_year)

    def _koperasi(self, schema: Schema) -> pa.Table:
        panel = self._koperasi_panel
        again = np.flatnonzero(once_in(panel.of("baris kedua", 1), 8))
        which = np.concatenate([np.arange(panel.count), again])
        second = np.arange(len(which)) >= panel.count
        facts, status, later = (panel.of("isi", 1)[which], panel.of("status", 1)[which], panel.of("baris kedua", 2)[which])
        start = np.where(second, 2021 + below(later, 4), 2008 + below(facts, 12)) * 10_000 + 101 + below(later, 12) * 100
        number = pa.array(which)
        never = np.zeros(len(which), bool)
        columns = {
            "entitas": panel.entitas.take(number),
            "wilayah": panel.codes(np.where(second, panel.places[4][which], panel.places[0][which]), once_in(facts, 1000)),
            "nomor_induk_koperasi": pa.array(panel.nomor, pa.string()).take(number),
            "nama_koperasi": _names(panel).take(number),
            "kdkmp": _yes(below(facts, 6) == 0, once_in(facts, 50)),
            "simpan_pinjam": _yes(below(status, 2) == 0, never),
            "izin_simpan_pinjam": _yes(below(later, 3) > 0, once_in(later, 30)),
            "status": _one_of(("aktif", "aktif", "aktif", "tidak aktif"), below(status, 4), once_in(status, 60)),
            "sertifikat_nik": _one_of(("Bersertifikat", "Belum Bersertifikat", "Kadaluarsa"), below(later, 3)),
            "sertifikat_nik_sampai": _day(2025, facts, once_in(later, 3)),
            "grade": _one_of(("A", "B", "C1", "C2", "D"), below(facts, 5), once_in(status, 30)),
            "tanggal_rat_terakhir": _day(2019 + below(status, 6), later, once_in(later, 20)),
        }
        return _table(schema, self.kota, len(which), pa.array(start, pa.int32()), columns)

    def _numbered(self, schema: Schema, kunci: str, count: int, of_row: Callable[[Draws, Whole], Columns]) -> pa.Table:
        """`count` rows to each year that are about the office, not about a region."""
        years = np.repeat(np.array(YEARS), count)
        draws = draw(np.arange(len(years), dtype=np.uint64), self.kota.seed, schema.nama, self.kota.putaran)
        nomor = [f"{schema.nama}-{tahun}-{number % count:03d}" for number, tahun in enumerate(years)]
        entitas = pa.array([entity_id(self.kota.kode, schema.entitas, kunci, one) for one in nomor], pa.string())
        columns = {"entitas": entitas, **of_row(draws, years)}
        if kunci in schema.by_nama:
            columns[kunci] = pa.array(nomor, pa.string())
        return _table(schema, self.kota, len(years), pa.array(years, pa.int32()), columns)

    def _skm(self, schema: Schema) -> pa.Table:
        def of_row(draws: Draws, years: Whole) -> Columns:
            answers = {
                f"u{n}": _whole(2 + below(draw(draws, f"u{n}"), 3), once_in(draw(draws, f"u{n}"), 50)) for n in range(1, 10)
            }
            return {"tanggal_isi": _day(years, draws), **answers}

        return self._numbered(schema, "nomor_responden", 40, of_row)

    def _temuan(self, schema: Schema) -> pa.Table:
        def of_row(draws: Draws, years: Whole) -> Columns:
            return {"tanggal_lhp": _day(years, draws), "asal": _one_of(("APEP", "APIP"), below(draws, 2))}

        return self._numbered(schema, "nomor_temuan", 3, of_row)

    def _rekomendasi(self, schema: Schema) -> pa.Table:
        def of_row(draws: Draws, years: Whole) -> Columns:
            states = ("sesuai", "sesuai", "belum sesuai", "belum ditindaklanjuti", "tidak dapat ditindaklanjuti")
            temuan = [f"temuan-{tahun}-{number % 6 // 2:03d}" for number, tahun in enumerate(years)]
            return {
                "nomor_temuan": pa.array(temuan, pa.string()),
                "nomor_rekomendasi": _one_of(("1", "2"), np.arange(len(years)) % 2),
                "tanggal_lhp": _day(years, draws),
                "status": _one_of(states, below(draws, 5), once_in(draws, 40)),
                "tanggal_tindak_lanjut": _day(years, draw(draws, "tindak lanjut"), once_in(draws, 3)),
            }

        return self._numbered(schema, "nomor_temuan+nomor_rekomendasi", 6, of_row)

    def _lke(self, schema: Schema) -> pa.Table:
        """Twelve parts, the same each year; their weights come to 100."""

        def of_row(draws: Draws, years: Whole) -> Columns:
            place = np.arange(len(years)) % 12
            komponen, sub = (schema.by_nama[name].pilihan for name in ("komponen", "sub_komponen"))
            weights = np.array([600, 900, 1500, 600, 900, 1500, 300, 450, 750, 500, 750, 1250])
            return {
                "kode_sub_komponen": _one_of(tuple(f"{n // 3 + 1}.{n % 3 + 1}" for n in range(12)), place),
                "komponen": _one_of(komponen, place // 3),
                "sub_komponen": _one_of(sub, place % 3),
                "nilai": _whole(50 + below(draws, 51), once_in(draws, 60)),
                "bobot": _whole(weights[place], np.zeros(len(years), bool)),
            }

        rows = self._numbered(schema, "", 12, of_row)
        codes = rows.column("kode_sub_komponen").to_pylist()
        entitas = [entity_id(self.kota.kode, schema.entitas, "kode_sub_komponen", one) for one in codes]
        return rows.set_column(0, "entitas", pa.array(entitas, pa.string()))
