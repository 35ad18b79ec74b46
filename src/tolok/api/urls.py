"""Where the API lives: /api/v1/. Importing the operations is what adds them to it."""

from django.urls import path

from tolok.api import offices, operations, registers
from tolok.api.app import api

__all__ = ["offices", "operations", "registers", "urlpatterns"]

urlpatterns = [path("", api.urls)]
