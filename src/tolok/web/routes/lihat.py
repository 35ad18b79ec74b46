"""Looking: the city."""

from django.urls import URLPattern, path

from tolok.web import converters as converters  # registers how a period stands in an address
from tolok.web.views import lihat

urlpatterns: list[URLPattern] = [path("kota/<str:pemda>/<periode:periode>/", lihat.kota, name="kota")]
