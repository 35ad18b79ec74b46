"""The demonstration's words of the yearly report. All invented; some parts are left empty, as in a report being written."""

from datetime import datetime

from tolok.services.naskah_laporan import IsianStandar, write_naskah, write_standar
from tolok.store.models import IndikatorKantor, Pengguna, PerangkatDaerah
from tolok.values.instant import WIB

_KANTOR = "35.75/2.17"
# Year → part → words. The report of 2022 lacks its conclusion, that of 2023 has only been begun.
_NASKAH: dict[int, dict[str, str]] = {
    2022: {
        "pengantar": (
            "Puji syukur kami panjatkan ke hadirat Tuhan Yang Maha Esa. Laporan kinerja ini disusun sebagai "
            "pertanggungjawaban atas kinerja yang diperjanjikan pada awal tahun.\n\n"
            "Laporan ini memuat angka yang dihitung dari register kantor dan sudah diterbitkan, beserta penjelasan "
            "bidang yang bertanggung jawab. Kami berterima kasih kepada koperasi dan pelaku usaha mikro yang sudah "
            "menyampaikan datanya. Naskah ini contoh, dikarang."
        ),
        "gambaran_umum": (
            "Dinas dibentuk dengan peraturan daerah tentang susunan perangkat daerah dan dipimpin kepala dinas yang "
            "bertanggung jawab kepada Wali Kota melalui Sekretaris Daerah.\n\n"
            "Pada akhir tahun dinas mempunyai 42 pegawai: 27 aparatur sipil negara dan 15 tenaga pendukung. Sarana yang "
            "dipakai satu gedung kantor, satu galeri pemasaran, dan dua kendaraan operasional. Angka pegawai dan sarana "
            "di alinea ini dikarang."
        ),
        "isu_strategis": (
            "Tiga hal yang paling menentukan kinerja tahun ini:\n"
            "- Laporan tahunan koperasi masuk terlambat, sehingga penilaian kesehatan tertunda.\n"
            "- Omset usaha mikro belum pulih, sehingga sedikit yang naik kelas.\n"
            "- Data usaha belum dimutakhirkan di semua kelurahan."
        ),
        "strategi": (
            "Strategi yang dipilih dalam Renstra adalah pendampingan yang dekat dengan pelaku usaha: pembukuan, "
            "pembiayaan, lalu pemasaran, berurutan."
        ),
        "langkah_perbaikan": (
            "- Jadwal penyampaian laporan koperasi dimajukan ke Februari, dengan pendampingan per kecamatan.\n"
            "- Pelatihan usaha mikro dimulai pada triwulan pertama.\n"
            "- Pengukuran kinerja dibahas setiap triwulan dalam rapat pimpinan."
        ),
    },
    2023: {
        "isu_strategis": (
            "- Enam koperasi belum menyampaikan laporan keuangan.\n"
            "- Kemitraan dengan toko swalayan baru mencakup satu kecamatan."
        ),
    },
}  # fmt: skip
_AKIP = IsianStandar("70,01", "Rata-rata nilai AKIP kabupaten/kota (contoh, dikarang)", "2022")
# Year → IKU → national standard.
_STANDAR: dict[int, dict[str, IsianStandar]] = {2022: {"TK-01": _AKIP}, 2023: {"TK-01": _AKIP}}


def write_report(tahun: int) -> None:
    """What the perencana wrote in the January after a year."""
    kantor = PerangkatDaerah.objects.select_related("pemda").get(kode=_KANTOR)
    by = Pengguna.objects.get(username="yusuf")
    for minute, (bagian, isi) in enumerate(_NASKAH.get(tahun, {}).items()):
        at = datetime(tahun + 1, 1, 29, 10, minute, tzinfo=WIB)
        write_naskah(kantor, tahun, bagian, isi, dasar="0", by=by, at=at)
    for kode, isian in _STANDAR.get(tahun, {}).items():
        found = IndikatorKantor.objects.select_related("perangkat_daerah__pemda", "bidang")
        indikator = found.get(perangkat_daerah=kantor, kode=kode)
        write_standar(indikator, tahun, isian, dasar="0", by=by, at=datetime(tahun + 1, 1, 29, 11, tzinfo=WIB))
