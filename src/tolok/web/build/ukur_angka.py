"""Pages beside one figure: its explanation, its evidence, and the declared exception of a typed figure."""

from collections.abc import Mapping, Sequence

from django.utils import timezone

from tolok.measurement.approval import ALASAN_TERPENDEK
from tolok.measurement.penjelasan import ATURAN, JENIS, NAMA_JENIS, PENJELASAN_TERPENDEK, WAJIB
from tolok.services.akses import may
from tolok.services.bukti_angka import TERBESAR, TIPE, bukti_of, intact
from tolok.services.penjelasan import dasar_of, history_of, penjelasan_of, why_explain
from tolok.services.selectors import AngkaKantor, Terbitan
from tolok.services.terbitan import why_not_writable
from tolok.store.models import Bukti, Penjelasan, Realisasi
from tolok.values.instant import tanggal_pendek
from tolok.values.issue import Issue
from tolok.values.number import format_angka
from tolok.web.build.angka import angka_of, target_text
from tolok.web.build.hitung import trail
from tolok.web.build.kerangka import Pandangan, frame
from tolok.web.read_models import Angka, Fakta, Formulir, Isian, Pesan, Tautan, Tindakan
from tolok.web.read_models.komponen import JenisIsian
from tolok.web.read_models.ukur import (
    ButirBukti,
    HalamanBukti,
    HalamanLampirkan,
    HalamanLembarKetik,
    HalamanPenjelasan,
    HalamanUkurFormulir,
    Tulisan,
)

_PETUNJUK = {
    "pendorong": "Apa yang membantu. Boleh kosong.",
    "penghambat": "Apa yang menahan, sejauh diketahui.",
    "tindak_lanjut": "Apa yang dilakukan, oleh siapa, sampai kapan.",
}


def named(view: Pandangan, row: Realisasi) -> str:
    """`UM-01, tahun 2023, terbitan 1`."""
    return f"{row.indikator.kode} · {view.period.label} · terbitan {row.nomor}"


def build_penjelasan(view: Pandangan, figure: AngkaKantor, terbitan: Terbitan) -> HalamanPenjelasan:
    """What holds beside a vintage as known at the reader's instant, and everything ever written there."""
    row = terbitan.realisasi
    known, reasons = penjelasan_of(row, view.at), why_explain(row, view.at)
    held = {one.pk for one in known.values()}
    missing = [NAMA_JENIS[one].lower() for one in WAJIB if one not in known] if reasons else []
    parts = {"kode": row.indikator.kode, "nomor": row.nomor}
    writes = may(view.orang, view.kantor, "tulis_penjelasan", row.indikator.bidang)
    open_now = not view.lampau and writes and not why_not_writable(row, timezone.now())
    label = "Ubah penjelasan" if known else "Tulis penjelasan"
    button = Tindakan(label, view.alamat.ke("penjelasan-tulis", **parts), "utama")
    return HalamanPenjelasan(
        kerangka=frame(view, "Penjelasan", trail(view, row, "Penjelasan")),
        judul=f"Penjelasan {row.indikator.nama[0].lower()}{row.indikator.nama[1:]}",
        lead=named(view, row),
        angka=angka_of(terbitan),
        fakta=(Fakta("Target", target_text(figure, row.definisi.isi)), *(Fakta("Sebab wajib", one) for one in reasons)),
        wajib=_missing(missing, reasons),
        tulisan=tuple(_written(row, known[one]) for one in JENIS if one in known),
        riwayat=tuple(_written(row, one, told=True) for one in reversed(history_of(row, view.at)) if one.pk not in held),
        aturan=ATURAN,
        kembali=Tautan("Kembali ke indikator", view.alamat.indikator(row.indikator.kode)),
        tindakan=(button,) if open_now else (),
    )


def _missing(missing: Sequence[str], reasons: Sequence[str]) -> Pesan | None:
    if not missing:
        return None
    words = " dan ".join(missing)
    why = f"Wajib, karena {' dan '.join(reasons)}."
    return Pesan("perlu keputusan", f"{words[0].upper()}{words[1:]} belum ditulis", why)


def _written(row: Realisasi, one: Penjelasan, told: bool = False) -> Tulisan:
    carried = f" · ditulis untuk terbitan {one.realisasi.nomor}" if one.realisasi.nomor != row.nomor else ""
    text = one.isi or ("(ditarik)" if told else "")
    return Tulisan(NAMA_JENIS[one.jenis], text, f"{one.oleh.nama}, {tanggal_pendek(one.pada)}{carried}")


def build_tulis(
    view: Pandangan, figure: AngkaKantor, terbitan: Terbitan, typed: Mapping[str, str] | None = None,
    issues: Sequence[Issue] = (),
) -> HalamanUkurFormulir:  # fmt: skip
    """The three texts as a form; after a conflict with what the other one wrote beside each field."""
    row = terbitan.realisasi
    known = {jenis: one.isi for jenis, one in penjelasan_of(row, timezone.now()).items()}
    reasons, closed = why_explain(row, timezone.now()), why_not_writable(row, timezone.now())
    overtaken = any(one.kode == "TLK-U072" for one in issues)
    dasar = dasar_of(row) if overtaken or typed is None else typed.get("dasar", "")
    parts = {"kode": row.indikator.kode, "nomor": row.nomor}
    values = known if typed is None else typed
    fields = tuple(
        Isian(
            jenis, NAMA_JENIS[jenis], values.get(jenis, ""), "panjang", _hint(jenis, bool(reasons)),
            _fault(issues, NAMA_JENIS[jenis]), lama=known.get(jenis, "") if overtaken else "",
        )
        for jenis in JENIS
    )  # fmt: skip
    return HalamanUkurFormulir(
        kerangka=frame(view, "Tulis penjelasan", trail(view, row, "Penjelasan")),
        judul=f"Jelaskan {row.indikator.nama[0].lower()}{row.indikator.nama[1:]}",
        lead=named(view, row),
        angka=angka_of(terbitan),
        fakta=(Fakta("Target", target_text(figure, row.definisi.isi)), *(Fakta("Sebab wajib", one) for one in reasons)),
        batal=Tautan("Batal", view.alamat.indikator(row.indikator.kode)),
        formulir=None if closed else Formulir(
            view.alamat.ke("penjelasan-tulis", **parts), f"Simpan penjelasan {row.indikator.kode}", (("dasar", dasar),)
        ),
        isian=() if closed else fields,
        pesan=tuple(Pesan.from_issue(one) for one in (issues or closed) if one.di_mana not in NAMA_JENIS.values()),
        aturan=ATURAN,
        akibat="Yang lama tetap tersimpan di riwayat. Penjelasan terbit bersama angkanya.",
    )  # fmt: skip


def _hint(jenis: str, forced: bool) -> str:
    needed = f" Wajib, paling sedikit {PENJELASAN_TERPENDEK} huruf." if forced and jenis in WAJIB else ""
    return _PETUNJUK[jenis] + needed


def _fault(issues: Sequence[Issue], where: str) -> str:
    return next((f"{one.apa} {one.saran}".strip() for one in issues if one.di_mana == where), "")


def evidence_of(view: Pandangan, row: Realisasi, removable: bool = False) -> tuple[ButirBukti, ...]:
    """The evidence beside a vintage as known at the reader's instant, as it is listed."""
    return tuple(_piece(view, row, one, removable) for one in bukti_of(row, view.at))


def _piece(view: Pandangan, row: Realisasi, one: Bukti, removable: bool) -> ButirBukti:
    parts = {"kode": row.indikator.kode, "nomor": row.nomor, "bukti_nomor": one.pk}
    href = {"berkas": view.alamat.ke("bukti-unduh", **parts), "tautan": one.isi}.get(one.jenis, "")
    who = f"{one.oleh.nama}, {tanggal_pendek(one.pada)}"
    carried = f"dari terbitan {one.realisasi.nomor}" if one.realisasi.nomor != row.nomor else ""
    said = (one.halaman, size_text(one.ukuran) if one.ukuran else "", who, carried)
    return ButirBukti(
        jenis=one.jenis,
        nama=one.nama,
        href=href,
        isi=one.isi if one.jenis == "teks" else "",
        keterangan=" · ".join(filter(None, said)),
        sidik=f"{one.sha256[:4]}…{one.sha256[-4:]}" if one.sha256 else "",
        peringatan="" if intact(one) else "Berkas ini tidak utuh lagi; minta admin memulihkannya dari cadangan.",
        cabut_href=view.alamat.ke("bukti-cabut", **parts) if removable else "",
    )


def size_text(size: int) -> str:
    """`84 KB`, `1,8 MB`."""
    if size < 1000 * 1000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{format_angka(size // 100_000, 0)[:-1] or '0'},{size // 100_000 % 10} MB"


def build_bukti(view: Pandangan, terbitan: Terbitan) -> HalamanBukti:
    """The evidence of one vintage, with the way to add and to withdraw while it is being worked on."""
    row = terbitan.realisasi
    allowed = may(view.orang, view.kantor, "lampirkan_bukti", row.indikator.bidang)
    open_now = allowed and not view.lampau and not why_not_writable(row, timezone.now())
    parts = {"kode": row.indikator.kode, "nomor": row.nomor}
    add = Tindakan(f"Lampirkan bukti {row.indikator.kode}", view.alamat.ke("bukti-lampirkan", **parts), "utama")
    pieces = evidence_of(view, row, open_now)
    return HalamanBukti(
        kerangka=frame(view, "Bukti", trail(view, row, "Bukti")),
        judul=f"{len(pieces)} bukti {row.indikator.nama[0].lower()}{row.indikator.nama[1:]}" if pieces
        else f"Belum ada bukti {row.indikator.nama[0].lower()}{row.indikator.nama[1:]}",
        lead=named(view, row),
        butir=pieces,
        kembali=Tautan("Kembali ke indikator", view.alamat.indikator(row.indikator.kode)),
        kosong="Angka yang dihitung tidak wajib berbukti; angka yang diketik wajib.",
        tindakan=(add,) if open_now else (),
    )  # fmt: skip


def build_lampirkan(
    view: Pandangan, terbitan: Terbitan, galat: str = "", typed: Mapping[str, str] | None = None,
    issues: Sequence[Issue] = (),
) -> HalamanLampirkan:  # fmt: skip
    """Three forms: a file, a link, a text. What was typed is kept; a chosen file has to be chosen again."""
    row, typed = terbitan.realisasi, typed or {}
    closed = why_not_writable(row, timezone.now())

    def field(nama: str, label: str, hint: str = "", kind: JenisIsian = "teks", form: str = "") -> Isian:
        return Isian(f"{form}-{nama}", label, typed.get(f"{form}-{nama}", ""), kind, hint)

    page_hint = "Misalnya: halaman 4-9, atau lembar 2. Boleh kosong."
    return HalamanLampirkan(
        kerangka=frame(view, "Lampirkan bukti", trail(view, row, "Bukti")),
        judul=f"Lampirkan bukti {row.indikator.nama[0].lower()}{row.indikator.nama[1:]}",
        lead=named(view, row),
        alamat=view.alamat.ke("bukti-lampirkan", kode=row.indikator.kode, nomor=row.nomor),
        batal=Tautan("Batal", view.alamat.ke("bukti", kode=row.indikator.kode, nomor=row.nomor)),
        pesan=tuple(Pesan.from_issue(one) for one in (issues or closed)),
        galat=galat,
        boleh=not closed,
        batas_berkas=f"Paling besar {TERBESAR // 1024 // 1024} MB. {', '.join(TIPE)}.",
        terima=",".join(f".{kind}" for kind in TIPE),
        isian={
            "berkas": (field("halaman", "Halaman", page_hint, form="berkas"),),
            "tautan": (
                field("isi", "Alamat", "Diawali https://; isinya tidak diambil.", form="tautan"),
                field("nama", "Nama", "Boleh kosong.", form="tautan"),
                field("halaman", "Halaman", page_hint, form="tautan"),
            ),
            "teks": (
                field("nama", "Nama", "Misalnya: berita acara rapat. Boleh kosong.", form="teks"),
                field("isi", "Keterangan", kind="panjang", form="teks"),
            ),
        },
    )


def build_cabut(
    view: Pandangan, terbitan: Terbitan, bukti: Bukti, alasan: str = "", issues: Sequence[Issue] = ()
) -> HalamanUkurFormulir:
    """Withdraw one piece of evidence, with a reason."""
    row = terbitan.realisasi
    fault = next((f"{one.apa} {one.saran}" for one in issues if one.kode == "TLK-U080"), "")
    closed = why_not_writable(row, timezone.now())
    parts = {"kode": row.indikator.kode, "nomor": row.nomor}
    field = Isian("alasan", "Alasan mencabut", alasan, "panjang", "Paling sedikit 10 huruf.", fault, wajib=True)
    href = view.alamat.ke("bukti-cabut", **parts, bukti_nomor=bukti.pk)
    return HalamanUkurFormulir(
        kerangka=frame(view, "Cabut bukti", trail(view, row, "Cabut bukti")),
        judul=f"Cabut {bukti.nama}?",
        lead=named(view, row),
        batal=Tautan("Batal", view.alamat.ke("bukti", **parts)),
        formulir=None if closed else Formulir(href, "Cabut bukti ini", menolak=True),
        isian=() if closed else (field,),
        pesan=tuple(Pesan.from_issue(one) for one in (*issues, *closed) if one.kode != "TLK-U080"),
        akibat="Bukti tetap terlihat dalam keadaan sebelum hari ini; terbitan yang sudah memakainya tidak berubah.",
    )


def build_ketik(
    view: Pandangan, terbitan: Terbitan, typed: Mapping[str, str] | None = None, issues: Sequence[Issue] = ()
) -> HalamanUkurFormulir:
    """Type a figure as the declared exception."""
    row, isi = terbitan.realisasi, terbitan.realisasi.definisi.isi
    draft = row.status in ("draf", "dikembalikan")
    closed = why_not_writable(row, timezone.now())
    now = format_typed(row) if row.cara == "diketik" else ""
    values = typed if typed is not None else {"nilai": now, "sebab": row.alasan_ketik}
    hidden = (("versi", str(row.versi)),)
    satuan = isi["satuan_tampil"] or isi["satuan"]
    fields = (
        Isian("nilai", f"Nilai ({satuan})", values.get("nilai", ""), "angka", "Kosongkan bila memang tidak ada data.",
              _fault(issues, "nilai")),
        Isian("sebab", "Mengapa diketik, bukan dihitung", values.get("sebab", ""), "panjang",
              f"Paling sedikit {ALASAN_TERPENDEK} huruf; dicetak bersama angkanya.", _fault(issues, "alasan"), wajib=True),
    )  # fmt: skip
    href = view.alamat.ke("ketik", kode=row.indikator.kode, nomor=row.nomor)
    return HalamanUkurFormulir(
        kerangka=frame(view, "Ketik angka", trail(view, row, "Ketik angka")),
        judul=f"Ketik angka {row.indikator.nama[0].lower()}{row.indikator.nama[1:]}?",
        lead=f"{named(view, row)} · hanya bila register tidak dapat memberinya",
        angka=angka_of(terbitan),
        fakta=(Fakta("Sekarang", "diketik" if row.cara == "diketik" else "dihitung dari register"),),
        batal=Tautan("Batal", view.alamat.indikator(row.indikator.kode)),
        formulir=Formulir(href, "Simpan angka ketikan", hidden) if draft and not closed else None,
        isian=fields if draft and not closed else (),
        pesan=_refused(issues, closed, draft),
        akibat="Angka ini akan disebut diketik di semua halaman dan cetakan, dan tidak dapat diajukan tanpa bukti.",
    )


def format_typed(row: Realisasi) -> str:
    """The typed value as it would be typed again; the printed one, which has the indicator's decimals."""
    return row.tampil.replace("\N{MINUS SIGN}", "-") if row.nilai else ""


def _refused(issues: Sequence[Issue], closed: Sequence[Issue], draft: bool) -> tuple[Pesan, ...]:
    said = tuple(Pesan.from_issue(one) for one in (*issues, *closed) if one.di_mana not in ("nilai", "alasan"))
    if said or draft:
        return said
    return (Pesan("catatan", "Angka ini sedang disetujui", "Yang dapat diketik atau dihitung ulang hanya draf."),)


def build_hitung_kembali(view: Pandangan, terbitan: Terbitan, issues: Sequence[Issue] = ()) -> HalamanUkurFormulir:
    """Put the computed figure back in place of a typed draft."""
    row = terbitan.realisasi
    draft, typed = row.status in ("draf", "dikembalikan"), row.cara == "diketik"
    closed = why_not_writable(row, timezone.now())
    href = view.alamat.ke("hitung-kembali", kode=row.indikator.kode, nomor=row.nomor)
    plain = (Pesan("catatan", "Angka ini sudah dihitung dari register"),) if not typed and not issues else ()
    return HalamanUkurFormulir(
        kerangka=frame(view, "Hitung dari register", trail(view, row, "Hitung dari register")),
        judul=f"Hitung {row.indikator.nama[0].lower()}{row.indikator.nama[1:]} dari register?",
        lead=named(view, row),
        angka=angka_of(terbitan),
        fakta=(
            Fakta("Sekarang", "diketik" if typed else "dihitung dari register"),
            Fakta("Alasan mengetik", row.alasan_ketik or "–"),
        ),
        batal=Tautan("Batal", view.alamat.indikator(row.indikator.kode)),
        formulir=Formulir(href, "Hitung dari register", (("versi", str(row.versi)),))
        if draft and typed and not closed else None,
        pesan=_refused(issues, closed, draft) or plain,
        akibat="Angka ketikan diganti hasil hitungan sebagai draf; ketikan dan alasannya tetap ada di riwayat.",
    )  # fmt: skip


def build_lembar_ketik(view: Pandangan, terbitan: Terbitan) -> HalamanLembarKetik:
    """The sheet of a typed figure: what was declared, its seal, and the evidence in place of rows."""
    row = terbitan.realisasi
    angka = angka_of(terbitan)
    return HalamanLembarKetik(
        kerangka=frame(view, f"Lembar hitung {row.indikator.kode}", trail(view, row, "Lembar hitung")),
        judul=f"{row.indikator.nama}: angka ini diketik, tidak dihitung",
        hasil=angka if angka.teks else Angka(alasan=angka.alasan),
        alasan=row.alasan_ketik,
        rumus=row.lembar["kalimat"][0].upper() + row.lembar["kalimat"][1:],
        cap=(
            Fakta("Diketik", tanggal_pendek(row.dihitung_pada)),
            Fakta("Nilai persis", row.nilai or row.alasan, mono=True),
            Fakta("Sidik pernyataan", row.hash_potret[:16], mono=True),
            Fakta("Sidik definisi", row.definisi_id[:16], mono=True),
        ),
        bukti=evidence_of(view, row),
        tindakan=(Tindakan("Bukti", view.alamat.ke("bukti", kode=row.indikator.kode, nomor=row.nomor)),),
    )
