-- UM-01, UM-02, EKO-02 and the enterprises' part of EKO-03, every level and year, in one statement over the wide layout.
--
-- As few counts as there are facts (rows; with a row the year before; of those with a turnover; with both; …): the rest is
-- what is left over, subtracted at the end on 460,000 rows instead of 47 million. Tried and slower: count(*) FILTER,
-- countif and sums of casts instead of count(CASE …); regions as numbers instead of the texts that stand in the files'
-- dictionaries. Of the two ways to the upper levels (tingkat_*.sql) neither is always faster, so that both are measured.
-- A turnover below zero is a reason of its own, as in the definition, though deliveries are refused with one.
COPY (
    WITH baris AS (
        SELECT pemda, wilayah, periode, omset AS o, omset__1 AS p, ada__1 AS a, nilai_tambah_bruto AS v
        FROM {usaha_monev}
        WHERE periode BETWEEN 2020 AND 2024
    ), kelompok AS (
        SELECT
            pemda, wilayah, periode,
            count(*) AS n_baris,
            countif(a)::BIGINT AS n_lalu,
            count(CASE WHEN a THEN o END) AS n_isi,
            count(CASE WHEN p IS NOT NULL THEN o END) AS n_dua,
            count(CASE WHEN o > p THEN 1 END) AS n_naik,
            count(CASE WHEN o > 2000000000 AND p BETWEEN 0 AND 2000000000 THEN 1 END) AS n_kelas_naik,
            count(CASE WHEN p BETWEEN 0 AND 2000000000 AND o >= 0 THEN 1 END) AS n_mikro,
            count(CASE WHEN p > 2000000000 THEN 1 END) AS n_bukan_mikro,
            count(CASE WHEN o < 0 AND p <= 2000000000 THEN 1 END) AS n_negatif,
            count(CASE WHEN p < 0 AND o >= 0 THEN 1 END) AS n_dulu_negatif,
            count(v) AS n_nilai,
            sum(v)::DECIMAL(38, 0) AS j_nilai
        FROM baris
        GROUP BY ALL
    ), kelurahan AS MATERIALIZED (
        SELECT coalesce(wilayah, pemda || '/-') AS wilayah, * EXCLUDE (pemda, wilayah) FROM kelompok
    ),
{tingkat}
    SELECT
        tingkat, wilayah, periode AS tahun,
        n_kelas_naik AS um01_pembilang,
        n_mikro AS um01_penyebut,
        n_bukan_mikro + n_mikro - n_kelas_naik AS um01_tidak_pembilang,
        n_bukan_mikro AS um01_tidak_penyebut,
        n_baris - n_lalu AS um01_tanpa_tahun_lalu,
        n_lalu - n_mikro - n_bukan_mikro - (n_isi - n_dua) - n_negatif - n_dulu_negatif AS um01_omset_kosong,
        n_isi - n_dua AS um01_omset_lalu_kosong,
        n_negatif AS um01_omset_negatif,
        n_dulu_negatif AS um01_omset_lalu_negatif,
        n_naik AS um02_pembilang,
        n_dua AS um02_penyebut,
        n_dua - n_naik AS um02_tidak_pembilang,
        n_baris - n_lalu AS um02_tanpa_tahun_lalu,
        n_lalu - n_isi AS um02_omset_kosong,
        n_isi - n_dua AS um02_omset_lalu_kosong,
        n_nilai AS ntb_terhitung,
        coalesce(j_nilai, 0) AS ntb_jumlah,
        n_baris - n_nilai AS ntb_kosong
    FROM semua
) TO '{keluar}/usaha_monev.parquet' (FORMAT parquet)
