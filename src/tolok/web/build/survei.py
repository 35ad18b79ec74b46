"""Pages of the survey: what came of it, services and their samples, the public form, the poster."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction

from tolok.measurement.skala import predikat
from tolok.registers.schema import Kolom as KolomRegister
from tolok.services import paket
from tolok.services.akses import may
from tolok.services.skm import (
    PROFIL,
    SARAN_TERPANJANG,
    HasilSurvei,
    list_layanan,
    population_of,
    questions,
    results_of,
    sample_needed,
    suggestions_of,
    waiting_count,
)
from tolok.store.models import Layanan, schemas
from tolok.values.instant import tanggal_pendek
from tolok.values.issue import Issue
from tolok.values.number import format_angka
from tolok.web.build.kerangka import Pandangan, bare_frame, frame
from tolok.web.build.pengawasan import NAMA, faults_of, tabs
from tolok.web.read_models import Fakta, Formulir, Isian, Kolom, Opsi, Pesan, Sel, Tabel, Tautan, Tindakan
from tolok.web.read_models.pengawasan import (
    HalamanIsian,
    HalamanPemberitahuan,
    HalamanPengawasan,
    HalamanPoster,
    HalamanSurvei,
    Langkah,
    Lembaran,
    Soal,
)


def mutu(nilai: Fraction) -> str:
    """`A, sangat baik`: the class of a score of 25 to 100."""
    scale = next(one for one in paket.daftar_skala() if one.nama == "skm")
    found = predikat(nilai, scale)
    return f"{found.label}, {found.arti.lower()}"


def _score(found: HasilSurvei) -> str:
    return "–" if found.nilai is None else format_angka(found.nilai, 2)


def build_survei(view: Pandangan) -> HalamanPengawasan:
    """The year's survey: index and mutu, sample by service, the nine unsur, suggestions without names."""
    tahun, manage = view.period.tahun, may(view.orang, view.kantor, "kelola_survei") and not view.lampau
    found = results_of(view.kantor, tahun, view.at)
    whole, layanan = found[""], list_layanan(view.kantor, view.at)
    if whole.nilai is None:
        judul = f"Belum ada jawaban survei {tahun}"
    else:
        judul = f"Indeks kepuasan {tahun}: {format_angka(whole.nilai, 2)}, mutu {mutu(whole.nilai)}"
    sheets = [_services(view, layanan, found), _unsur(whole, tahun), _suggestions(view, tahun)]
    return HalamanPengawasan(
        kerangka=frame(view, "Survei kepuasan", (Tautan(NAMA), Tautan("Survei kepuasan")), kini=NAMA),
        judul=judul,
        lead=f"{format_angka(whole.responden)} responden. Sembilan unsur berbobot sama, menurut PermenPANRB 14/2017.",
        tab=tabs(view, "survei"),
        tindakan=(Tindakan("Tambah layanan", view.alamat.ke("survei-baru")),) if manage else (),
        lembaran=tuple(sheets),
        samping=(_waiting(view, manage), _classes()),
    )


def _services(view: Pandangan, layanan: Sequence[Layanan], found: Mapping[str, HasilSurvei]) -> Lembaran:
    heads = (
        Kolom("Layanan", ponsel="utama"),
        Kolom("Pengguna tahun lalu", angka=True, ponsel="tanpa"),
        Kolom("Perlu", angka=True),
        Kolom("Masuk", angka=True),
        Kolom("Indeks", angka=True, ponsel="angka"),
        Kolom("Mutu", ponsel="tanpa"),
    )
    rows = [_service_row(view, one, found.get(one.kode)) for one in layanan]
    rest = found[""].responden - sum(found[one.kode].responden for one in layanan if one.kode in found)
    if rest:
        other = (Sel("Tanpa keterangan layanan", "kosong"), Sel(""), Sel(""), Sel(format_angka(rest)), Sel(""), Sel(""))
        rows.append(other)
    empty = "" if rows else "Belum ada layanan yang disurvei."
    note = "Jumlah responden yang perlu mengikuti rumus Krejcie dan Morgan atas pengguna layanan tahun sebelumnya."
    return Lembaran(
        judul="Menurut layanan", tabel=Tabel("Survei menurut layanan", heads, tuple(rows)), kosong=empty, catatan=note
    )


def _service_row(view: Pandangan, one: Layanan, found: HasilSurvei | None) -> tuple[Sel, ...]:
    users = population_of(one, view.period.tahun, view.at)
    needed, came = sample_needed(users), found.responden if found else 0
    short = needed is not None and came < needed
    name = one.nama + (" (ditutup)" if one.ditutup_pada else "")
    return (
        Sel(name, href=view.alamat.ke("survei-layanan", layanan=one.kode)),
        Sel(format_angka(users)) if users else Sel("belum diisi", "kosong"),
        Sel(format_angka(needed)) if needed else Sel("–", "kosong"),
        Sel(format_angka(came), nada="waspada" if short else None),
        Sel(_score(found) if found else "–"),
        Sel(mutu(found.nilai) if found and found.nilai is not None else "–"),
    )


def _unsur(found: HasilSurvei, tahun: int) -> Lembaran:
    heads = (
        Kolom("Unsur", ponsel="utama"),
        Kolom("Rata-rata (1–4)", angka=True),
        Kolom("Indeks", angka=True, ponsel="angka"),
        Kolom("Mutu"),
    )
    known = [one for one in found.per_unsur if one is not None]
    lowest = min(known, default=None)
    rows = []
    for number, (one, mean) in enumerate(zip(questions(), found.per_unsur, strict=True), 1):
        if mean is None:
            rows.append((Sel(f"U{number} {one.unsur}"), Sel("belum ada", "kosong"), Sel(""), Sel("")))
            continue
        last = Sel("terendah: perlu tindak lanjut", nada="waspada") if mean == lowest else Sel(mutu(mean * 25))
        rows.append((Sel(f"U{number} {one.unsur}"), Sel(format_angka(mean, 3)), Sel(format_angka(mean * 25, 2)), last))
    if not known:
        return Lembaran(judul=f"Sembilan unsur {tahun}", kosong="Belum ada jawaban.")
    return Lembaran(judul=f"Sembilan unsur {tahun}", tabel=Tabel("Nilai setiap unsur", heads, tuple(rows)))


def _suggestions(view: Pandangan, tahun: int) -> Lembaran:
    """What was said, the newest first; equal words once, with how often."""
    counted: dict[str, tuple[int, datetime]] = {}
    for when, text in suggestions_of(view.kantor, tahun, view.at):
        many, first = counted.get(text, (0, when))
        counted[text] = (many + 1, first)
    lines = tuple(
        Langkah("", (f"{many} kali, terakhir " if many > 1 else "") + tanggal_pendek(when).partition(",")[0], text)
        for text, (many, when) in counted.items()
    )
    return Lembaran(
        judul="Saran dan masukan",
        meta=f"{format_angka(sum(many for many, _ in counted.values()))} terbaru" if lines else "",
        langkah=lines,
        kosong="" if lines else "Belum ada saran.",
        catatan="Nomor, alamat surel, dan nama sesudah sapaan disamarkan." if lines else "",
    )


def _waiting(view: Pandangan, manage: bool) -> Lembaran:
    waiting = waiting_count(view.kantor)
    words = "Jawaban masuk ke register sekali sehari, tanpa nama dan tanpa alamat perangkat."
    form = None
    if manage and waiting:
        form = Formulir(view.alamat.ke("survei-masukkan"), "Masukkan jawaban hari lalu")
    return Lembaran(
        judul="Jawaban yang menunggu", meta=format_angka(waiting), paragraf=(words,), formulir=form,
    )  # fmt: skip


def _classes() -> Lembaran:
    scale = next(one for one in paket.daftar_skala() if one.nama == "skm")
    heads = (Kolom("Mutu", ponsel="utama"), Kolom("Mulai", angka=True, ponsel="angka"))
    bounds = [(one, format_angka(one.bawah, 2) if one.bawah is not None else "25,00") for one in scale.batas]
    rows = tuple((Sel(f"{one.label} {one.arti}"), Sel(text)) for one, text in bounds)
    return Lembaran(judul="Mutu pelayanan", tabel=Tabel("Batas mutu pelayanan", heads, rows), catatan=scale.dasar)


def build_layanan_baru(view: Pandangan, nama: str = "", issues: Sequence[Issue] = ()) -> HalamanIsian:
    """A new service that is surveyed."""
    fault = faults_of(issues).get("layanan", "")
    field = Isian("nama", "Nama layanan", nama, petunjuk="Seperti yang dikenal pengunjung, misalnya Pendampingan NIB",
                  galat=fault, wajib=True)  # fmt: skip
    return HalamanIsian(
        kerangka=frame(
            view, "Layanan baru", (Tautan("Survei kepuasan", view.alamat.ke("survei")), Tautan("Layanan baru")), kini=NAMA
        ),
        judul="Tambah layanan yang disurvei",
        lead="Layanan ini mendapat formulir umum dan kode QR sendiri.",
        kelompok=(("", (field,)),),
        formulir=Formulir(view.alamat.ke("survei-baru"), "Tambah layanan"),
        batal=Tautan("Batal", view.alamat.ke("survei")),
    )


def build_layanan(
    view: Pandangan, layanan: Layanan, alamat_umum: str, typed: str = "", issues: Sequence[Issue] = ()
) -> HalamanPengawasan:
    """One service: its form and poster, the population of its sample, results of the year."""
    tahun, manage = view.period.tahun, may(view.orang, view.kantor, "kelola_survei") and not view.lampau
    found = results_of(view.kantor, tahun, view.at).get(layanan.kode, HasilSurvei(0, (None,) * len(questions())))
    users = population_of(layanan, tahun, view.at)
    needed = sample_needed(users)
    fault = faults_of(issues).get("layanan", "")
    field = Isian("banyak", f"Pengguna layanan tahun {tahun - 1}", typed or (format_angka(users) if users else ""), "angka",
                  "Dari buku tamu atau catatan loket", fault)  # fmt: skip
    came = format_angka(found.responden) + (f" dari {format_angka(needed)} yang perlu" if needed else "")
    facts = (
        Fakta("Responden", came),
        Fakta("Indeks", _score(found)),
        Fakta("Mutu", mutu(found.nilai) if found.nilai is not None else "–"),
        Fakta("Keadaan", "ditutup" if layanan.ditutup_pada else "menerima jawaban"),
    )
    links = (
        Tindakan("Lihat poster", view.alamat.ke("survei-poster", layanan=layanan.kode), "utama"),
        Tindakan("Buka formulir umum", alamat_umum),
    )
    return HalamanPengawasan(
        kerangka=frame(
            view, layanan.nama, (Tautan("Survei kepuasan", view.alamat.ke("survei")), Tautan(layanan.nama)), kini=NAMA
        ),
        judul=layanan.nama,
        lead=f"Survei kepuasan layanan ini, {view.period.label}.",
        tab=tabs(view, "survei"),
        tindakan=() if layanan.ditutup_pada else links,
        lembaran=(Lembaran(judul="Hasil", fakta=facts), _unsur(found, tahun)),
        samping=_layanan_forms(view, layanan, field) if manage else (),
    )


def _layanan_forms(view: Pandangan, layanan: Layanan, field: Isian) -> tuple[Lembaran, ...]:
    """What the operator may change: the population, and whether the form takes answers."""
    here = view.alamat.ke("survei-layanan", layanan=layanan.kode)
    label, act = ("Buka lagi", "buka") if layanan.ditutup_pada else ("Tutup formulir", "tutup")
    users = Formulir(here, "Simpan banyaknya", (("aksi", "pengguna"),))
    state = Formulir(here, label, (("aksi", act),), menolak=act == "tutup")
    return (
        Lembaran(judul="Banyaknya pengguna", isian=(field,), formulir=users),
        Lembaran(judul="Formulir umum", paragraf=("Jawaban yang sudah masuk tetap dihitung.",), formulir=state),
    )


def build_poster(view: Pandangan, layanan: Layanan, alamat: str) -> HalamanPoster:
    """The sheet for the counter, to be printed on A4."""
    return HalamanPoster(
        kerangka=frame(
            view, "Poster survei", (Tautan("Survei kepuasan", view.alamat.ke("survei")), Tautan("Poster")), kini=NAMA
        ),
        kantor=f"{view.kantor.nama} {view.kantor.pemda.nama}",
        judul="Bagaimana pelayanan kami?",
        layanan=layanan.nama,
        qr_href=view.alamat.ke("survei-qr", layanan=layanan.kode),
        alamat_formulir=alamat,
        kembali=Tautan("Kembali ke layanan", view.alamat.ke("survei-layanan", layanan=layanan.kode)),
    )


def build_formulir(
    layanan: Layanan,
    path: str,
    cap: str,
    typed: Mapping[str, str],
    issues: Sequence[Issue] = (),
    pesan: Sequence[Pesan] = (),
) -> HalamanSurvei:
    """The public form of one service; what was chosen stays chosen."""
    faults = faults_of(issues)
    kantor = f"{layanan.perangkat_daerah.nama} {layanan.perangkat_daerah.pemda.nama}"
    summary = (
        [Pesan("salah", f"{len(issues)} pertanyaan belum dijawab", "Pilih satu jawaban untuk setiap pertanyaan.")]
        if issues
        else []
    )
    return HalamanSurvei(
        kerangka=bare_frame(f"Survei {layanan.nama}", path),
        kantor=kantor,
        judul=f"Bagaimana pelayanan kami: {layanan.nama}?",
        lead="Sembilan pertanyaan, sekitar dua menit. Tanpa nama.",
        soal=_questions(typed, faults),
        profil=tuple(_profile_field(schemas()["skm"].by_nama[nama], typed) for nama in PROFIL),
        saran=Isian("saran", "Saran dan masukan", typed.get("saran", ""), "panjang",
                    f"Paling banyak {SARAN_TERPANJANG} huruf. Jangan menulis nama, nomor telepon, atau NIK."),
        formulir=Formulir(path, "Kirim jawaban", (("cap", cap),)),
        pesan=(*summary, *pesan),
    )  # fmt: skip


def _questions(typed: Mapping[str, str], faults: Mapping[str, str]) -> tuple[Soal, ...]:
    """The nine questions as radios."""
    return tuple(
        Soal(
            number, one.nama, one.tanya,
            tuple(Opsi(str(value), text, typed.get(one.nama) == str(value)) for value, text in enumerate(one.jawaban, 1)),
            faults.get(one.nama, ""),
        )
        for number, one in enumerate(questions(), 1)
    )  # fmt: skip


def _profile_field(kolom: KolomRegister, typed: Mapping[str, str]) -> Isian:
    chosen = typed.get(kolom.nama, "")
    options = (Opsi("", "Tidak diisi"), *(Opsi(one, one[0].upper() + one[1:], one == chosen) for one in kolom.pilihan))
    return Isian(kolom.nama, kolom.title, chosen, "pilihan", opsi=options)


def build_terima_kasih(layanan: Layanan, path: str, sudah: bool) -> HalamanPemberitahuan:
    """Thanks; or that today's answer of this device is in already."""
    judul = "Jawaban hari ini sudah kami terima" if sudah else "Terima kasih, jawaban Anda sudah kami terima"
    lead = "Satu perangkat menjawab sekali sehari." if sudah else f"Untuk {layanan.nama}."
    return HalamanPemberitahuan(
        kerangka=bare_frame("Survei kepuasan", path),
        kantor=f"{layanan.perangkat_daerah.nama} {layanan.perangkat_daerah.pemda.nama}",
        judul=judul,
        lead=lead,
        paragraf=("Hasil survei diumumkan paling sedikit sekali setahun. Halaman ini boleh ditutup.",),
    )
