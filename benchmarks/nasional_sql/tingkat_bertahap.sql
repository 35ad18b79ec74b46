    -- Each level from the one below: 420,000 village states, then 40,000, 2,600 and 190; left('35.75/-', 8) stays what it is.
    kecamatan AS MATERIALIZED (
        SELECT left(wilayah, 8) AS wilayah, periode, sum(COLUMNS('^n_'))::BIGINT AS "\0", sum(COLUMNS('^j_')) AS "\0"
        FROM kelurahan GROUP BY ALL
    ), kota AS MATERIALIZED (
        SELECT left(wilayah, 5) AS wilayah, periode, sum(COLUMNS('^n_'))::BIGINT AS "\0", sum(COLUMNS('^j_')) AS "\0"
        FROM kecamatan GROUP BY ALL
    ), provinsi AS MATERIALIZED (
        SELECT left(wilayah, 2) AS wilayah, periode, sum(COLUMNS('^n_'))::BIGINT AS "\0", sum(COLUMNS('^j_')) AS "\0"
        FROM kota GROUP BY ALL
    ), nasional AS (
        SELECT 'ID' AS wilayah, periode, sum(COLUMNS('^n_'))::BIGINT AS "\0", sum(COLUMNS('^j_')) AS "\0"
        FROM provinsi GROUP BY ALL
    ), semua AS (
        SELECT 'kelurahan' AS tingkat, * FROM kelurahan
        UNION ALL BY NAME SELECT 'kecamatan' AS tingkat, * FROM kecamatan
        UNION ALL BY NAME SELECT 'kota' AS tingkat, * FROM kota
        UNION ALL BY NAME SELECT 'provinsi' AS tingkat, * FROM provinsi
        UNION ALL BY NAME SELECT 'nasional' AS tingkat, * FROM nasional
    )
