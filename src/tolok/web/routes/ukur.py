"""Measuring: periods, commentary, evidence, typed exceptions, tasks."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
