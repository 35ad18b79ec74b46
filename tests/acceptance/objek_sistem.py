"""What stands in the addresses of this part."""

NILAI: dict[str, str] = {
    "nama_register": "koperasi_tahunan",
    "nomor_unggahan": "999999",
    "cadangan": "tidak-ada.tolok",
    "bentuk": "csv",
}
