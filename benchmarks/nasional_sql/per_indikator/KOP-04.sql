SELECT
    {wilayah} AS wilayah, periode AS tahun,
    count(*) FILTER (dinilai_kesehatan) AS dinilai_terhitung,
    count(*) FILTER (NOT dinilai_kesehatan) AS dinilai_tidak,
    count(*) FILTER (dinilai_kesehatan IS NULL) AS dinilai_kosong
FROM {koperasi_tahunan}
WHERE periode BETWEEN 2020 AND 2024
GROUP BY ALL
