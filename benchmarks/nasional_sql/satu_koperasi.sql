-- KOP-01, KOP-03, KOP-04, KOP-05 and the koperasi' part of EKO-03, every level and year, in one statement. What KOP-01,
-- KOP-03 and EKO-03 compare with is the same count of the year before, a row of this very answer.
COPY (
    WITH kelompok AS (
        SELECT
            pemda, wilayah, periode,
            count(*) AS n_baris,
            count(dinilai_kesehatan) AS n_tahu,
            count(CASE WHEN dinilai_kesehatan THEN 1 END) AS n_dinilai,
            count(CASE WHEN dinilai_kesehatan THEN predikat_kesehatan END) AS n_berpredikat,
            count(CASE WHEN dinilai_kesehatan AND predikat_kesehatan = 'sehat' THEN 1 END) AS n_sehat,
            count(volume_usaha) AS n_volume, sum(volume_usaha)::DECIMAL(38, 0) AS j_volume,
            count(nilai_tambah_bruto) AS n_nilai, sum(nilai_tambah_bruto)::DECIMAL(38, 0) AS j_nilai
        FROM {koperasi_tahunan}
        WHERE periode BETWEEN 2020 AND 2024
        GROUP BY ALL
    ), kelurahan AS MATERIALIZED (
        SELECT coalesce(wilayah, pemda || '/-') AS wilayah, * EXCLUDE (pemda, wilayah) FROM kelompok
    ),
{tingkat}
    SELECT
        tingkat, wilayah, periode AS tahun,
        n_dinilai AS dinilai_terhitung,
        n_tahu - n_dinilai AS dinilai_tidak,
        n_baris - n_tahu AS dinilai_kosong,
        n_volume AS volume_terhitung,
        coalesce(j_volume, 0) AS volume_jumlah,
        n_baris - n_volume AS volume_kosong,
        n_sehat AS kop05_pembilang,
        n_berpredikat AS kop05_penyebut,
        n_tahu - n_dinilai + n_berpredikat - n_sehat AS kop05_tidak_pembilang,
        n_tahu - n_dinilai AS kop05_tidak_penyebut,
        n_baris - n_tahu AS kop05_dinilai_kosong,
        n_dinilai - n_berpredikat AS kop05_predikat_kosong,
        n_nilai AS ntb_terhitung,
        coalesce(j_nilai, 0) AS ntb_jumlah,
        n_baris - n_nilai AS ntb_kosong
    FROM semua
) TO '{keluar}/koperasi_tahunan.parquet' (FORMAT parquet)
