"""Registers: declared once as a schema; reading and checking of delivered rows; the folder store."""
