-- The floor: the columns that the measures need, read and added up once, without groups, conditions or an answer to write.
SELECT
    count(pemda), count(wilayah), sum(periode), sum(omset), sum(omset__1), count(ada__1), sum(nilai_tambah_bruto)
FROM {usaha_monev}
