SELECT
    {wilayah} AS wilayah, periode AS tahun,
    count(nilai_tambah_bruto) AS ntb_terhitung,
    coalesce(sum(nilai_tambah_bruto), 0)::DECIMAL(38, 0) AS ntb_jumlah,
    count(*) - count(nilai_tambah_bruto) AS ntb_kosong
FROM {usaha_monev}
WHERE periode BETWEEN 2020 AND 2024
GROUP BY ALL
