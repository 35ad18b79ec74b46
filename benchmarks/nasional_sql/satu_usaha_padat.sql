-- The same answer as satu_usaha_hitungan.sql with several counts carried in one sum, 21 bits each: a row is looked at in
-- three nested CASEs instead of eight. Right as long as no village has two million rows in a year, which is looked at.
--   x (both turnovers known, not negative): rises + 2^21 * (from mikro upward) + 2^42 * (was not mikro)
--   y: turnover empty, was not mikro + 2^21 * (turnover empty otherwise) + 2^42 * (was negative, is not)
--   z (turnover negative): was not mikro + 2^21 * (else, rises) + 2^42 * (else, does not rise)
COPY (
    WITH baris AS (
        SELECT
            pemda, wilayah, periode, ada__1 AS a, nilai_tambah_bruto AS v,
            CASE
                WHEN o >= 0 AND p >= 0 THEN
                    CASE
                        WHEN p <= 2000000000 THEN
                            CASE WHEN o > 2000000000 THEN 2097153::BIGINT WHEN o > p THEN 1::BIGINT ELSE 0::BIGINT END
                        ELSE CASE WHEN o > p THEN 4398046511105::BIGINT ELSE 4398046511104::BIGINT END
                    END
            END AS x,
            CASE
                WHEN o IS NULL AND a THEN CASE WHEN p > 2000000000 THEN 1::BIGINT ELSE 2097152::BIGINT END
                WHEN p < 0 AND o >= 0 THEN 4398046511104::BIGINT
            END AS y,
            CASE
                WHEN o < 0 THEN
                    CASE
                        WHEN p IS NULL THEN NULL::BIGINT
                        WHEN p > 2000000000 THEN 1::BIGINT
                        WHEN o > p THEN 2097152::BIGINT
                        ELSE 4398046511104::BIGINT
                    END
            END AS z
        FROM (
            SELECT *, omset AS o, omset__1 AS p, ada__1 AS a
            FROM {usaha_monev}
            WHERE periode BETWEEN 2020 AND 2024
        )
    ), kelompok AS (
        SELECT
            pemda, wilayah, periode,
            count(*) AS n_baris, countif(a)::BIGINT AS n_lalu, count(x) AS n_x,
            coalesce(sum(x), 0)::BIGINT AS x, coalesce(sum(y), 0)::BIGINT AS y, coalesce(sum(z), 0)::BIGINT AS z,
            count(v) AS n_nilai, sum(v)::DECIMAL(38, 0) AS j_nilai
        FROM baris
        GROUP BY ALL
    ), kelurahan AS MATERIALIZED (
        SELECT
            coalesce(wilayah, pemda || '/-') AS wilayah, periode,
            CASE WHEN n_baris < 2097152 THEN n_baris ELSE error('desa dengan dua juta baris') END AS n_baris,
            n_lalu,
            n_lalu - (y & 2097151) - (y >> 21 & 2097151) AS n_isi,
            n_x + (z & 2097151) + (z >> 21 & 2097151) + (z >> 42) + (y >> 42) AS n_dua,
            (x & 2097151) + (z >> 21 & 2097151) + (y >> 42) AS n_naik,
            (x >> 21 & 2097151) AS n_kelas_naik,
            n_x - (x >> 42) AS n_mikro,
            (x >> 42) + (y & 2097151) + (z & 2097151) AS n_bukan_mikro,
            (z >> 21 & 2097151) + (z >> 42) AS n_negatif,
            (y >> 42) AS n_dulu_negatif,
            n_nilai, j_nilai
        FROM kelompok
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
