"""Pages of periods: how one is filled, its deadlines, and the forms that open, move, close and reopen it."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils import timezone

from tolok.measurement.approval import ALASAN_TERPENDEK, forward_action, waiting_role
from tolok.measurement.tenggat import NAMA_BATAS, Batas, filling, offered
from tolok.services.akses import may
from tolok.services.periode import SEBUTAN, Catatan, KeadaanPeriode, batas_of, batas_text, periods_at, row_of, unpublished
from tolok.services.selectors import DIGANTIKAN, AngkaKantor, Terbitan, figures_of
from tolok.values.instant import parse_instant, tanggal_panjang, tanggal_pendek
from tolok.values.issue import Issue
from tolok.values.period import Period
from tolok.web.alamat import Alamat
from tolok.web.build.angka import with_unit
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.build.tugas import due_words
from tolok.web.read_models import Fakta, Formulir, Isian, Kolom, Pesan, Sel, Tabel, Tautan, Tindakan
from tolok.web.read_models.tugas import TandaTugas
from tolok.web.read_models.ukur import BarisPengisian, HalamanPeriode, HalamanUkurFormulir, Kejadian

_ISI: dict[str, TandaTugas] = {
    "terisi": TandaTugas("centang", "Terisi", "aksen"),
    "terisi terlambat": TandaTugas("centang", "Terisi, terlambat", "waspada"),
    "belum diisi": TandaTugas("bulat-0", "Belum diisi", "netral"),
    "terlambat": TandaTugas("wajik", "Belum diisi, terlambat", "waspada"),
}
_JEJAK = "Periode"


def build_periode(view: Pandangan) -> HalamanPeriode:
    """The period of the address as known at the reader's instant; one that was not opened says who opens it."""
    known = periods_at(view.kantor, view.at)
    here = next((one for one in known if one.period == view.period), None)
    figures = figures_of(view.kantor, view.period, view.at) if here else ()
    rows = tuple(_filled(view, here.batas, one) for one in figures) if here else ()
    return HalamanPeriode(
        kerangka=frame(view, f"Periode {view.period.label}", (Tautan(_JEJAK),)),
        judul=_finding(view, here, rows),
        lead=_lead(here, figures),
        pengisian=rows,
        batas=_deadlines(view, here) if here else (),
        riwayat=tuple(_event(one) for one in reversed(here.riwayat)) if here else (),
        semua=_all(view, known) if known else None,
        tindakan=() if view.lampau else _actions(view, here),
    )


def _finding(view: Pandangan, here: KeadaanPeriode | None, rows: Sequence[BarisPengisian]) -> str:
    label = view.period.label
    if here is None:
        return f"{view.period.title} belum dibuka"
    done = sum(row.tanda.kata.startswith("Terisi") for row in rows)
    late = sum(row.tanda is _ISI["terlambat"] for row in rows)
    if here.ditutup:
        return f"{view.period.title} sudah ditutup, {done} dari {len(rows)} angka terisi"
    said = f"{done} dari {len(rows)} angka {label} sudah diajukan"
    return f"{said}, {late} terlambat" if late else said


def _lead(here: KeadaanPeriode | None, figures: Sequence[AngkaKantor]) -> str:
    if here is None:
        return "Perencana membukanya; semua IKU lalu dihitung sebagai draf dari data yang sudah diterima."
    published = sum(f.kini is not None and f.kini.status == "diterbitkan" for f in figures)
    state = "Ditutup" if here.ditutup else "Terbuka"
    return f"{state} · {published} dari {len(figures)} angka sudah terbit."


def _filled(view: Pandangan, batas: Batas, figure: AngkaKantor) -> BarisPengisian:
    kini, today = figure.kini, timezone.localdate(view.at)
    state = filling(_submitted_on(figure.terbit or kini), batas.ajukan, today)
    due = ("", "", "")
    aksi = forward_action(kini.status) if kini and kini.status != DIGANTIKAN else None
    if aksi:
        due = due_words(batas.of_step(aksi), today)
    row = kini.realisasi if kini else None
    return BarisPengisian(
        kode=figure.indikator.kode,
        nama=figure.indikator.nama,
        href=view.alamat.indikator(figure.indikator.kode) if kini else "",
        pemilik=figure.indikator.bidang.nama if figure.indikator.bidang else "–",
        nilai=(with_unit(row.tampil, row.definisi.isi) if row.nilai else row.alasan) if row else "belum dihitung",
        tanda=_ISI[state],
        berikut=f"Menunggu {_said(waiting_role(kini.status))}" if aksi and kini else "Sudah terbit",
        batas=", ".join(filter(None, (due[0], due[1].removeprefix("batas ")))),
        nada=due[2],
    )


def _submitted_on(kini: Terbitan | None) -> date | None:
    """The day on which a figure was submitted in the round that is going on."""
    if kini is None or kini.status in ("draf", "dikembalikan"):
        return None
    submitted = [one.pada for one in kini.langkah if one.aksi == "ajukan"]
    return timezone.localdate(submitted[-1]) if submitted else None


def _said(role: str | None) -> str:
    return (role or "").replace("_", " ")


def _deadlines(view: Pandangan, here: KeadaanPeriode) -> tuple[Fakta, ...]:
    return tuple(
        Fakta(name.removeprefix("Batas ").capitalize(), tanggal_panjang(parse_instant(day.isoformat())))
        for name, day in zip(NAMA_BATAS.values(), here.batas.days, strict=True)
    )


def _event(one: Catatan) -> Kejadian:
    return Kejadian(SEBUTAN[one.tindakan], f"{one.oleh}, {tanggal_pendek(one.pada)}", one.alasan)


def _all(view: Pandangan, known: Sequence[KeadaanPeriode]) -> Tabel:
    heads = (Kolom("Periode", ponsel="utama"), Kolom("Keadaan", ponsel="angka"), Kolom("Batas penerbitan"))
    rows = tuple(
        (
            Sel(one.period.title, "tebal" if one.period == view.period else "", _link(view, one.period)),
            Sel("Ditutup" if one.ditutup else "Terbuka"),
            Sel(tanggal_panjang(parse_instant(one.batas.terbit.isoformat()))),
        )
        for one in known
    )
    return Tabel("Semua periode", heads, rows)


def _link(view: Pandangan, period: Period) -> str:
    return "" if period == view.period else Alamat(view.kantor.slug, period, view.diketahui).ke("periode")


def _actions(view: Pandangan, here: KeadaanPeriode | None) -> tuple[Tindakan, ...]:
    """What this reader may do to this period; to others it is not shown."""
    manages = may(view.orang, view.kantor, "kelola_periode")
    if here is None:
        return (Tindakan(f"Buka {view.period.label}", view.alamat.ke("periode-buka"), "utama"),) if manages else ()
    if here.ditutup:
        reopens = may(view.orang, view.kantor, "buka_kembali")
        href = view.alamat.ke("periode-buka-kembali")
        return (Tindakan("Buka kembali dengan alasan", href, "menolak"),) if reopens else ()
    if not manages:
        return ()
    following = _following(view)
    return (
        Tindakan("Ubah batas", view.alamat.ke("periode-batas")),
        Tindakan(f"Tutup {view.period.label}", view.alamat.ke("periode-tutup")),
        *((_open_next(view, following),) if following else ()),
    )


def _open_next(view: Pandangan, period: Period) -> Tindakan:
    return Tindakan(f"Buka {period.label}", Alamat(view.kantor.slug, period).ke("periode-buka"))


def _following(view: Pandangan) -> Period | None:
    """The next period of the same kind, once it has begun and was not opened."""
    period = view.period
    ends_the_year = period.triwulan in (0, 4)
    later = Period(period.tahun + ends_the_year, 1 if period.triwulan == 4 else period.triwulan and period.triwulan + 1)
    begun = later.quarter_start <= timezone.localdate(view.at)
    return later if begun and row_of(view.kantor, later) is None else None


def build_buka(view: Pandangan, typed: Mapping[str, str] | None = None, issues: Sequence[Issue] = ()) -> HalamanUkurFormulir:
    """Open the period of the address, with five dates that are offered."""
    known = row_of(view.kantor, view.period)
    values = typed if typed is not None else _days(offered(view.period, timezone.localdate(view.at)))
    return HalamanUkurFormulir(
        kerangka=frame(view, f"Buka {view.period.label}", _trail(view, "Buka")),
        judul=f"Buka {view.period.label}?",
        lead="Semua IKU dihitung sekarang juga dari data yang sudah diterima, dan menunggu diajukan sebagai draf.",
        batal=Tautan("Batal", view.alamat.ke("periode")),
        formulir=None if known else Formulir(view.alamat.ke("periode-buka"), f"Buka {view.period.label}"),
        isian=() if known else _day_fields(values, issues),
        pesan=_general(issues) or ((Pesan("catatan", f"{view.period.title} sudah dibuka"),) if known else ()),
        akibat="Batas dapat diubah kemudian, dengan alasan. Yang lewat batas tetap dapat dikerjakan, dan disebut terlambat.",
    )


def build_batas(
    view: Pandangan, typed: Mapping[str, str] | None = None, issues: Sequence[Issue] = ()
) -> HalamanUkurFormulir | None:
    """Move the deadlines of the period of the address; None where it was never opened."""
    row = row_of(view.kantor, view.period)
    if row is None:
        return None
    batas = batas_of(row)
    values = typed if typed is not None else {**_days(batas), "dasar": batas_text(batas)}
    hidden = (("dasar", batas_text(batas) if any(one.kode == "TLK-U067" for one in issues) else values.get("dasar", "")),)
    fields = (*_day_fields(values, issues), _reason(values.get("alasan", ""), issues, "Alasan mengubah"))
    return HalamanUkurFormulir(
        kerangka=frame(view, "Ubah batas", _trail(view, "Ubah batas")),
        judul=f"Ubah batas {view.period.label}?",
        lead="Batas lama tetap tercatat bersama alasan Anda.",
        batal=Tautan("Batal", view.alamat.ke("periode")),
        formulir=None if row.ditutup_pada else Formulir(view.alamat.ke("periode-batas"), "Simpan batas baru", hidden),
        isian=() if row.ditutup_pada else fields,
        pesan=_general(issues) or _closed_note(view, bool(row.ditutup_pada)),
    )


def build_tutup(view: Pandangan, alasan: str = "", issues: Sequence[Issue] = ()) -> HalamanUkurFormulir | None:
    """Close the period of the address; figures that are not published are named and ask for a reason."""
    row = row_of(view.kantor, view.period)
    if row is None:
        return None
    left, closed = unpublished(view.kantor, view.period), bool(row.ditutup_pada)
    fault = next((f"{one.apa} {one.saran}" for one in issues if one.kode == "TLK-U064"), "")
    hint = f"Paling sedikit {ALASAN_TERPENDEK} huruf: {', '.join(left)} belum terbit."
    href = view.alamat.ke("periode-tutup")
    field = Isian("alasan", "Mengapa ditutup begini", alasan, "panjang", hint, fault, wajib=True, fokus=bool(fault))
    return HalamanUkurFormulir(
        kerangka=frame(view, f"Tutup {view.period.label}", _trail(view, "Tutup")),
        judul=f"Tutup {view.period.label}?",
        lead="Sesudah ditutup tidak ada langkah yang diambil pada angkanya, sampai periodenya dibuka kembali.",
        batal=Tautan("Batal", view.alamat.ke("periode")),
        formulir=None if closed else Formulir(href, f"Tutup {view.period.label}", menolak=bool(left)),
        isian=(field,) if left and not closed else (),
        pesan=_general([one for one in issues if one.kode != "TLK-U064"]) or _closed_note(view, closed),
        akibat="Angka yang sudah terbit tidak berubah.",
    )


def build_buka_kembali(view: Pandangan, alasan: str = "", issues: Sequence[Issue] = ()) -> HalamanUkurFormulir | None:
    """Open a closed period again; None where it was never opened."""
    row = row_of(view.kantor, view.period)
    if row is None:
        return None
    closed = row.ditutup_pada is not None
    label = f"Buka kembali {view.period.label}"
    return HalamanUkurFormulir(
        kerangka=frame(view, label, _trail(view, "Buka kembali")),
        judul=f"{label}?",
        lead="Langkah dapat diambil lagi pada angkanya, dengan batas yang sama.",
        batal=Tautan("Batal", view.alamat.ke("periode")),
        formulir=Formulir(view.alamat.ke("periode-buka-kembali"), label, menolak=True) if closed else None,
        isian=(_reason(alasan, issues, "Alasan membuka kembali"),) if closed else (),
        pesan=_general(issues) or (() if closed else (Pesan("catatan", "Periode ini sedang terbuka"),)),
        akibat="Angka yang sudah terbit tidak berubah.",
    )


def _trail(view: Pandangan, last: str) -> tuple[Tautan, ...]:
    return (Tautan(f"{_JEJAK} {view.period.label}", view.alamat.ke("periode")), Tautan(last))


def _days(batas: Batas) -> dict[str, str]:
    return {name: day.isoformat() for name, day in zip(NAMA_BATAS, batas.days, strict=True)}


def _day_fields(values: Mapping[str, str], issues: Sequence[Issue]) -> tuple[Isian, ...]:
    faults = {one.di_mana: f"{one.apa}. {one.saran}" for one in issues if one.kode in ("TLK-U061", "TLK-U068")}
    return tuple(
        Isian(name, label, values.get(name, ""), "tanggal", galat=faults.get(label, ""), wajib=True)
        for name, label in NAMA_BATAS.items()
    )


def _reason(alasan: str, issues: Sequence[Issue], label: str) -> Isian:
    fault = next((f"{one.apa} {one.saran}" for one in issues if one.kode == "TLK-U063"), "")
    hint = f"Paling sedikit {ALASAN_TERPENDEK} huruf; dibaca semua orang kantor ini."
    return Isian("alasan", label, alasan, "panjang", hint, fault, wajib=True)


def _general(issues: Sequence[Issue]) -> tuple[Pesan, ...]:
    """Issues that stand beside no field."""
    beside = {*NAMA_BATAS.values(), "alasan"}
    return tuple(Pesan.from_issue(one) for one in issues if one.di_mana not in beside)


def _closed_note(view: Pandangan, closed: bool) -> tuple[Pesan, ...]:
    return (Pesan("catatan", f"{view.period.title} sudah ditutup"),) if closed else ()
