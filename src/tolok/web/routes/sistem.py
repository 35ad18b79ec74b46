"""Running it: health, settings, backup."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
