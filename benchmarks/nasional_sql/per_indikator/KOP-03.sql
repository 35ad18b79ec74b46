-- What it is compared with is the row of the year before.
SELECT
    {wilayah} AS wilayah, periode AS tahun,
    count(volume_usaha) AS volume_terhitung,
    coalesce(sum(volume_usaha), 0)::DECIMAL(38, 0) AS volume_jumlah,
    count(*) - count(volume_usaha) AS volume_kosong
FROM {koperasi_tahunan}
WHERE periode BETWEEN 2020 AND 2024
GROUP BY ALL
