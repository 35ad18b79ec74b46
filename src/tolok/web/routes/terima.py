"""Deliveries: registers, templates, uploads, rows by form, background work."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
