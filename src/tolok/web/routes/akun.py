"""People, roles, passwords, second factors, keys for programs."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
