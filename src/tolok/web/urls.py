"""Every page of the application, in the order in which addresses are tried."""

from tolok.web.routes import (
    akun,
    angka,
    baca,
    dokumen,
    identitas,
    laporan,
    lihat,
    perjanjian,
    publik,
    renaksi,
    rencana,
    rumus,
    sistem,
    templat,
    terima,
    ukur,
)

urlpatterns = [
    *akun.urlpatterns,
    *sistem.urlpatterns,
    *publik.urlpatterns,
    *lihat.urlpatterns,
    *templat.urlpatterns,
    *dokumen.urlpatterns,
    *laporan.urlpatterns,
    *perjanjian.urlpatterns,
    *renaksi.urlpatterns,
    *rencana.urlpatterns,
    *rumus.urlpatterns,
    *terima.urlpatterns,
    *baca.urlpatterns,
    *identitas.urlpatterns,
    *ukur.urlpatterns,
    *angka.urlpatterns,
]
