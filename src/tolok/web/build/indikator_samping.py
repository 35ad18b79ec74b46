"""Beside the figure of one IKU: its facts with forecast and absorption, explanation, evidence, what waits next."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tolok.measurement.penjelasan import JENIS, NAMA_JENIS
from tolok.measurement.perkiraan import ATURAN, BELUM_ADA_ANGKA, Perkiraan, needed_pace, status_perkiraan
from tolok.services.anggaran import serapan_of
from tolok.services.bukti_angka import bukti_of
from tolok.services.penjelasan import penjelasan_of
from tolok.services.perkiraan import earlier_years, forecasts_of
from tolok.services.selectors import AngkaKantor
from tolok.store.models import Bukti as BuktiAngka
from tolok.store.models import Realisasi
from tolok.values.instant import tanggal_panjang, tanggal_pendek
from tolok.values.number import format_angka
from tolok.values.period import Period
from tolok.web.alamat import Alamat
from tolok.web.build.angka import NADA_PERKIRAAN, exact, open_case, target_text, with_unit
from tolok.web.build.kerangka import Pandangan
from tolok.web.read_models import Bukti, Fakta, Penjelasan, Tautan

_STATUS = {"meleset": "meleset", "perhatian": "perlu perhatian", "sesuai": "sesuai jalur", None: ""}


def forecast_of(view: Pandangan, figure: AngkaKantor) -> Perkiraan | None:
    """The forecast of a running quarter's figure, or the reason; None where the year is over."""
    if view.period.triwulan not in (1, 2, 3):
        return None
    earlier = earlier_years([figure.indikator], view.period.tahun, view.at)
    return forecasts_of([figure], view.period, earlier).get(figure.indikator.pk)


def rule_of(forecast: Perkiraan | None) -> str:
    """The declared rule, printed wherever a forecast or its reason stands."""
    return ATURAN if forecast is not None and forecast.alasan != BELUM_ADA_ANGKA else ""


def facts_of(
    view: Pandangan, figure: AngkaKantor, isi: dict[str, Any], base: Mapping[str, Any], forecast: Perkiraan | None
) -> tuple[Fakta, ...]:
    """Target, capaian, forecast with its range and the pace needed, absorption, policy, flags."""
    capaian = figure.capaian or {}
    facts = _targets(view, figure, isi)
    if capaian.get("tampil"):
        facts.append(Fakta("Capaian", f"{capaian['tampil']} · {capaian['predikat']}"))
    else:
        facts.append(Fakta("Capaian", str(capaian.get("alasan") or "belum ada")))
    measured = figure.kini is not None and bool(figure.kini.realisasi.nilai)
    facts += _ahead(view, figure, isi, forecast) if forecast is not None and measured else []
    absorbed = serapan_of(figure.indikator, view.period, view.at)
    if absorbed is not None:
        facts.append(Fakta("Anggaran terserap", absorbed.tampil))
    facts.append(Fakta("Kebijakan capaian", str(capaian.get("kebijakan", "–"))))
    if capaian.get("catatan"):
        facts.append(Fakta("Catatan capaian", capaian["catatan"]))
    facts += [Fakta("Tanda", tanda, nada="waspada") for tanda in base["tanda"]]
    return tuple(facts)


def _targets(view: Pandangan, figure: AngkaKantor, isi: dict[str, Any]) -> list[Fakta]:
    """The year's target, and in a quarter also the quarter's where it has one of its own."""
    period = view.period
    yearly = figure.target_tahun if period.triwulan else figure.target
    said = with_unit(format_angka(yearly, isi["desimal"]), isi) if yearly is not None else "belum ada"
    facts = [Fakta(f"Target {period.tahun}", said)]
    if period.triwulan and figure.target is not None and figure.target != yearly:
        facts.insert(0, Fakta(f"Target {period.label.rsplit(' ', 1)[0]}", target_text(figure, isi)))
    return facts


def _ahead(view: Pandangan, figure: AngkaKantor, isi: Mapping[str, Any], forecast: Perkiraan) -> list[Fakta]:
    if forecast.nilai is None or forecast.rendah is None or forecast.tinggi is None:
        return [Fakta("Perkiraan akhir tahun", f"tanpa: {forecast.alasan}")]
    row, target, desimal = figure.kini.realisasi if figure.kini else None, figure.target_tahun, isi["desimal"]
    status = status_perkiraan(forecast, target, isi["arah"], open_case(row))
    said = with_unit(format_angka(forecast.nilai, desimal), isi)
    gap = f" {format_angka(abs(forecast.nilai - target), desimal)}" if target is not None and status == "meleset" else ""
    low, high = format_angka(forecast.rendah, desimal), format_angka(forecast.tinggi, desimal)
    facts = [
        Fakta("Perkiraan akhir tahun", ", ".join(filter(None, (said, _STATUS[status] + gap))), nada=NADA_PERKIRAAN[status]),
        Fakta("Rentang perkiraan", with_unit(low if low == high else f"{low}–{high}", isi)),
    ]
    pace = needed_pace(exact(row) if row else None, target, isi["arah"], view.period.triwulan)
    if pace is not None:
        unit = "poin" if isi["satuan_tampil"] == "%" else ""
        change = f"{format_angka(abs(pace.kurang), desimal)} {unit}".strip()
        verb = "naik" if pace.kurang > 0 else "turun"
        facts.append(Fakta("Masih perlu", f"{verb} {change} dalam {pace.triwulan_tersisa} triwulan"))
    return facts


@dataclass(frozen=True)
class Samping:
    """The column beside: words and files of the owner, with the doors to change them for whoever may."""

    penjelasan: tuple[Penjelasan, ...]
    penjelasan_oleh: str
    penjelasan_tautan: Tautan | None
    bukti: tuple[Bukti, ...]
    bukti_tautan: Tautan | None


def beside_of(view: Pandangan, row: Realisasi) -> Samping:
    """Explanation and evidence as they held at the reader's instant."""
    written = penjelasan_of(row, view.at)
    parts = tuple(Penjelasan(NAMA_JENIS[jenis], written[jenis].isi) for jenis in JENIS if jenis in written)
    last = max(written.values(), key=lambda one: one.pada, default=None)
    return Samping(
        parts,
        f"Ditulis {last.oleh.nama}, {tanggal_panjang(last.pada)}" if last else "",
        _door(view, row, "penjelasan", "tulis_penjelasan", "Ubah penjelasan" if parts else "Tulis penjelasan"),
        tuple(_evidence(view, row, one) for one in bukti_of(row, view.at)),
        _door(view, row, "bukti", "lampirkan_bukti", "Kelola bukti"),
    )


def _door(view: Pandangan, row: Realisasi, nama: str, hak: str, label: str) -> Tautan | None:
    """A link for whoever has the right, in the present, where such a page exists."""
    if view.lampau or hak not in view.hak:
        return None
    href = view.alamat.bila_ada(nama, kode=row.indikator.kode, nomor=row.nomor)
    return Tautan(label, href) if href else None


def _evidence(view: Pandangan, row: Realisasi, one: BuktiAngka) -> Bukti:
    parts = [one.halaman]
    if one.jenis == "berkas":
        parts.append(size_words(one.ukuran))
    parts += [one.oleh.nama, tanggal_pendek(one.pada).split(",")[0]]
    href = view.alamat.bila_ada("bukti-unduh", kode=row.indikator.kode, nomor=row.nomor, bukti_nomor=one.pk)
    if one.jenis == "tautan":
        href = one.isi
    digest = f"{one.sha256[:4]}…{one.sha256[-4:]}" if one.sha256 else ""
    text = f"{one.isi} · " if one.jenis == "teks" else ""
    return Bukti(one.nama, "" if one.jenis == "teks" else href, text + " · ".join(filter(None, parts)), digest)


def size_words(size: int) -> str:
    """`84 kB`, `1,8 MB`."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    return f"{round(size / 1_000_000, 1)} MB".replace(".", ",")


def next_waiting(view: Pandangan, row: Realisasi) -> Tautan | None:
    """The next figure that waits for the reader, so that he walks through them one by one."""
    if view.lampau:
        return None
    others = [one for one in view.menunggu if one.pk != row.pk]
    if not others:
        return None
    first, rest = others[0], len(others) - 1
    href = Alamat(view.kantor.slug, Period(first.tahun, first.triwulan)).indikator(first.indikator.kode)
    label = f"{first.indikator.kode} {Period(first.tahun, first.triwulan).label}"
    return Tautan(f"Berikutnya menunggu Anda: {label}" + (f", {rest} lagi sesudahnya" if rest else ""), href)
