-- {wilayah} is the level's region, as in left(wilayah, 5).
SELECT
    {wilayah} AS wilayah, periode AS tahun,
    count(*) FILTER (omset__1 BETWEEN 0 AND 2000000000 AND omset > 2000000000) AS um01_pembilang,
    count(*) FILTER (omset__1 BETWEEN 0 AND 2000000000 AND omset >= 0) AS um01_penyebut,
    count(*) FILTER (omset__1 > 2000000000 OR omset__1 BETWEEN 0 AND 2000000000 AND omset BETWEEN 0 AND 2000000000) AS um01_tidak_pembilang,
    count(*) FILTER (omset__1 > 2000000000) AS um01_tidak_penyebut,
    count(*) FILTER (NOT ada__1) AS um01_tanpa_tahun_lalu,
    count(*) FILTER (ada__1 AND omset IS NULL AND (omset__1 IS NULL OR omset__1 <= 2000000000)) AS um01_omset_kosong,
    count(*) FILTER (ada__1 AND omset IS NOT NULL AND omset__1 IS NULL) AS um01_omset_lalu_kosong,
    count(*) FILTER (omset < 0 AND omset__1 <= 2000000000) AS um01_omset_negatif,
    count(*) FILTER (omset >= 0 AND omset__1 < 0) AS um01_omset_lalu_negatif
FROM {usaha_monev}
WHERE periode BETWEEN 2020 AND 2024
GROUP BY ALL
