"""The Pasuruan table of 2024 as the tests print it: the wording of the published IKU, invented people and hashes."""

from datetime import date

from tolok.values.period import Period
from tolok.writing.iku import IkuRow, IkuSheet
from tolok.writing.sheet import Formula, Meta, Signature

SNAPSHOT = "9f2c5b1e7a40d3688c1f0b2e6d94a7735e8f01c2b3a4958677d0e1f2a3b4c5d6"
RANTAI = "41d8cd98f00b204e9800998ecf8427e1a3c4b5d6e7f8091a2b3c4d5e6f708192"

PERAN = "Meningkatkan peran koperasi dan usaha mikro dalam perekonomian"
TATA_KELOLA = "Meningkatnya sistem tata kelola yang baik dalam menjamin pelayanan prima"

ROWS = (
    IkuRow(
        kode="KOP-01",
        jenjang="tujuan",
        tujuan_sasaran=PERAN,
        indikator="Persentase pertumbuhan koperasi sehat",
        satuan="persen",
        penjelasan="Koperasi yang dinilai kesehatannya: koperasi yang dinilai kesehatannya (RAT setiap tahunnya)",
        formula=Formula(
            "∑ koperasi yang dinilai kesehatannya (tahun N) − ∑ koperasi yang dinilai kesehatannya (tahun N−1)",
            "∑ koperasi yang dinilai kesehatannya (tahun N−1)",
            "× 100%",
        ),
        alasan="Koperasi berperan sebagai gerakan ekonomi rakyat (UU Nomor 25 Tahun 1992 tentang Perkoperasian)",
        sumber_data="Laporan Keragaan Koperasi",
        penanggung_jawab="Bidang Koperasi",
        realisasi_lalu="belum ada",
        target="8,50",
        realisasi="7,38",
        capaian="86,79",
        predikat="Tinggi",
        vintage="2024-KOP-01-v3",
    ),
    IkuRow(
        kode="UM-01",
        jenjang="tujuan",
        tujuan_sasaran=PERAN,
        indikator="Persentase usaha mikro ke usaha kecil",
        satuan="persen",
        penjelasan="Usaha mikro yang naik menjadi usaha kecil: usaha mikro yang naik kelas berdasarkan omzetnya",
        formula=Formula("∑ usaha mikro yang naik kelas berdasarkan omzetnya", "∑ usaha mikro yang dimonev", "× 100%"),
        alasan="Usaha mikro yang naik kelas menambah lapangan kerja (UU Nomor 20 Tahun 2008 tentang UMKM)",
        sumber_data="Data UMKM",
        penanggung_jawab="Bidang Usaha Mikro",
        realisasi_lalu="4,35",
        target="30,54",
        realisasi="8,41",
        capaian="27,53",
        predikat="Sangat rendah",
        vintage="2024-UM-01-v2",
    ),
    IkuRow(
        kode="TK-01",
        jenjang="sasaran",
        tujuan_sasaran=TATA_KELOLA,
        indikator="Nilai SAKIP perangkat daerah",
        satuan="nilai",
        penjelasan="Penilaian atas fakta objektif pemerintah dalam mengimplementasikan sistem akuntabilitas kinerja",
        alasan="Akuntabilitas kinerja (Perpres Nomor 29 Tahun 2014)",
        sumber_data="LHE Inspektorat",
        penanggung_jawab="Sekretariat",
        realisasi_lalu="73,46",
        target="75,00",
        realisasi="belum ada",
        capaian="belum ada",
        vintage="2024-TK-01-v1",
    ),
    IkuRow(
        kode="TK-02",
        jenjang="sasaran",
        tujuan_sasaran=TATA_KELOLA,
        indikator="Persentase temuan yang ditindaklanjuti",
        satuan="persen",
        penjelasan="Persentase temuan hasil pemeriksaan APEP dan APIP tahun berjalan yang ditindaklanjuti dibandingkan "
        "dengan total temuan APEP dan APIP tahun berjalan",
        formula=Formula(
            "jumlah temuan hasil pemeriksaan APEP tahun berjalan yang ditindaklanjuti + jumlah temuan hasil "
            "pengawasan APIP tahun berjalan yang ditindaklanjuti",
            "jumlah temuan hasil pemeriksaan APEP tahun berjalan + jumlah temuan hasil pengawasan APIP tahun berjalan",
            "× 100%",
        ),
        alasan="Tindak lanjut temuan (Peraturan BPK Nomor 2 Tahun 2017)",
        sumber_data="Inspektorat",
        penanggung_jawab="Sekretariat",
        realisasi_lalu="99,10",
        target="100,00",
        realisasi="87,50",
        capaian="87,49",
        predikat="Tinggi",
        vintage="2024-TK-02-v1",
    ),
    IkuRow(
        kode="KOP-03",
        jenjang="sasaran",
        tujuan_sasaran="Meningkatnya kapasitas pengelolaan dan produktivitas koperasi",
        indikator="Persentase pertumbuhan volume usaha koperasi",
        satuan="persen",
        penjelasan="Volume usaha: total nilai penjualan atau penerimaan dari barang dan jasa pada suatu periode atau "
        "tahun buku yang bersangkutan",
        formula=Formula(
            "jumlah volume usaha koperasi tahun N − jumlah volume usaha koperasi tahun N−1",
            "jumlah volume usaha koperasi tahun N−1",
            "× 100%",
        ),
        alasan="Produktivitas koperasi terlihat dari volume usahanya",
        sumber_data="Laporan Keragaan Koperasi",
        penanggung_jawab="Bidang Koperasi",
        realisasi_lalu="7,73",
        target="6,50",
        realisasi="5,38",
        capaian="82,76",
        predikat="Tinggi",
        vintage="2024-KOP-03-v2",
    ),
    IkuRow(
        kode="UM-02",
        jenjang="sasaran",
        tujuan_sasaran="Meningkatnya pemberdayaan dan produktivitas usaha mikro",
        indikator="Persentase peningkatan usaha mikro yang berkembang",
        satuan="persen",
        penjelasan="Usaha mikro yang berkembang: usaha mikro yang sudah meningkat omzetnya",
        formula=Formula("∑ usaha mikro yang omzetnya meningkat", "∑ usaha mikro yang dimonev", "× 100%"),
        alasan="Omzet yang meningkat menandai usaha yang berkembang",
        sumber_data="Data UMKM",
        penanggung_jawab="Bidang Usaha Mikro",
        realisasi_lalu="33,30",
        target="36,36",
        realisasi="34,91",
        capaian="96,01",
        predikat="Sangat tinggi",
        vintage="2024-UM-02-v2",
    ),
)

IKU = IkuSheet(
    pemda="Pemerintah Kota Pasuruan",
    perangkat_daerah="Dinas Koperasi dan Usaha Mikro",
    periode=Period(2024),
    meta=Meta(
        vintage=("V-2024-017",),
        snapshot=SNAPSHOT,
        rantai=RANTAI,
        diketahui="7 Oktober 2024, 14.10 WIB",
        tanggal=date(2024, 10, 7),
        draf=False,
    ),
    rows=ROWS,
    visi="Mewujudkan koperasi dan usaha mikro naik kelas dalam mempercepat pertumbuhan dan ketahanan ekonomi berbasis "
    "potensi lokal",
    misi=("Memberdayakan koperasi dan usaha mikro sebagai penggerak utama sektor perekonomian",),
    tujuan=(PERAN,),
    tugas="Membantu Wali Kota dalam melaksanakan urusan pemerintahan daerah di bidang koperasi, usaha kecil dan "
    "menengah yang menjadi kewenangan daerah dan tugas pembantuan",
    fungsi=(
        "Perumusan kebijakan teknis bidang koperasi dan usaha mikro",
        "Penyusunan perencanaan bidang koperasi dan usaha mikro",
        "Pelaksanaan kebijakan bidang koperasi dan usaha mikro",
        "Pembinaan, koordinasi, pengendalian, dan fasilitasi pelaksanaan urusan bidang koperasi dan usaha mikro",
        "Pelaksanaan evaluasi dan pelaporan bidang koperasi dan usaha mikro",
        "Pelaksanaan kegiatan ketatausahaan Dinas Koperasi dan Usaha Mikro",
    ),
    signature=Signature(
        tempat_tanggal="Pasuruan, 7 Oktober 2024",
        jabatan="KEPALA DINAS KOPERASI DAN USAHA MIKRO\nKOTA PASURUAN",
        nama="Ratna Widyastuti (contoh)",
        pangkat="Pembina Utama Muda",
    ),
)
