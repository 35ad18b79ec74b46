"""Pages of findings: the list with its deadlines, one finding, and the three forms."""

from collections.abc import Mapping, Sequence
from datetime import date

from tolok.services.akses import may
from tolok.services.temuan import ASAL, BELUM, SESUAI, STATUS, Rekomendasi, Temuan, TemuanBaru, statistics_of
from tolok.store.models import TindakLanjut
from tolok.values.instant import WIB, tanggal_pendek
from tolok.values.issue import Issue
from tolok.values.number import format_angka
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.build.pengawasan import NAMA, day, faults_of, messages_of, tabs
from tolok.web.read_models import Fakta, Formulir, Isian, Kolom, Nada, Opsi, Sel, Tabel, Tautan, Tindakan
from tolok.web.read_models.pengawasan import HalamanIsian, HalamanPengawasan, Langkah, Lembaran

PALING_BANYAK = 5
"""Recommendations on the form of a new finding."""
_PEMERIKSA = {"APEP": "BPK (APEP)", "APIP": "Inspektorat (APIP)"}
_STATUS_NADA: dict[str, Nada] = {
    "sesuai": "baik", "belum sesuai": "waspada", "belum ditindaklanjuti": "netral", "tidak dapat ditindaklanjuti": "netral",
}  # fmt: skip


def _today(view: Pandangan) -> date:
    return view.at.astimezone(WIB).date()


def _due(one: Rekomendasi, today: date) -> Sel:
    """The deadline in words: days late, days left, or done."""
    match one.tenggat(today):
        case "selesai":
            return Sel("Selesai")
        case "lewat":
            return Sel(f"Lewat {format_angka((today - one.batas).days)} hari", nada="buruk")
        case "dekat":
            return Sel(f"{format_angka((one.batas - today).days)} hari lagi", nada="waspada")
        case _:
            return Sel(f"sampai {day(one.batas)}")


def build_daftar(view: Pandangan, findings: Sequence[Temuan]) -> HalamanPengawasan:
    """The year's findings: what is open first, the latest deadline of each, counts by source."""
    today = _today(view)
    parts = [one for finding in findings for one in finding.rekomendasi]
    late = sum(one.tenggat(today) == "lewat" for one in parts)
    done = sum(one.status == SESUAI for one in parts)
    actions = ()
    if may(view.orang, view.kantor, "isi_pengawasan") and not view.lampau:
        actions = (Tindakan("Masukkan temuan", view.alamat.ke("temuan-baru"), "utama"),)
    tahun = view.period.tahun
    judul = f"{format_angka(done)} dari {format_angka(len(parts))} rekomendasi {tahun} sudah sesuai"
    if late:
        judul += f", {format_angka(late)} lewat 60 hari"
    return HalamanPengawasan(
        kerangka=frame(view, "Temuan", (Tautan(NAMA), Tautan("Temuan")), kini=NAMA),
        judul=judul if parts else f"Belum ada temuan {tahun}",
        lead="Temuan dihitung selesai bila semua rekomendasinya sesuai. Batasnya 60 hari sejak laporan hasil pemeriksaan.",
        tab=tabs(view, "temuan"),
        tindakan=actions,
        lembaran=(_list(view, findings, today),),
        samping=(_by_source(findings), _by_status(parts)),
    )


def _list(view: Pandangan, findings: Sequence[Temuan], today: date) -> Lembaran:
    heads = (
        Kolom("Temuan", ponsel="utama"),
        Kolom("Pemeriksa"),
        Kolom("Laporan", ponsel="tanpa"),
        Kolom("Sesuai", angka=True, ponsel="angka"),
        Kolom("Tenggat"),
    )
    ordered = sorted(
        findings, key=lambda one: (one.selesai, min((p.batas for p in one.rekomendasi if not p.selesai), default=today))
    )
    rows = [_finding_row(view, one, today) for one in ordered]
    empty = "" if rows else "Inspektorat memasukkan temuan dari laporan hasil pemeriksaan."
    table = Tabel(f"Temuan {view.period.tahun}", heads, tuple(rows))
    return Lembaran(judul=f"Temuan {view.period.tahun}", meta="yang terbuka lebih dahulu", tabel=table, kosong=empty)


def _finding_row(view: Pandangan, one: Temuan, today: date) -> tuple[Sel, ...]:
    waiting = [part for part in one.rekomendasi if not part.selesai]
    first = min(waiting, key=lambda part: part.batas, default=None)
    good = sum(part.status == SESUAI for part in one.rekomendasi)
    due = _due(first, today) if first else Sel("Selesai" if one.selesai else "tidak dapat ditindaklanjuti")
    return (
        Sel(f"{one.baris.nomor_temuan}: {one.baris.uraian or 'tanpa uraian'}", href=_href(view, one)),
        Sel(_PEMERIKSA[one.baris.asal].partition(" ")[0]),
        Sel(day(one.baris.tanggal_lhp)),
        Sel(f"{good} dari {len(one.rekomendasi)}"),
        due,
    )


def _href(view: Pandangan, one: Temuan) -> str:
    return view.alamat.ke("temuan-satu", temuan=one.baris.entitas)


def _by_source(findings: Sequence[Temuan]) -> Lembaran:
    counted = statistics_of(findings)
    heads = (Kolom("Pemeriksa", ponsel="utama"), Kolom("Temuan", angka=True), Kolom("Selesai", angka=True, ponsel="angka"))
    rows = tuple(
        (Sel(_PEMERIKSA[asal]), Sel(format_angka(count["temuan"])), Sel(format_angka(count["temuan selesai"])))
        for asal, count in counted.items()
    )
    return Lembaran(judul="Menurut pemeriksa", tabel=Tabel("Temuan menurut pemeriksa", heads, rows))


def _by_status(parts: Sequence[Rekomendasi]) -> Lembaran:
    heads = (Kolom("Status rekomendasi", ponsel="utama"), Kolom("Banyaknya", angka=True, ponsel="angka"))
    rows = [(Sel(s[0].upper() + s[1:]), Sel(format_angka(sum(p.status == s for p in parts)))) for s in STATUS]
    rows.append((Sel("Semua", "tebal"), Sel(format_angka(len(parts)), "tebal")))
    return Lembaran(judul="Empat status", tabel=Tabel("Rekomendasi menurut status", heads, tuple(rows)))


def build_satu(view: Pandangan, one: Temuan) -> HalamanPengawasan:
    """One finding: each recommendation with its course of events and what the reader may do next."""
    row, today = one.baris, _today(view)
    facts = (
        Fakta("Nomor", row.nomor_temuan),
        Fakta("Pemeriksa", _PEMERIKSA[row.asal]),
        Fakta("Laporan", day(row.tanggal_lhp)),
        Fakta("Tahun", str(row.periode)),
        Fakta("Batas 60 hari", day(one.rekomendasi[0].batas) if one.rekomendasi else "tidak ada"),
        Fakta("Tercatat", tanggal_pendek(row.diketahui_dari)),
    )
    good = sum(part.status == SESUAI for part in one.rekomendasi)
    return HalamanPengawasan(
        kerangka=frame(view, "Temuan", _trail(view, Tautan(row.nomor_temuan)), kini=NAMA),
        judul=row.uraian or row.nomor_temuan,
        lead=f"{good} dari {len(one.rekomendasi)} rekomendasi sesuai.",
        tab=tabs(view, "temuan"),
        lembaran=tuple(_recommendation(view, one, part, today) for part in one.rekomendasi),
        samping=(Lembaran(judul="Temuan", fakta=facts),),
    )


def _trail(view: Pandangan, *last: Tautan) -> tuple[Tautan, ...]:
    return (Tautan("Temuan", view.alamat.ke("temuan")), *last)


def _recommendation(view: Pandangan, finding: Temuan, part: Rekomendasi, today: date) -> Lembaran:
    row, due = part.baris, _due(part, today)
    where = {"temuan": finding.baris.entitas, "rekomendasi": row.entitas}
    actions = []
    if not view.lampau and not part.selesai and may(view.orang, view.kantor, "jawab_pengawasan"):
        actions.append(Tindakan("Laporkan tindak lanjut", view.alamat.ke("temuan-lapor", **where), "utama"))
    if not view.lampau and may(view.orang, view.kantor, "isi_pengawasan"):
        actions.append(Tindakan("Putuskan status", view.alamat.ke("temuan-putuskan", **where), "utama"))
    money = ()
    if row.nilai_rekomendasi:
        followed = format_angka(row.nilai_tindak_lanjut or 0)
        money = (Fakta("Nilai", f"Rp{format_angka(row.nilai_rekomendasi)}, ditindaklanjuti Rp{followed}"),)
    done = (Fakta("Ditindaklanjuti", day(row.tanggal_tindak_lanjut)),) if row.tanggal_tindak_lanjut else ()
    return Lembaran(
        judul=f"Rekomendasi {row.nomor_rekomendasi}",
        nada=_STATUS_NADA[part.status],
        keadaan=part.status[0].upper() + part.status[1:],
        paragraf=(row.uraian or "Tanpa uraian.",),
        fakta=(*money, *done, *((Fakta("Tenggat", due.teks, nada=due.nada),) if not part.selesai else ())),
        langkah=tuple(_step(one) for one in part.tindak_lanjut),
        kosong="" if part.tindak_lanjut or part.selesai else "Belum ada tindak lanjut yang dilaporkan.",
        tindakan=tuple(actions),
    )


def _step(one: TindakLanjut) -> Langkah:
    what = "Kantor melaporkan" if one.aksi == "dilaporkan" else f"Inspektorat memutuskan: {one.status}"
    who = f"{one.oleh.nama}, " if one.oleh else ""
    amount = f" Nilai Rp{format_angka(one.nilai)}." if one.nilai else ""
    proof = "Bukti" if one.aksi == "dilaporkan" else "Surat"
    return Langkah(what, f"{who}{day(one.tanggal)}", f"{one.isi}.{amount} {proof}: {one.bukti}.".replace("..", "."))


def build_baru(view: Pandangan, typed: TemuanBaru | None = None, issues: Sequence[Issue] = ()) -> HalamanIsian:
    """The form of a new finding with up to five recommendations."""
    faults, given = faults_of(issues), typed or TemuanBaru("", "", "", "", ())
    sources = (Opsi("", "Pilih"), *(Opsi(one, _PEMERIKSA[one], one == given.asal) for one in ASAL))
    head = (
        Isian("nomor", "Nomor temuan", given.nomor, petunjuk="Seperti di laporan, misalnya APIP/2024/017",
              galat=faults.get("nomor", ""), wajib=True),
        Isian("asal", "Pemeriksa", given.asal, "pilihan", galat=faults.get("asal", ""), opsi=sources, wajib=True),
        Isian("tanggal_lhp", "Tanggal laporan hasil pemeriksaan", given.tanggal_lhp, "tanggal",
              "Batas 60 hari dihitung dari tanggal ini.", faults.get("tanggal_lhp", ""), wajib=True),
        Isian("uraian", "Uraian temuan", given.uraian, "panjang", galat=faults.get("uraian", ""), wajib=True),
    )  # fmt: skip
    parts = tuple(field for number in range(1, PALING_BANYAK + 1) for field in _part_fields(number, given, faults))
    fields = {one.nama for one in (*head, *parts)}
    return HalamanIsian(
        kerangka=frame(view, "Temuan baru", _trail(view, Tautan("Temuan baru")), kini=NAMA),
        judul="Masukkan temuan dan rekomendasinya",
        lead="Dari laporan hasil pemeriksaan BPK atau Inspektorat. Rekomendasi yang tidak diisi dilewati.",
        kelompok=(("Temuan", head), ("Rekomendasi", parts)),
        formulir=Formulir(view.alamat.ke("temuan-baru"), "Simpan temuan"),
        batal=Tautan("Batal", view.alamat.ke("temuan")),
        pesan=messages_of(issues, fields),
        akibat="Angka persentase temuan tahun itu dihitung ulang; yang sudah terbit mendapat terbitan baru.",
        pasangan=True,
    )


def _part_fields(number: int, given: TemuanBaru, faults: Mapping[str, str]) -> tuple[Isian, ...]:
    text, amount = given.rekomendasi[number - 1] if number <= len(given.rekomendasi) else ("", "")
    return (
        Isian(f"rekomendasi_{number}", f"Rekomendasi {number}", text, galat=faults.get(f"rekomendasi_{number}", ""),
              wajib=number == 1),
        Isian(f"nilai_{number}", f"Nilai {number} (Rp)", amount, "angka",
              galat=faults.get(f"nilai_{number}", "")),
    )  # fmt: skip


def build_lapor(
    view: Pandangan, finding: Temuan, part: Rekomendasi, typed: Mapping[str, str], issues: Sequence[Issue] = ()
) -> HalamanIsian:
    """The office reports what it did about one recommendation."""
    faults = faults_of(issues)
    where = {"temuan": finding.baris.entitas, "rekomendasi": part.baris.entitas}
    fields = (
        Isian("isi", "Apa yang sudah dilakukan", typed.get("isi", ""), "panjang", galat=faults.get("isi", ""), wajib=True),
        Isian("tanggal", "Tanggal tindak lanjut", typed.get("tanggal", ""), "tanggal", galat=faults.get("tanggal", ""),
              wajib=True),
        Isian("nilai", "Nilai yang ditindaklanjuti (Rp)", typed.get("nilai", ""), "angka",
              "Kosongkan bila rekomendasinya tidak bernilai uang.", faults.get("nilai", "")),
        Isian("bukti", "Bukti", typed.get("bukti", ""), petunjuk="Misalnya nomor surat, berita acara, atau bukti setor",
              galat=faults.get("bukti", ""), wajib=True),
    )  # fmt: skip
    return HalamanIsian(
        kerangka=frame(view, "Laporkan tindak lanjut", _trail(view, Tautan(finding.baris.nomor_temuan, _href(view, finding)),
                                                             Tautan("Laporkan tindak lanjut")), kini=NAMA),
        judul=f"Laporkan tindak lanjut rekomendasi {part.baris.nomor_rekomendasi}",
        lead=part.baris.uraian or "",
        kelompok=(("", fields),),
        formulir=Formulir(view.alamat.ke("temuan-lapor", **where), "Kirim laporan tindak lanjut"),
        batal=Tautan("Batal", _href(view, finding)),
        pesan=messages_of(issues, [one.nama for one in fields]),
        akibat="Statusnya tetap sampai Inspektorat memeriksa buktinya dan memutuskan dengan surat.",
    )  # fmt: skip


def build_putuskan(
    view: Pandangan, finding: Temuan, part: Rekomendasi, typed: Mapping[str, str], issues: Sequence[Issue] = ()
) -> HalamanIsian:
    """The inspectorate decides the status of one recommendation by a letter."""
    faults, chosen = faults_of(issues), typed.get("status", "")
    where = {"temuan": finding.baris.entitas, "rekomendasi": part.baris.entitas}
    states = [one for one in STATUS if one != part.status and one != BELUM]
    choices = (Opsi("", "Pilih"), *(Opsi(one, one[0].upper() + one[1:], one == chosen) for one in states))
    fields = (
        Isian("status", "Status baru", chosen, "pilihan", galat=faults.get("status", ""), opsi=choices, wajib=True,
              lama=part.status),
        Isian("isi", "Pertimbangan", typed.get("isi", ""), "panjang", galat=faults.get("isi", ""), wajib=True),
        Isian("bukti", "Nomor surat hasil verifikasi", typed.get("bukti", ""), galat=faults.get("bukti", ""), wajib=True),
        Isian("tanggal", "Tanggal surat", typed.get("tanggal", ""), "tanggal", galat=faults.get("tanggal", ""), wajib=True),
    )  # fmt: skip
    last = next((one for one in reversed(part.tindak_lanjut) if one.aksi == "dilaporkan"), None)
    reported = (Fakta("Laporan kantor", f"{last.isi} ({day(last.tanggal)})"), Fakta("Bukti", last.bukti)) if last else ()
    return HalamanIsian(
        kerangka=frame(view, "Putuskan status", _trail(view, Tautan(finding.baris.nomor_temuan, _href(view, finding)),
                                                       Tautan("Putuskan status")), kini=NAMA),
        judul=f"Putuskan status rekomendasi {part.baris.nomor_rekomendasi}",
        lead=part.baris.uraian or "",
        fakta=reported or (Fakta("Laporan kantor", "belum ada"),),
        kelompok=(("", fields),),
        formulir=Formulir(view.alamat.ke("temuan-putuskan", **where), "Simpan keputusan", (("dasar", str(part.baris.pk)),)),
        batal=Tautan("Batal", _href(view, finding)),
        pesan=messages_of([one for one in issues if one.kode == "TLK-R084"], ()),
        akibat="Baris register dikoreksi dengan surat ini sebagai alasan; persentase temuan dihitung ulang.",
    )  # fmt: skip
