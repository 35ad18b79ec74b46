"""Personal data, and forms of survey, evaluation and findings."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
