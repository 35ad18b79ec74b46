"""The plan: profile, tujuan and sasaran, IKU, targets, programs, pohon kinerja."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
