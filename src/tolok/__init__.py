"""Tolok: from the IKU document of an Indonesian government office to figures traced to the record."""

__version__ = "0.1.0"
