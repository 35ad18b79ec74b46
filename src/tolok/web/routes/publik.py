"""What everyone may see, without signing in."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
