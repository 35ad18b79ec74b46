SELECT
    {wilayah} AS wilayah, periode AS tahun,
    count(*) FILTER (omset > omset__1) AS um02_pembilang,
    count(*) FILTER (omset IS NOT NULL AND omset__1 IS NOT NULL) AS um02_penyebut,
    count(*) FILTER (omset <= omset__1) AS um02_tidak_pembilang,
    count(*) FILTER (NOT ada__1) AS um02_tanpa_tahun_lalu,
    count(*) FILTER (ada__1 AND omset IS NULL) AS um02_omset_kosong,
    count(*) FILTER (ada__1 AND omset IS NOT NULL AND omset__1 IS NULL) AS um02_omset_lalu_kosong
FROM {usaha_monev}
WHERE periode BETWEEN 2020 AND 2024
GROUP BY ALL
