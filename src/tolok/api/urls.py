"""Where the API lives: /api/v1/."""

from django.urls import path

from tolok.api.operations import api

urlpatterns = [path("", api.urls)]
