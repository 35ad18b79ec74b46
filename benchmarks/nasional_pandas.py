"""The national answer with pandas: what someone would write who knows it well. Levels from one another, as the SQL does."""

from pathlib import Path

import pandas as pd

from tolok.engine.national import NationalSnapshot

_MIKRO = 2_000_000_000
_LENGTH = {"kelurahan": 13, "kecamatan": 8, "kota": 5, "provinsi": 2}


def answer(snapshot: NationalSnapshot, out: Path) -> None:
    """Writes usaha_monev.parquet and koperasi_tahunan.parquet as the statements in nasional_sql do."""
    _levels(_usaha(snapshot)).to_parquet(out / "usaha_monev.parquet")
    _levels(_koperasi(snapshot)).to_parquet(out / "koperasi_tahunan.parquet")


def _read(snapshot: NationalSnapshot, register: str, columns: list[str]) -> pd.DataFrame:
    """Whole numbers with empty fields stay whole numbers; texts that repeat are categories."""
    paths = [piece.path for piece in snapshot.of(register)]
    rows = pd.concat(
        [pd.read_parquet(path, columns=["pemda", "wilayah", "periode", *columns], dtype_backend="numpy_nullable")
         for path in paths], ignore_index=True,
    )  # fmt: skip
    rows = rows[rows["periode"].between(2020, 2024)]
    rows["wilayah"] = rows["wilayah"].fillna(rows["pemda"] + "/-").astype("category")
    return rows.drop(columns="pemda")


def _usaha(snapshot: NationalSnapshot) -> pd.DataFrame:
    rows = _read(snapshot, "usaha_monev", ["omset", "omset__1", "ada__1", "nilai_tambah_bruto"])
    now, then, here = rows["omset"], rows["omset__1"], rows["ada__1"].astype(bool)
    known, known_then = now.notna(), then.notna()
    mikro, above = then.between(0, _MIKRO).fillna(False), (then > _MIKRO).fillna(False)
    rises = (now > then).fillna(False)
    negative = (now < 0).fillna(False)
    facts = {
        "um01_pembilang": mikro & (now > _MIKRO).fillna(False),
        "um01_penyebut": mikro & (now >= 0).fillna(False),
        "um01_tidak_pembilang": above | (mikro & now.between(0, _MIKRO).fillna(False)),
        "um01_tidak_penyebut": above,
        "um01_tanpa_tahun_lalu": ~here,
        "um01_omset_kosong": here & ~known & ~above,
        "um01_omset_lalu_kosong": here & known & ~known_then,
        "um01_omset_negatif": negative & known_then & ~above,
        "um01_omset_lalu_negatif": known & ~negative & (then < 0).fillna(False),
        "um02_pembilang": rises,
        "um02_penyebut": known & known_then,
        "um02_tidak_pembilang": known & known_then & ~rises,
        "um02_tanpa_tahun_lalu": ~here,
        "um02_omset_kosong": here & ~known,
        "um02_omset_lalu_kosong": here & known & ~known_then,
    }
    return _grouped(rows, facts, {"ntb": "nilai_tambah_bruto"})


def _koperasi(snapshot: NationalSnapshot) -> pd.DataFrame:
    columns = ["dinilai_kesehatan", "predikat_kesehatan", "volume_usaha", "nilai_tambah_bruto"]
    rows = _read(snapshot, "koperasi_tahunan", columns)
    rated, unknown = rows["dinilai_kesehatan"].fillna(False).astype(bool), rows["dinilai_kesehatan"].isna()
    sound = (rows["predikat_kesehatan"] == "sehat").fillna(False).astype(bool)
    named = rows["predikat_kesehatan"].notna()
    facts = {
        "dinilai_terhitung": rated,
        "dinilai_tidak": ~rated & ~unknown,
        "dinilai_kosong": unknown,
        "kop05_pembilang": rated & sound,
        "kop05_penyebut": rated & named,
        "kop05_tidak_pembilang": (~rated & ~unknown) | (rated & named & ~sound),
        "kop05_tidak_penyebut": ~rated & ~unknown,
        "kop05_dinilai_kosong": unknown,
        "kop05_predikat_kosong": rated & ~named,
    }
    return _grouped(rows, facts, {"volume": "volume_usaha", "ntb": "nilai_tambah_bruto"})


def _grouped(rows: pd.DataFrame, facts: dict[str, pd.Series], sums: dict[str, str]) -> pd.DataFrame:
    """The village states: one groupby over a frame of truths and values."""
    frame = {name: fact.astype("int64") for name, fact in facts.items()}
    for name, column in sums.items():
        frame[f"{name}_terhitung"] = rows[column].notna().astype("int64")
        frame[f"{name}_jumlah"] = rows[column].fillna(0).astype("int64")
        frame[f"{name}_kosong"] = rows[column].isna().astype("int64")
    keys = [rows["wilayah"], rows["periode"].astype("int32").rename("tahun")]
    found: pd.DataFrame = pd.DataFrame(frame).groupby(keys, observed=True).sum().reset_index()
    found["wilayah"] = found["wilayah"].astype(str)
    return found


def _levels(villages: pd.DataFrame) -> pd.DataFrame:
    frames, below = [], villages
    for level, length in _LENGTH.items():
        below = below.assign(wilayah=below["wilayah"].str[:length]).groupby(["wilayah", "tahun"], as_index=False).sum()
        frames.append(below.assign(tingkat=level))
    nation = below.assign(wilayah="ID").groupby(["wilayah", "tahun"], as_index=False).sum()
    return pd.concat([*frames, nation.assign(tingkat="nasional")], ignore_index=True)
