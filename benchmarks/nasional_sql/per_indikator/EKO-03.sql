-- Two registers; what it is compared with is the row of the year before.
SELECT
    {wilayah} AS wilayah, periode AS tahun,
    count(nilai_tambah_bruto) AS ntb_terhitung,
    coalesce(sum(nilai_tambah_bruto), 0)::DECIMAL(38, 0) AS ntb_jumlah,
    count(*) - count(nilai_tambah_bruto) AS ntb_kosong,
    register
FROM (
    SELECT wilayah, pemda, periode, nilai_tambah_bruto, 'usaha_monev' AS register FROM {usaha_monev}
    UNION ALL
    SELECT wilayah, pemda, periode, nilai_tambah_bruto, 'koperasi_tahunan' FROM {koperasi_tahunan}
)
WHERE periode BETWEEN 2020 AND 2024
GROUP BY ALL
