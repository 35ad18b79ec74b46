-- The same for koperasi.
SELECT
    count(pemda), count(wilayah), sum(periode), count(dinilai_kesehatan), count(predikat_kesehatan), sum(volume_usaha),
    sum(nilai_tambah_bruto)
FROM {koperasi_tahunan}
