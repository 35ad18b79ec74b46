    -- The levels above by GROUPING SETS over the village states.
    semua AS (
        SELECT 'kelurahan' AS tingkat, * FROM kelurahan
        UNION ALL BY NAME
        SELECT
            CASE grouping_id(kecamatan, kota, provinsi)
                WHEN 3 THEN 'kecamatan' WHEN 5 THEN 'kota' WHEN 6 THEN 'provinsi' ELSE 'nasional'
            END AS tingkat,
            coalesce(kecamatan, kota, provinsi, 'ID') AS wilayah, periode,
            sum(COLUMNS('^n_'))::BIGINT AS "\0", sum(COLUMNS('^j_')) AS "\0"
        FROM (
            SELECT *, left(wilayah, 8) AS kecamatan, left(wilayah, 5) AS kota, left(wilayah, 2) AS provinsi FROM kelurahan
        )
        GROUP BY GROUPING SETS ((kecamatan, periode), (kota, periode), (provinsi, periode), (periode))
    )
