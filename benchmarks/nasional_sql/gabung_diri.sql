    -- The narrow layout: last year's row is joined by its key. Put in place of {usaha_monev} in satu_usaha_hitungan.sql.
    (
        SELECT
            kini.pemda, kini.wilayah, kini.periode, kini.omset, kini.nilai_tambah_bruto,
            lalu.omset AS omset__1, lalu.periode IS NOT NULL AS ada__1
        FROM {usaha_monev} AS kini
        LEFT JOIN {usaha_monev} AS lalu
            ON lalu.entitas = kini.entitas AND lalu.perangkat_daerah = kini.perangkat_daerah
            AND lalu.periode = kini.periode - 1
    )
