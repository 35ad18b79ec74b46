"""Addresses, one list per part of the application; `tolok.web.urls` puts them in order."""
