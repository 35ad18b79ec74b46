"""Every page of the application, in the order in which addresses are tried."""

from tolok.web.routes import akun, angka, identitas, lihat, publik, rencana, rumus, sistem, terima, ukur

urlpatterns = [
    *akun.urlpatterns,
    *sistem.urlpatterns,
    *publik.urlpatterns,
    *lihat.urlpatterns,
    *rencana.urlpatterns,
    *rumus.urlpatterns,
    *terima.urlpatterns,
    *identitas.urlpatterns,
    *ukur.urlpatterns,
    *angka.urlpatterns,
]
