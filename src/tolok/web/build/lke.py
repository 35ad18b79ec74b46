"""Pages of the evaluation sheet: the tree with both scores, the form of one komponen, the letter that establishes it."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from django.urls import NoReverseMatch

from tolok.measurement.akip import Komponen, NilaiAkip, SubKomponen
from tolok.measurement.skala import predikat
from tolok.services import paket
from tolok.services.akses import may
from tolok.services.bukti_lke import Terbukti, proofs_of
from tolok.services.lke import (
    PENILAI,
    SYARAT_AA,
    Lembar,
    Nilai,
    Penetapan,
    Penilai,
    criteria_of,
    may_grade,
    sheet_of,
    suggested_grade,
    title_of,
)
from tolok.values.issue import Issue
from tolok.values.number import format_angka, parse_fraction
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.build.pengawasan import NAMA, faults_of, messages_of, tabs
from tolok.web.read_models import Fakta, Formulir, Isian, Kolom, Opsi, Sel, Tab, Tabel, Tautan, Tindakan
from tolok.web.read_models.pengawasan import Butir, HalamanIsian, HalamanLke, HalamanPengawasan, Lembaran, SubLke


def _predikat(nilai: Fraction) -> str:
    scale = next(one for one in paket.daftar_skala() if one.nama == "akip")
    found = predikat(nilai, scale)
    return f"{found.label} ({found.arti})"


def _score(found: NilaiAkip) -> str:
    return format_angka(found.nilai, 2) if found.nilai is not None else "belum lengkap"


def build_lke(view: Pandangan) -> HalamanPengawasan:
    """The year's sheet: four komponen with weights, grades of both sides and their points; what is established."""
    sheet, tahun = sheet_of(view.kantor, view.period.tahun, view.at), view.period.tahun
    own = parse_fraction(sheet.ditetapkan) if sheet.ditetapkan else None
    if own is not None:
        judul = f"Nilai AKIP {tahun}: {format_angka(own, 2)}, {_predikat(own)}"
    elif sheet.nilai_evaluator.nilai is not None:
        judul = f"Evaluator memberi {_score(sheet.nilai_evaluator)}; LHE {tahun} belum ditetapkan"
    else:
        given = len(sheet.evaluator)
        judul = f"{given} dari 12 sub-komponen {tahun} sudah dinilai evaluator"
    return HalamanPengawasan(
        kerangka=frame(view, "Evaluasi AKIP", (Tautan(NAMA), Tautan("Evaluasi AKIP")), kini=NAMA),
        judul=judul,
        lead="Menurut PermenPANRB 88/2021: kantor menilai diri sendiri, Inspektorat menilai dan menetapkan.",
        tab=tabs(view, "lke"),
        tindakan=_establish_action(view, sheet),
        lembaran=tuple(_komponen(view, komponen, sheet) for komponen in sheet.bobot.komponen),
        samping=(_summary(sheet, own), _reading()),
    )


def _establish_action(view: Pandangan, sheet: Lembar) -> tuple[Tindakan, ...]:
    if view.lampau or not may(view.orang, view.kantor, "isi_pengawasan"):
        return ()
    return (Tindakan("Tetapkan hasil evaluasi", view.alamat.ke("lke-tetapkan"), "utama"),)


def _summary(sheet: Lembar, own: Fraction | None) -> Lembaran:
    facts = [
        Fakta("Mandiri", _score(sheet.nilai_mandiri)),
        Fakta("Evaluator", _score(sheet.nilai_evaluator)),
        Fakta("Ditetapkan", format_angka(own, 2) if own is not None else "belum"),
    ]
    if sheet.lhe:
        facts.append(Fakta("Dasar", sheet.lhe))
    notes = ()
    score = sheet.nilai_evaluator.nilai
    if own is not None and score is not None and own != score:
        notes = ("Nilai yang ditetapkan berbeda dari jumlah lembar ini. Yang berlaku adalah yang tertulis di LHE.",)
    return Lembaran(judul="Nilai", fakta=tuple(facts), paragraf=notes)


def _reading() -> Lembaran:
    scale = next(one for one in paket.daftar_skala() if one.nama == "akip")
    heads = (Kolom("Predikat", ponsel="utama"), Kolom("Di atas", angka=True, ponsel="angka"))
    rows = tuple(
        (Sel(f"{one.label} {one.arti}"), Sel(format_angka(one.bawah) if one.bawah is not None else "0"))
        for one in scale.batas
    )
    return Lembaran(judul="Predikat", tabel=Tabel("Predikat AKIP", heads, rows), catatan=scale.dasar)


def _komponen(view: Pandangan, komponen: Komponen, sheet: Lembar) -> Lembaran:
    heads = (
        Kolom("Sub-komponen", ponsel="utama"),
        Kolom("Bobot", angka=True),
        Kolom("Mandiri", angka=True),
        Kolom("Evaluator", angka=True),
        Kolom("Nilai", angka=True, ponsel="angka"),
    )
    values = dict(sheet.bobot.jawaban)
    rows = [_sub_row(sub, sheet, values) for sub in komponen.sub]
    points = sheet.nilai_evaluator.per_komponen[komponen.kode]
    own = sheet.nilai_mandiri.per_komponen[komponen.kode]
    total = [f"{komponen.nama}", format_angka(komponen.bobot), _points(own), _points(points), _points(points)]
    rows.append(tuple(Sel(text, "tebal") for text in total))
    actions = tuple(
        Tindakan(
            "Nilai mandiri" if side == "mandiri" else "Nilai sebagai evaluator",
            view.alamat.ke("lke-nilai", komponen=komponen.kode, penilai=side),
        )
        for side in PENILAI
        if not view.lampau and may(view.orang, view.kantor, may_grade(side))
    )
    return Lembaran(
        judul=f"{komponen.kode}. {komponen.nama}",
        meta=f"bobot {format_angka(komponen.bobot)}",
        tabel=Tabel(komponen.nama, heads, tuple(rows)),
        tindakan=actions,
    )


def _points(value: Fraction | None) -> str:
    return "–" if value is None else format_angka(value, 2)


def _sub_row(sub: SubKomponen, sheet: Lembar, values: Mapping[str, Fraction]) -> tuple[Sel, ...]:
    own, other = sheet.mandiri.get(sub.kode), sheet.evaluator.get(sub.kode)
    points = _points(values[other.grade] / 100 * sub.bobot) if other else "–"
    return (
        Sel(f"{sub.kode} {sub.nama}"),
        Sel(format_angka(sub.bobot, 0 if sub.bobot.denominator == 1 else 1)),
        Sel(own.grade) if own else Sel("belum", "kosong"),
        Sel(other.grade) if other else Sel("belum", "kosong"),
        Sel(points),
    )


def build_nilai(
    view: Pandangan, komponen: Komponen, penilai: Penilai, typed: Mapping[str, object] | None = None,
    issues: Sequence[Issue] = (),
) -> HalamanLke:  # fmt: skip
    """The form of one komponen. `typed`: by sub-komponen what was sent (grade, kriteria, catatan, bukti, dasar)."""
    sheet, faults = sheet_of(view.kantor, view.period.tahun, view.at), faults_of(issues)
    proofs = proofs_of(view.kantor, view.period.tahun, view.at)
    subs = tuple(_sub_form(view, sub, sheet, penilai, (typed or {}).get(sub.kode), faults, proofs) for sub in komponen.sub)
    side = PENILAI[penilai]
    tab = tuple(
        Tab(
            f"{one.kode}. {one.nama.split()[0]}",
            "",
            view.alamat.ke("lke-nilai", komponen=one.kode, penilai=penilai),
            one == komponen,
        )
        for one in sheet.bobot.komponen
    )
    trail = (Tautan("Evaluasi AKIP", view.alamat.ke("lke")), Tautan(f"{komponen.kode}. {komponen.nama}"))
    fields = [one.nama for sub in subs for one in (sub.grade, sub.catatan, sub.bukti)]
    return HalamanLke(
        kerangka=frame(view, side, trail, kini=NAMA),
        judul=f"{side}: {komponen.nama.lower()} {view.period.tahun}",
        lead=f"Tandai kriteria yang terpenuhi, lalu pilih nilainya. {SYARAT_AA}",
        sub=subs,
        formulir=Formulir(
            view.alamat.ke("lke-nilai", komponen=komponen.kode, penilai=penilai), f"Simpan nilai {komponen.kode}"
        ),
        batal=Tautan("Batal", view.alamat.ke("lke")),
        tab=tab,
        pesan=messages_of(issues, fields),
    )


def _sub_form(
    view: Pandangan, sub: SubKomponen, sheet: Lembar, penilai: Penilai, sent: object, faults: Mapping[str, str],
    proofs: Mapping[str, Terbukti],
) -> SubLke:  # fmt: skip
    held = sheet.nilai(penilai).get(sub.kode)
    typed = dict(sent) if isinstance(sent, Mapping) else _as_typed(held)
    marked = {int(one) for one in typed["kriteria"]}
    criteria = criteria_of(sub.kode)
    hint = f"{len(marked)} dari {len(criteria)} ditandai: menurut peraturan {suggested_grade(len(marked), len(criteria))}"
    grades = [Opsi("", "Belum dinilai", not typed["grade"])]
    grades += [Opsi(one, f"{one} ({format_angka(value)})", one == typed["grade"]) for one, value in sheet.bobot.jawaban]
    other = sheet.nilai("evaluator" if penilai == "mandiri" else "mandiri").get(sub.kode)
    said = f"{'evaluator' if penilai == 'mandiri' else 'mandiri'} {other.grade}" if other else ""
    name, at = f"{{}}_{sub.kode}".format, sub.kode
    return SubLke(
        kode=at, nama=sub.nama, bobot=format_angka(sub.bobot, 0 if sub.bobot.denominator == 1 else 1), judul=title_of(at),
        butir=tuple(
            Butir(nomor=one.nomor, isi=one.isi, ditandai=one.nomor in marked, bukti=one.bukti,
                  terbukti=_proven(view, proofs.get(one.sudah)))
            for one in criteria
        ),
        grade=Isian(name("grade"), f"Nilai {at}", typed["grade"], "pilihan", hint, faults.get(name("grade"), ""),
                    tuple(grades)),
        catatan=Isian(name("catatan"), f"Catatan {at}", typed["catatan"], "panjang", galat=faults.get(name("catatan"), "")),
        bukti=Isian(name("bukti"), f"Bukti {at}", typed["bukti"], petunjuk="Dokumen dan halamannya",
                    galat=faults.get(name("bukti"), "")),
        dasar=str(typed["dasar"]), lain=said,
    )  # fmt: skip


def _as_typed(held: Nilai | None) -> dict[str, object]:
    if held is None:
        return {"grade": "", "kriteria": (), "catatan": "", "bukti": "", "dasar": "0"}
    return {
        "grade": held.grade, "kriteria": held.kriteria, "catatan": held.catatan, "bukti": held.bukti,
        "dasar": str(held.dasar),
    }  # fmt: skip


def _proven(view: Pandangan, proof: Terbukti | None) -> Tautan | None:
    if proof is None:
        return None
    try:
        return Tautan(proof.kalimat, view.alamat.ke(proof.halaman) if proof.halaman else "")
    except NoReverseMatch:
        return Tautan(proof.kalimat)


def build_tetapkan(view: Pandangan, surat: Penetapan | None = None, issues: Sequence[Issue] = ()) -> HalamanIsian:
    """The letter by which the evaluator's grades become the office's result."""
    sheet, faults, given = (sheet_of(view.kantor, view.period.tahun, view.at), faults_of(issues), surat or Penetapan("", ""))
    score = sheet.nilai_evaluator
    fields = (
        Isian("nomor", "Nomor LHE", given.nomor, galat=faults.get("nomor", ""), wajib=True),
        Isian("tanggal", "Tanggal LHE", given.tanggal, "tanggal", galat=faults.get("tanggal", ""), wajib=True),
    )
    words = f"{_score(score)}, {_predikat(score.nilai)}" if score.nilai is not None else score.alasan or ""
    before = (
        (Fakta("Ditetapkan sebelumnya", f"{sheet.ditetapkan.replace('.', ',')} ({sheet.lhe})"),) if sheet.ditetapkan else ()
    )
    return HalamanIsian(
        kerangka=frame(
            view, "Tetapkan hasil", (Tautan("Evaluasi AKIP", view.alamat.ke("lke")), Tautan("Tetapkan")), kini=NAMA
        ),
        judul=f"Tetapkan nilai AKIP {view.period.tahun}" + (f": {_score(score)}" if score.nilai is not None else ""),
        lead="Dua belas nilai evaluator masuk register, jumlahnya menjadi nilai LHE.",
        fakta=(Fakta("Nilai evaluator", words), *before),
        kelompok=(("Laporan hasil evaluasi", fields),),
        formulir=Formulir(view.alamat.ke("lke-tetapkan"), f"Tetapkan {_score(score)}" if score.nilai else "Tetapkan hasil"),
        batal=Tautan("Batal", view.alamat.ke("lke")),
        pesan=messages_of(issues, [one.nama for one in fields]),
        akibat="Angka TK-01 dan TK-04 tahun itu dihitung ulang. Yang sudah terbit tidak berubah: ia mendapat terbitan baru.",
    )
