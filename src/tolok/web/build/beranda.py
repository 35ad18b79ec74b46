"""The office at one look: what stands where, why, whose it is, what waits for the reader."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from tolok.measurement.perkiraan import ATURAN, ATURAN_STATUS, Perkiraan, StatusPerkiraan, status_perkiraan
from tolok.services.perkiraan import Earlier, earlier_years, forecasts_of
from tolok.services.selectors import AngkaKantor, explanations_of, figures_of, owners_of
from tolok.store.models import Penjelasan, Realisasi
from tolok.values.instant import parse_instant, tanggal_panjang
from tolok.values.number import format_angka
from tolok.web.build.angka import capaian_value, cause_of, exact, mistar_of, nada_of, open_case, with_unit
from tolok.web.build.beranda_samping import late_elsewhere, standing, waiting_items, waiting_words
from tolok.web.build.data_landasan import register_table
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.read_models import BarisIku, Fakta, HalamanBeranda, KelompokIku, Pesan, Tautan
from tolok.web.read_models.komponen import Nada

CAUSE = 60
_YEAR: dict[str, tuple[Nada, str]] = {
    "buruk": ("buruk", "Tidak mencapai target"),
    "baik": ("baik", "Mencapai target"),
    "kosong": ("netral", "Belum ada angka"),
}
_RUNNING: dict[str, tuple[Nada, str]] = {
    "meleset": ("buruk", "Diperkirakan meleset"),
    "perhatian": ("waspada", "Perlu perhatian"),
    "sesuai": ("baik", "Sesuai jalur"),
    "tanpa": ("netral", "Belum dapat diperkirakan"),
    "kosong": ("netral", "Belum ada angka"),
}
_COUNTS = ("tidak ada", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")


@dataclass(frozen=True)
class Papan:
    """Everything that the table of one office stands on, fetched once."""

    view: Pandangan
    angka: Sequence[AngkaKantor]
    perkiraan: Mapping[int, Perkiraan] = field(default_factory=dict)
    penjelasan: Mapping[int, Mapping[str, Penjelasan]] = field(default_factory=dict)
    pemilik: Mapping[int | None, str] = field(default_factory=dict)
    tahun_lalu: Earlier = field(default_factory=dict)

    @property
    def running(self) -> bool:
        return self.view.period.triwulan in (1, 2, 3)

    @property
    def foreseen(self) -> bool:
        """Whether at least one forecast stands: without any, the page shows what is measured."""
        return any(one.nilai is not None for one in self.perkiraan.values())


def board_of(view: Pandangan) -> Papan:
    """The figures of the reader's office and period as known at his instant, with forecasts and explanations."""
    figures = figures_of(view.kantor, view.period, view.at)
    rows = [f.kini.realisasi for f in figures if f.kini]
    running = view.period.triwulan in (1, 2, 3)
    earlier = earlier_years([f.indikator for f in figures if f.kini], view.period.tahun, view.at) if running else {}
    forecasts = forecasts_of(figures, view.period, earlier) if running else {}
    return Papan(view, figures, forecasts, explanations_of(rows, view.at), owners_of(view.kantor, view.at), earlier)


def build_beranda(view: Pandangan) -> HalamanBeranda:
    """Page 1 of the design: groups by how they stand, largest relative shortfall first."""
    board = board_of(view)
    groups = groups_of(board)
    waiting = waiting_items(view)
    judul_menunggu, kosong_menunggu = waiting_words(view)
    return HalamanBeranda(
        kerangka=frame(view, "IKU", kini="Beranda"),
        judul=finding(board),
        lead=_lead(board),
        kolom_realisasi=realised_head(view),
        kolom_selisih="Selisih akhir tahun" if board.foreseen else "Selisih dari target",
        kelompok=groups,
        menunggu=waiting,
        judul_menunggu=judul_menunggu,
        menunggu_kosong=kosong_menunggu,
        menunggu_ringkas=_band(judul_menunggu, len(waiting)) if waiting else "",
        menunggu_ringkas_keterangan=(waiting[0].batas or waiting[0].judul) if waiting else "",
        periksa_href=waiting[0].href if waiting else "",
        terlambat=late_elsewhere(view, board.angka),
        register=register_table(view, board.angka),
        register_semua=view.alamat.bila_ada("register"),
        kosong=None if groups else _not_open(),
        unduh=Tautan("Cetak tabel IKU", view.alamat.cetak("iku")) if any(f.terbit for f in board.angka) else None,
        ada_perkiraan=board.foreseen,
        aturan=rules(board),
        keadaan=standing(board.angka) if not judul_menunggu else (),
    )


def realised_head(view: Pandangan) -> str:
    """What the first number of the ruler is: the year's, or how far the year has come."""
    if view.period.triwulan in (1, 2, 3):
        return f"Sampai {tanggal_panjang(parse_instant(view.period.end.isoformat())).split()[1]}"
    return f"Realisasi {view.period.tahun}"


def _band(judul: str, count: int) -> str:
    return f"{count} {judul[0].lower()}{judul[1:]}"


def rules(board: Papan) -> tuple[Fakta, ...]:
    """The two declared rules, printed where a forecast stands."""
    return (Fakta("Perkiraan", ATURAN), Fakta("Keadaan", ATURAN_STATUS)) if board.foreseen else ()


def key_of(board: Papan, figure: AngkaKantor) -> str:
    """The group in which a figure stands."""
    kini = figure.kini
    if kini is None or not kini.realisasi.nilai:
        return "kosong"
    if not board.running:
        return "kosong" if nada_of(figure) == "netral" else nada_of(figure)
    return status_of(board, figure) or "tanpa"


def status_of(board: Papan, figure: AngkaKantor) -> StatusPerkiraan | None:
    """How the forecast of a figure stands against the year's target; None without a forecast."""
    forecast, kini = board.perkiraan.get(figure.indikator.pk), figure.kini
    if forecast is None or kini is None:
        return None
    isi = kini.realisasi.definisi.isi
    return status_perkiraan(forecast, figure.target_tahun, isi["arah"], open_case(kini.realisasi))


def finding(board: Papan) -> str:
    """The sentence in h1: how many of the IKU will miss, have missed, or are measured at all."""
    figures, period = board.angka, board.view.period
    keys = [key_of(board, one) for one in figures]
    measured = len(keys) - keys.count("kosong")
    if not measured:
        return f"Belum ada IKU yang terukur untuk {period.label}"
    if board.foreseen:
        missed = keys.count("meleset")
        said = f"{missed} dari {len(keys)} IKU diperkirakan tidak" if missed else "Tidak ada IKU yang diperkirakan gagal"
        return f"{said} mencapai target {period.tahun}"
    if board.running:
        return f"{measured} dari {len(keys)} IKU sudah diukur untuk {period.label}"
    missed = keys.count("buruk")
    label = period.label.removeprefix("tahun ")
    if not missed:
        return f"{measured} dari {len(keys)} IKU mencapai target {label}"
    return f"{missed} dari {len(keys)} IKU tidak mencapai target {label}"


def _lead(board: Papan) -> str:
    keys = [key_of(board, one) for one in board.angka]
    end = tanggal_panjang(parse_instant(board.view.period.end.isoformat()))
    if board.running:
        words = {"perhatian": "perlu perhatian", "sesuai": "sesuai jalur", "tanpa": "belum dapat diperkirakan",
                 "kosong": "belum ada angkanya"}  # fmt: skip
        said = [f"{_number(keys.count(key))} {word}" for key, word in words.items() if key in keys]
        rest = f" {said[0][0].upper()}{', '.join(said)[1:]}." if said else ""
        return f"Posisi sampai {end}.{rest}"
    published = sum(f.terbit is not None for f in board.angka)
    parts = [f"{published} dari {len(board.angka)} angka sudah diterbitkan"]
    if "kosong" in keys:
        parts.append(f"{keys.count('kosong')} belum ada angkanya")
    return ", ".join(parts) + "."


def _number(count: int) -> str:
    return _COUNTS[count] if count < len(_COUNTS) else str(count)


def groups_of(board: Papan, prefix: str = "") -> tuple[KelompokIku, ...]:
    """The IKU that have a vintage, by how they stand."""
    groups = []
    for key, (nada, kata) in (_RUNNING if board.running else _YEAR).items():
        mine = [f for f in board.angka if f.kini is not None and key_of(board, f) == key]
        mine.sort(key=lambda f: _shortfall(board, f))
        if mine:
            groups.append(KelompokIku(nada, kata, tuple(_row(board, f) for f in mine)))
    return tuple(groups)


def _shortfall(board: Papan, figure: AngkaKantor) -> Fraction:
    """What the order inside a group goes by: the forecast over its target, else capaian; the smallest first."""
    forecast = board.perkiraan.get(figure.indikator.pk)
    if forecast is not None and forecast.nilai is not None and figure.target_tahun:
        ratio = forecast.nilai / figure.target_tahun
        return -ratio if figure.kini and figure.kini.realisasi.definisi.isi["arah"] == "turun" else ratio
    return capaian_value(figure) or Fraction(0)


def _row(board: Papan, figure: AngkaKantor) -> BarisIku:
    kini = figure.kini
    assert kini is not None  # noqa: S101  # only computed figures come here
    row, isi = kini.realisasi, kini.realisasi.definisi.isi
    forecast = board.perkiraan.get(figure.indikator.pk)
    selisih, keterangan = _difference(board, figure, row, isi, forecast)
    return BarisIku(
        kode=figure.indikator.kode,
        nama=figure.indikator.nama,
        href=board.view.alamat.indikator(figure.indikator.kode),
        pemilik=_owner(board, figure),
        sebab=_cause(board, figure, row),
        mistar=mistar_of(against_year(figure) if board.foreseen else figure, isi, forecast),
        selisih=selisih,
        selisih_keterangan=keterangan,
        keadaan=kini.status,  # type: ignore[arg-type]  # states of the approval table, or digantikan
    )


def against_year(figure: AngkaKantor) -> AngkaKantor:
    """The same figure held against the target of its year: on one page all rulers end at the same kind of target."""
    return replace(figure, target=figure.target_tahun)


def _owner(board: Papan, figure: AngkaKantor) -> str:
    """The bidang, and who answers for it there; the one of the whole office where the bidang has nobody of its own."""
    bidang = figure.indikator.bidang
    person = board.pemilik.get(bidang.pk if bidang else None) or board.pemilik.get(None, "")
    return ", ".join(filter(None, (bidang.nama if bidang else "", person))) or "–"


def _difference(
    board: Papan, figure: AngkaKantor, row: Realisasi, isi: Mapping[str, Any], forecast: Perkiraan | None
) -> tuple[str, str]:
    nilai, target = exact(row), figure.target
    if board.foreseen:
        if forecast is None or forecast.nilai is None or figure.target_tahun is None:
            return "–", "belum diperkirakan"
        said = with_unit(format_angka(forecast.nilai, isi["desimal"]), isi)
        return _signed(forecast.nilai - figure.target_tahun, isi["desimal"]), f"perkiraan {said}"
    if nilai is None or target is None:
        return "–", row.alasan
    capaian = (figure.capaian or {}).get("tampil")
    return _signed(nilai - target, isi["desimal"]), f"capaian {capaian}%" if capaian else row.alasan


def _signed(gap: Fraction, desimal: int) -> str:
    text = format_angka(gap, desimal)
    return f"+{text}" if gap > 0 and text.strip("0,") else text


def _cause(board: Papan, figure: AngkaKantor, row: Realisasi) -> str:
    """The owner's own words of what hinders, else the weightiest computed sign; one line, the whole on the next page."""
    written = board.penjelasan.get(row.pk, {}).get("penghambat")
    if written is not None:
        return shortened(written.isi)
    before = board.tahun_lalu.get(figure.indikator.pk, {}).get(row.tahun - 1)
    said = f" Hasil {before.tahun}: {with_unit(before.tampil, before.definisi.isi)}." if before and not row.nilai else ""
    return cause_of(row) + said


def shortened(text: str, most: int = CAUSE) -> str:
    """One line: the first sentence where it fits, else cut at a word with an ellipsis."""
    line = " ".join(text.split())
    first = line.split(". ")[0].rstrip(".")
    if len(first) <= most:
        return first + "."
    return first[: most - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _not_open() -> Pesan:
    return Pesan(
        "kosong", "Periode belum dibuka", "Perencana menghitung angka periode ini dari register yang sudah diterima."
    )
