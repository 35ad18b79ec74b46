"""The trend of one IKU: years as points, the running one up to its quarter, a forecast beside it, visible breaks."""

from collections.abc import Mapping

from tolok.measurement.perkiraan import Perkiraan
from tolok.services.selectors import AngkaKantor, trend_of
from tolok.store.models import IndikatorKantor, Realisasi
from tolok.values.instant import parse_instant, tanggal_panjang
from tolok.values.number import format_angka
from tolok.web.build.angka import exact, with_unit
from tolok.web.build.kerangka import Pandangan
from tolok.web.read_models import PerkiraanTren, PisahTren, Tautan, TitikTren, Tren

_ROMAN = {1: "I", 2: "II", 3: "III"}
_LABEL = 34


def build_tren(view: Pandangan, indikator: IndikatorKantor, perkiraan: Perkiraan | None) -> Tren | None:
    """Figures of up to six years; None where there is only one."""
    years = trend_of(indikator, view.period, view.at)
    if len(years) < 2:
        return None
    rows = {tahun: _row(figure) for tahun, figure in years.items()}
    last = next(row for row in reversed(rows.values()) if row is not None)
    isi = last.definisi.isi
    points = tuple(_point(view, tahun, figure, rows[tahun]) for tahun, figure in years.items())
    judul = finding(view, years, rows, perkiraan)
    spoken = "; ".join(f"{' '.join(filter(None, (one.label, one.keterangan)))}: {one.teks}" for one in points)
    breaks = _breaks(rows)
    why = view.alamat.bila_ada("rumus", kode=indikator.kode) if breaks else ""
    return Tren(
        judul, f"{judul}. {spoken}.", isi["satuan"], points, breaks,
        catatan=_break_words(rows, breaks), tautan=Tautan("Alasan perubahan definisi", why) if why else None,
        perkiraan=_ahead(perkiraan, isi["desimal"]),
    )  # fmt: skip


def _row(figure: AngkaKantor) -> Realisasi | None:
    shown = figure.terbit or figure.kini
    return shown.realisasi if shown else None


def _point(view: Pandangan, tahun: int, figure: AngkaKantor, row: Realisasi | None) -> TitikTren:
    nilai = exact(row) if row else None
    target = figure.target_tahun
    desimal = row.definisi.isi["desimal"] if row else 2
    running = tahun == view.period.tahun and view.period.triwulan in _ROMAN
    return TitikTren(
        label=str(tahun),
        nilai=None if nilai is None else float(nilai),
        teks="tidak ada data" if row is None else (row.tampil or row.alasan),
        target=None if target is None else float(target),
        teks_target="" if target is None else format_angka(target, desimal),
        keterangan=f"s.d. Triwulan {_ROMAN[view.period.triwulan]}" if running else "",
        berjalan=running,
    )


def _ahead(perkiraan: Perkiraan | None, desimal: int) -> PerkiraanTren | None:
    if perkiraan is None or perkiraan.nilai is None or perkiraan.rendah is None or perkiraan.tinggi is None:
        return None
    low, high = format_angka(perkiraan.rendah, desimal), format_angka(perkiraan.tinggi, desimal)
    return PerkiraanTren(
        float(perkiraan.nilai), float(perkiraan.rendah), float(perkiraan.tinggi),
        format_angka(perkiraan.nilai, desimal), low if low == high else f"{low}–{high}",
    )  # fmt: skip


def _breaks(rows: Mapping[int, Realisasi | None]) -> tuple[PisahTren, ...]:
    """Where what is measured is no longer the same: both sides are named, and no line leads across."""
    found, before = [], None
    for index, row in enumerate(rows.values()):
        if row is None:
            continue
        if before is not None and before.definisi.hash_ukuran != row.definisi.hash_ukuran:
            found.append(PisahTren(index, *_side(before), *_side(row)))
        before = row
    return tuple(found)


def _side(row: Realisasi) -> tuple[str, str]:
    isi = row.definisi.isi
    since = tanggal_panjang(parse_instant(isi["berlaku_sejak"]))
    who = str(isi.get("populasi") or "")
    return f"Definisi sejak {since}", who if len(who) <= _LABEL else who[: _LABEL - 1].rsplit(" ", 1)[0] + "…"


def _break_words(rows: Mapping[int, Realisasi | None], breaks: tuple[PisahTren, ...]) -> str:
    if not breaks:
        return ""
    years = list(rows)
    said = " dan ".join(str(years[one.indeks]) for one in breaks)
    return f"Angka sebelum dan sesudah {said} tidak dibandingkan karena cara menghitungnya berubah."


def finding(
    view: Pandangan, years: Mapping[int, AngkaKantor], rows: Mapping[int, Realisasi | None], perkiraan: Perkiraan | None
) -> str:
    """The title of the chart: what the last year says, against the year before and against its target."""
    known = [(tahun, row) for tahun, row in rows.items() if row is not None and row.nilai]
    if view.period.triwulan in _ROMAN:
        return _running(view, years[view.period.tahun], rows[view.period.tahun], perkiraan)
    if len(known) < 2:
        return "Baru satu tahun yang terukur"
    (before, old), (now, new) = known[-2:]
    a, b = exact(old), exact(new)
    assert a is not None and b is not None  # noqa: S101  # both have a value
    if old.definisi.hash_ukuran != new.definisi.hash_ukuran:
        said = f"{now} diukur dengan cara baru"
    elif a == b:
        said = f"{now} sama dengan {before}"
    else:
        said = f"{now} {'lebih tinggi' if b > a else 'lebih rendah'} daripada {before}"
    return said + _against(years[now], new, joined=b >= a)


def _against(figure: AngkaKantor, row: Realisasi, *, joined: bool) -> str:
    nilai, target, arah = exact(row), figure.target_tahun, row.definisi.isi["arah"]
    if nilai is None or target is None or arah == "stabil":
        return ""
    reached = nilai <= target if arah == "turun" else nilai >= target
    if reached:
        return " dan mencapai target"
    link = ", tetapi" if joined == (arah == "naik") else " dan"
    return f"{link} {'di atas' if arah == 'turun' else 'di bawah'} target"


def _running(view: Pandangan, figure: AngkaKantor, row: Realisasi | None, perkiraan: Perkiraan | None) -> str:
    label = view.period.label
    if row is None or not row.nilai:
        return f"{label} belum ada angkanya"
    isi = row.definisi.isi
    if perkiraan is not None and perkiraan.nilai is not None:
        said = with_unit(format_angka(perkiraan.nilai, isi["desimal"]), isi)
        return f"{view.period.tahun} diperkirakan {said}" + _ahead_against(figure, perkiraan, isi["arah"])
    return f"Sampai {label} {with_unit(row.tampil, isi)}"


def _ahead_against(figure: AngkaKantor, perkiraan: Perkiraan, arah: str) -> str:
    if figure.target_tahun is None or perkiraan.nilai is None:
        return ""
    gap = perkiraan.nilai - figure.target_tahun
    if gap == 0:
        return ", tepat di target"
    return f", {'di atas' if gap > 0 else 'di bawah'} target"
