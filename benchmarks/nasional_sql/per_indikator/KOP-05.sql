SELECT
    {wilayah} AS wilayah, periode AS tahun,
    count(*) FILTER (dinilai_kesehatan AND predikat_kesehatan = 'sehat') AS kop05_pembilang,
    count(*) FILTER (dinilai_kesehatan AND predikat_kesehatan IS NOT NULL) AS kop05_penyebut,
    count(*) FILTER (NOT dinilai_kesehatan OR dinilai_kesehatan AND predikat_kesehatan <> 'sehat') AS kop05_tidak_pembilang,
    count(*) FILTER (NOT dinilai_kesehatan) AS kop05_tidak_penyebut,
    count(*) FILTER (dinilai_kesehatan IS NULL) AS kop05_dinilai_kosong,
    count(*) FILTER (dinilai_kesehatan AND predikat_kesehatan IS NULL) AS kop05_predikat_kosong
FROM {koperasi_tahunan}
WHERE periode BETWEEN 2020 AND 2024
GROUP BY ALL
