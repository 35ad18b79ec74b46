"""Definitions: the formula editor, proposals, versions, the trial of a formula."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
