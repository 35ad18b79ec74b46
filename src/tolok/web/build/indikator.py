"""The page of one IKU: believe or question one figure, then decide."""

import re
from collections.abc import Mapping
from typing import Any, Literal

from tolok.measurement.approval import Action, waiting_role
from tolok.services.definisi import checked_of, doubts_about, printed_in
from tolok.services.paket import region_tree
from tolok.services.persetujuan import offered, why_not
from tolok.services.selectors import AngkaKantor, Terbitan, known_results, targets_of
from tolok.services.terbitan import who_took
from tolok.store.models import IndikatorKantor, Realisasi
from tolok.values.instant import parse_instant, tanggal_panjang, tanggal_pendek
from tolok.values.number import format_angka, parse_fraction
from tolok.values.region import TANPA_WILAYAH
from tolok.web.build.angka import angka_of, mistar_of, target_text, with_unit
from tolok.web.build.indikator_samping import beside_of, facts_of, forecast_of, next_waiting, rule_of
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.build.rumus import printed, rumus_of
from tolok.web.build.tren import build_tren
from tolok.web.read_models import (
    Alur,
    BarisPerbandingan,
    BarisTerbitan,
    ButirLegenda,
    CaraMenghitung,
    HalamanIndikator,
    Keputusan,
    LangkahAlur,
    Perbandingan,
    Pesan,
    Tautan,
    Tindakan,
)

VERB: dict[str, str] = {
    "ajukan": "Ajukan",
    "verifikasi": "Verifikasi",
    "setujui": "Setujui",
    "terbitkan": "Terbitkan",
    "kembalikan": "Kembalikan dengan alasan",
    "buka_kembali": "Buka kembali dengan alasan",
}
_STEPS = (("Dihitung", ""), ("Diajukan", "ajukan"), ("Diverifikasi", "verifikasi"), ("Disetujui", "setujui"),
          ("Diterbitkan", "terbitkan"))  # fmt: skip
_MOST_TOTALS = 4  # columns beside the value before the table of kecamatan becomes unreadable
_TURN = {
    "operator": "operator bidang",
    "verifikator": "verifikator",
    "kepala_dinas": "kepala dinas",
    "perencana": "perencana",
}


def build_indikator(view: Pandangan, indikator: IndikatorKantor, figure: AngkaKantor) -> HalamanIndikator:
    """Page 2 of the design for one figure that has at least one vintage."""
    kini = figure.kini
    assert kini is not None  # noqa: S101  # a figure without a vintage has its own page
    row, isi = kini.realisasi, kini.realisasi.definisi.isi
    base = row.lembar["wilayah"][view.kantor.pemda_id]
    forecast = forecast_of(view, figure)
    beside = beside_of(view, row)
    return HalamanIndikator(
        kerangka=frame(view, indikator.nama, (Tautan(indikator.kode),), kini="Indikator"),
        nama=indikator.nama,
        keterangan=describe_line(indikator, isi),
        periode=view.period.title,
        angka=angka_of(kini),
        mistar=mistar_of(figure, isi, forecast),
        fakta=facts_of(view, figure, isi, base, forecast),
        lembar_hitung=Tautan("Lihat lembar hitung", view.alamat.lembar(indikator.kode, row.nomor)),
        lembar_keterangan=_counted(base["total"]),
        alur=alur_of(view, kini),
        cara=_how(view, row, isi),
        terbitan=vintage_rows(view, figure),
        tren=build_tren(view, indikator, forecast),
        perbandingan=_compared(view, row, figure),
        catatan=_notes(view, figure, row),
        cetak_href=view.alamat.bila_ada("kartu", kode=indikator.kode),
        rumus_href=view.alamat.bila_ada("rumus", kode=indikator.kode),
        sebanding_href=view.alamat.bila_ada("sebanding", kode=indikator.kode),
        diketahui_lampau=view.lampau,
        penjelasan=beside.penjelasan,
        penjelasan_oleh=beside.penjelasan_oleh,
        penjelasan_tautan=beside.penjelasan_tautan,
        bukti=beside.bukti,
        bukti_tautan=beside.bukti_tautan,
        aturan=rule_of(forecast),
        berikutnya=next_waiting(view, row),
    )


def describe_line(indikator: IndikatorKantor, isi: Mapping[str, Any]) -> str:
    better = {"naik": "makin tinggi makin baik", "turun": "makin rendah makin baik", "stabil": "tepat target paling baik"}
    owner = indikator.bidang.nama if indikator.bidang else ""
    return " · ".join(filter(None, (indikator.kode, f"IKU pada {indikator.jenjang}", better[isi["arah"]], owner)))


def _counted(totals: list[dict[str, Any]]) -> str:
    parted = [one for one in totals if "terhitung" in one]
    if not parted:
        return ""
    last = parted[-1] if parted[0]["agregat"].startswith("pembilang ") else parted[0]
    excluded = sum(last["dikeluarkan"].values())
    return f"{format_angka(last['terhitung'])} baris dihitung, {format_angka(excluded)} dikecualikan"


def alur_of(view: Pandangan, terbitan: Terbitan) -> Alur:
    """The five circles, and the buttons of whoever's turn it is."""
    row = terbitan.realisasi
    current = _current_round(terbitan)
    steps = [LangkahAlur("Diketik" if row.cara == "diketik" else "Dihitung", tanggal_pendek(row.dihitung_pada), "selesai")]
    waiting = waiting_role(terbitan.status) if terbitan.status != "digantikan" else None
    turn_shown = False
    for name, aksi in _STEPS[1:]:
        taken = next((one for one in current if one.aksi == aksi), None)
        if taken:
            steps.append(LangkahAlur(name, f"{who_took(taken)}, {tanggal_pendek(taken.pada)}", "selesai"))
        elif waiting and not turn_shown:
            turn_shown = True
            state: Literal["kini", "kembali"] = "kembali" if terbitan.status == "dikembalikan" else "kini"
            steps.append(LangkahAlur(name, f"menunggu {_TURN[waiting]}", state))
        else:
            steps.append(LangkahAlur(name, "", "nanti"))
    actions = () if view.lampau else offered(view.orang, row, view.at)
    return Alur(
        tuple(steps), tuple(_button(view, row, a) for a in sorted(actions, key=_rank)), _why_none(view, terbitan, actions)
    )


def _rank(aksi: Action) -> int:
    return 0 if aksi in ("kembalikan", "buka_kembali") else 1


def _current_round(terbitan: Terbitan) -> list[Any]:
    """Steps since the last return: those before it belong to a round that is over."""
    current: list[Any] = []
    for one in terbitan.langkah:
        current = [] if one.aksi == "kembalikan" else [*current, one]
    return current


def _button(view: Pandangan, row: Realisasi, aksi: Action) -> Tindakan:
    href = view.alamat.langkah(row.indikator.kode, row.nomor, aksi)
    if aksi in ("kembalikan", "buka_kembali"):
        return Tindakan(VERB[aksi], href, "menolak")
    return Tindakan(f"{VERB[aksi]} {figure_words(row)}", href, "utama")


def figure_words(row: Realisasi) -> str:
    """The figure as it stands on a button; a reason where there is no figure."""
    return with_unit(row.tampil, row.definisi.isi) if row.nilai else f"“{row.alasan}”"


def _why_none(view: Pandangan, terbitan: Terbitan, actions: tuple[Action, ...]) -> str:
    returned = next((one for one in reversed(terbitan.langkah) if one.aksi == "kembalikan"), None)
    if terbitan.status == "dikembalikan" and returned:  # whoever mends it must see why, buttons or not
        return f"Dikembalikan {who_took(returned)}: {returned.catatan}"
    if actions or view.lampau or terbitan.status in ("diterbitkan", "digantikan"):
        return ""
    waiting = waiting_role(terbitan.status)
    forward = next(a for a in ("ajukan", "verifikasi", "setujui", "terbitkan") if _expects(terbitan.status, a))
    issues = why_not(view.orang, terbitan.realisasi, forward)
    if issues and issues[0].kode in ("TLK-A005", "TLK-U040", "TLK-U041", "TLK-U042", "TLK-U065"):
        return issues[0].apa
    return f"Menunggu {_TURN[waiting or 'operator']}."


def _expects(status: str, aksi: str) -> bool:
    return {"draf": "ajukan", "dikembalikan": "ajukan", "diajukan": "verifikasi", "diverifikasi": "setujui",
            "disetujui": "terbitkan"}[status] == aksi  # fmt: skip


def _how(view: Pandangan, row: Realisasi, isi: Mapping[str, Any]) -> CaraMenghitung:
    printed_row = printed_in(isi, view.kantor.kode)
    legend = []
    for entry in row.lembar["legenda"]:
        place = _place_of(row, entry["agregat"])
        may = place is not None and "lihat_baris" in view.hak
        href = view.alamat.baris(row.indikator.kode, row.nomor, place or 0, "terhitung") if may else ""
        legend.append(ButirLegenda(entry["huruf"], entry["kata"], Tautan("lihat baris", href) if href else None))
    source = printed_row["kutipan"] if printed_row else "katalog"
    return CaraMenghitung(
        versi=f"Definisi berlaku sejak {tanggal_panjang(parse_instant(isi['berlaku_sejak']))}",
        rumus=rumus_of(row, view.kantor.pemda_id),
        hasil="" if row.cara == "diketik" else figure_words(row),
        legenda=tuple(legend),
        definisi=isi["definisi"],
        sumber=isi["sumber_data"],
        dasar=Tautan(source),
        keputusan=_decision(isi, printed_row),
        kutipan=re.sub(r"</?u>", "", (printed_row or {}).get("formula_teks") or ""),
        rumus_teks=row.lembar["rumus"],
    )


def _decision(isi: Mapping[str, Any], printed_row: Mapping[str, Any] | None) -> Keputusan | None:
    """What was decided where this office's document leaves the measure open."""
    mine = (None, (printed_row or {}).get("kode_dokumen"))
    made = [one for one in isi["keputusan"] if one["kode_dokumen"] in mine]
    if not made:
        return None
    by = isi["diputuskan"]
    who = f"{by['oleh']}, {tanggal_panjang(parse_instant(by['tanggal']))}, {by['dasar']}"
    return Keputusan(" ".join(one["isi"] for one in made), who, " ".join(one["alasan"] for one in made))


def _place_of(row: Realisasi, agregat: str) -> int | None:
    """Position of a term among the aggregates of the sheet; None for an outside figure."""
    known: list[str] = row.lembar["agregat"]
    return known.index(agregat) if agregat in known else None


def vintage_rows(view: Pandangan, figure: AngkaKantor) -> tuple[BarisTerbitan, ...]:
    """Every vintage, the newest first; what was replaced is struck through by its state."""
    rows = []
    for one in reversed(figure.terbitan):
        row = one.realisasi
        since = row.diterbitkan_pada if one.status in ("diterbitkan", "digantikan") else row.dihitung_pada
        rows.append(
            BarisTerbitan(
                periode=f"{view.period.title} · terbitan {row.nomor}",
                nilai=figure_words(row),
                keadaan=one.status,  # type: ignore[arg-type]  # states of the approval table, or digantikan
                diketahui_sejak=tanggal_pendek(since or row.dihitung_pada),
                sebab=row.alasan_koreksi or ("Diketik" if row.cara == "diketik" else "Perhitungan pertama"),
                href=view.alamat.terbitan(row.indikator.kode, row.nomor),
            )
        )
    return tuple(rows)


def _compared(view: Pandangan, row: Realisasi, figure: AngkaKantor) -> Perbandingan | None:
    """Kecamatan beside each other; the city row is computed from its own totals, not averaged."""
    pemda, isi = view.kantor.pemda_id, row.definisi.isi
    sheets = row.lembar["wilayah"]
    inside = [code for code in sheets if code != pemda]
    placed = [code for code in inside if not code.endswith(TANPA_WILAYAH)]
    if not any(sheets[code]["nilai"] and _has_rows(sheets[code]) for code in placed):
        return None
    few = len(sheets[pemda]["total"]) <= _MOST_TOTALS
    lines = [_line(region_tree().name(code), sheets[code], few) for code in inside if _has_rows(sheets[code])]
    legend = {entry["agregat"]: entry["huruf"] for entry in row.lembar["legenda"]}
    heads = tuple(_head(one["agregat"], legend, row.tahun) for one in sheets[pemda]["total"])
    return Perbandingan(
        judul="Menurut kecamatan", kolom_nama="Kecamatan", kolom_nilai=f"Nilai ({isi['satuan_tampil'] or isi['satuan']})",
        kolom_jumlah=heads if few else (), baris=tuple(lines), keseluruhan=_line(view.kantor.pemda.nama, sheets[pemda], few),
        target=float(figure.target) if figure.target is not None else None,
        teks_target=f"target kota {target_text(figure, isi)}", teks_keseluruhan=f"kota {row.tampil}",
    )  # fmt: skip


def _has_rows(sheet: Mapping[str, Any]) -> bool:
    """Rows without a region are a line of their own only where there are any."""
    return any(one.get("terhitung") or one.get("tidak_memenuhi") or one.get("dikeluarkan") for one in sheet["total"])


def _line(nama: str, sheet: Mapping[str, Any], totals: bool) -> BarisPerbandingan:
    nilai = sheet["nilai"]
    return BarisPerbandingan(
        nama[0].upper() + nama[1:],
        float(parse_fraction(nilai)) if nilai else None,
        sheet["tampil"] or sheet["alasan"],
        tuple(printed(one) for one in sheet["total"]) if totals else (),
    )


def _head(agregat: str, legend: Mapping[str, str], tahun: int) -> str:
    """The letter of a column with its year: `A 2023`, `A 2022`."""
    for base, huruf in legend.items():
        if agregat == base:
            return f"{huruf} {tahun}"
        if agregat == f"{base} tahun lalu":
            return f"{huruf} {tahun - 1}"
    return agregat


def _notes(view: Pandangan, figure: AngkaKantor, row: Realisasi) -> tuple[Pesan, ...]:
    """What a careful reader would ask: parts not delivered, open points of the definition, odd targets."""
    notes = []
    if any(tanda.startswith("sebagian") for tanda in row.lembar["wilayah"][view.kantor.pemda_id]["tanda"]):
        notes.append(Pesan("perlu keputusan", "Data baru dikirim sebagian", "Angka ini belum dapat diterbitkan."))
    years = range(row.tahun - 4, row.tahun + 1)
    targets = targets_of([figure.indikator], years, view.at)
    results = {f.tahun: parse_fraction(f.nilai) for f in known_results(figure.indikator, years, view.at)}
    by_year = {tahun: nilai for (_, tahun), nilai in targets.items()}
    issues = doubts_about(row.indikator.kode, row.tahun, checked_of(row), by_year, results, view.kantor, view.at)
    return (*notes, *(Pesan.from_issue(issue) for issue in issues))
