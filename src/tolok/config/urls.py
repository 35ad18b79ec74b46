"""Every address of the application: pages and API over the same services."""

from django.urls import include, path

urlpatterns = [path("", include("tolok.web.urls")), path("api/v1/", include("tolok.api.urls"))]

handler403 = "tolok.web.views.galat.tidak_boleh"
handler404 = "tolok.web.views.galat.tidak_ada"
handler500 = "tolok.web.views.galat.rusak"
