"""Looking: the city, comparisons."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
