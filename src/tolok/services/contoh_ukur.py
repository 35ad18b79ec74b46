"""The demonstration's measuring: periods opened by the perencana, words and evidence beside some figures. All invented."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from tolok.measurement.penjelasan import JENIS
from tolok.measurement.tenggat import Batas, offered
from tolok.services.bukti_angka import Isian, attach
from tolok.services.penjelasan import explain, missing_explanation, penjelasan_of
from tolok.services.periode import close_period, open_period
from tolok.store.models import Pengguna, Peran, PerangkatDaerah, Realisasi
from tolok.values.period import Period

# Days from the day on which the demonstration is made, so that some work is due, some late, as on any working day.
_BATAS_CONTOH = {2023: (-9, -2, 1, 3, 5), 2024: (4, 8, 15, 22, 29)}
_DITUTUP = (2022,)

# (pemda, kode, period) → pendorong, penghambat, tindak lanjut.
_PENJELASAN: dict[tuple[str, str, str], tuple[str, str, str]] = {
    ("35.75", "TK-01", "2022"): (
        "",
        "Evaluasi internal belum memakai hasil pengukuran triwulan sebagai bahan perbaikan.",
        "Rapat evaluasi kinerja setiap triwulan mulai tahun depan, dipimpin sekretaris.",
    ),
    ("35.75", "TK-02", "2022"): (
        "",
        "Satu temuan menunggu pengembalian dari pihak ketiga yang sudah pindah alamat.",
        "Surat tagihan kedua dikirim lewat kelurahan; dipantau setiap bulan.",
    ),
    ("35.75", "UM-01", "2022"): (
        "Pendampingan pemasaran daring di Purworejo.",
        "Sebagian besar usaha baru pulih, omsetnya belum melewati batas kelas berikutnya.",
        "Pendampingan pembukuan dan akses pembiayaan bagi usaha yang omsetnya mendekati batas kelas.",
    ),
    ("35.75", "UM-02", "2022"): (
        "",
        "Pelatihan terlambat dimulai, sehingga hasilnya belum tampak pada omset tahun ini.",
        "Pelatihan tahun depan dimulai pada triwulan pertama.",
    ),
    ("35.75", "KOP-01", "2023"): (
        "Sosialisasi penilaian kesehatan di empat kecamatan.",
        "Enam koperasi belum menyampaikan laporan keuangan, sehingga belum dapat dinilai.",
        "Pendampingan penyusunan laporan bagi enam koperasi itu sampai akhir triwulan kedua.",
    ),
    ("35.75", "KOP-03", "2023"): ("Volume simpan pinjam di Gadingrejo naik sesudah kemitraan pasar.", "", ""),
    ("35.75", "UM-01", "2023"): ("Kemitraan dengan toko swalayan bagi usaha kuliner di Bugul Kidul.", "", ""),
    ("32.75", "EKO-01", "2023"): (
        "",
        "PDRB tumbuh lebih cepat daripada nilai tambah koperasi.",
        "Prioritas pembinaan pada koperasi produsen yang nilai tambahnya paling besar.",
    ),
    ("35.75", "KOP-03", "2024"): (
        "Volume koperasi simpan pinjam di Gadingrejo tetap tumbuh.",
        "Koperasi nelayan di Panggungrejo turun, dan enam koperasi terlambat menyampaikan laporan.",
        "Pendampingan pembukuan bagi enam koperasi itu sebelum rapat anggota berikutnya.",
    ),
    ("35.75", "UM-02", "2024"): (
        "",
        "Kenaikan harga bahan baku menahan omset usaha makanan.",
        "Pembelian bersama bahan baku lewat koperasi, mulai dengan dua puluh usaha.",
    ),
    ("35.75", "UM-01", "2024-TW3"): (
        "",
        "Sebagian besar usaha baru dimonev sesudah September, dan omset tiga kuartal belum melewati batas kelas.",
        "Monev sisa usaha selesai November; pendampingan pembukuan bagi usaha yang mendekati batas kelas.",
    ),
    ("35.75", "UM-02", "2024-TW3"): (
        "Pembelian bersama bahan baku mulai menahan biaya.",
        "Harga bahan baku naik pada awal tahun, omset usaha makanan tertahan.",
        "Pembelian bersama lewat koperasi diperluas ke dua puluh usaha lagi.",
    ),
    ("35.75", "TK-02", "2024-TW3"): (
        "",
        "Dua temuan menunggu bukti penyetoran dari pihak ketiga.",
        "Surat penagihan kedua dikirim bersama inspektorat sebelum akhir November.",
    ),
    ("35.75", "TK-01", "2024"): ("", "Pengukuran kinerja sampai tingkat bidang baru berjalan pada semester kedua.", ""),
}

_UMUM = (
    "",
    "Sebagian sumber data baru masuk menjelang batas, sehingga perbaikan belum sempat dilakukan. Dikarang.",
    "Jadwal pengumpulan data dimajukan dua minggu dan dipantau bidang. Dikarang.",
)

# (pemda, kode, period) → kind, name, content, page pointer. Files are made here; every one says that it is invented.
_BUKTI: dict[tuple[str, str, str], tuple[tuple[str, str, str, str], ...]] = {
    ("35.75", "KOP-03", "2023"): (
        ("berkas", "Rekap laporan RAT 2023 (contoh).pdf", "Rekap laporan RAT tahun buku 2023", "halaman 4-9"),
        ("tautan", "Daftar koperasi aktif", "https://arsip.example/koperasi-aktif-2023", ""),
    ),
    ("35.75", "TK-01", "2023"): (("berkas", "LHE 2023 (contoh).pdf", "Laporan hasil evaluasi tahun 2023", "halaman 12"),),
    ("35.75", "UM-01", "2023"): (
        ("berkas", "Berita acara monev 2023 (contoh).pdf", "Berita acara monitoring dan evaluasi 2023", ""),
        ("teks", "Rapat hasil monev", "Rapat 15 Januari 2024 di aula dinas, dihadiri empat kecamatan. Dikarang.", ""),
    ),
    ("35.75", "KOP-03", "2024"): (
        ("berkas", "Rekap laporan RAT 2024 (contoh).pdf", "Rekap laporan RAT tahun buku 2024", "halaman 4-9"),
    ),
    ("32.75", "EKO-01", "2023"): (
        ("berkas", "Lembar kerja NTB 2023 (contoh).csv", "kecamatan;nilai tambah\ncontoh;dikarang\n", ""),
    ),
}


def open_contoh_period(kantor: PerangkatDaerah, period: Period, at: datetime, today: date) -> dict[str, Realisasi]:
    """Open a year as its perencana does; code → draft. The closed years have the deadlines that are offered."""
    days = _BATAS_CONTOH.get(period.tahun)
    batas = Batas(*(today + timedelta(days=one) for one in days)) if days else offered(period)
    by = Peran.objects.filter(perangkat_daerah=kantor, peran="perencana").order_by("id")[0].pengguna
    _, drafts = open_period(kantor, period, batas, by=by, at=at)
    return {row.indikator.kode: row for row in drafts}


def write_beside(rows: Iterable[Realisasi], at: datetime, forced: bool = False) -> None:
    """Explanations and evidence that the operators put beside the drafts before anything is submitted.

    `forced`: a figure that must be explained gets some words, also where none were invented for it.
    """
    for row in rows:
        kantor = row.indikator.perangkat_daerah
        period = Period(row.tahun, row.triwulan)
        key = (str(kantor.pemda_id), str(row.indikator.kode), str(period))
        by, where = _operator(row), {"slug": kantor.slug, "kode": key[1], "period": period, "nomor": row.nomor}
        texts = _PENJELASAN.get(key, _UMUM if forced else None)
        if texts is not None and not penjelasan_of(row, at):
            isi = dict(zip(JENIS, texts, strict=True))
            explain(isi, by=by, dasar="0", at=at, **where)  # the four parts of an address
        for jenis, nama, isi, halaman in _BUKTI.get(key, ()):
            content = _file(nama, isi) if jenis == "berkas" else b""
            isian = Isian(jenis, nama, "" if content else isi, halaman, content)
            attach(isian, by=by, at=at, **where)  # the four parts of an address


def explain_forced(row: Realisasi, at: datetime) -> None:
    """What the rule asks for before this figure is submitted, if its operator has not written it yet."""
    if missing_explanation(row, at):
        write_beside([row], at, forced=True)


def close_contoh_period(kantor: PerangkatDaerah, period: Period, at: datetime) -> None:
    """The years that are done are closed; figures of the others are still on their way."""
    if period.tahun in _DITUTUP:
        by = Peran.objects.filter(perangkat_daerah=kantor, peran="perencana").order_by("id")[0].pengguna
        close_period(kantor, period, "", by=by, at=at)


def _operator(row: Realisasi) -> Pengguna:
    """The operator of the figure's own bidang before one of the whole office."""
    found = Peran.objects.filter(perangkat_daerah=row.indikator.perangkat_daerah, peran="operator").order_by("id")
    mine = [one for one in found.select_related("pengguna") if one.bidang_id in (None, row.indikator.bidang_id)]
    return next((one.pengguna for one in mine if one.bidang_id), mine[0].pengguna)


def _file(nama: str, isi: str) -> bytes:
    return _pdf(f"{isi}. Data contoh, dikarang.") if nama.endswith(".pdf") else isi.encode()


def _pdf(text: str) -> bytes:
    """One page with one line, the smallest PDF that every reader opens."""
    stream = f"BT /F1 14 Tf 60 760 Td ({text}) Tj ET".encode("latin-1")
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    content, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj%s endobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    foot = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(content))
    return content + head + table + foot
