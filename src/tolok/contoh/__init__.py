"""Invented offices for demonstration, tests and benchmarks: deliveries from a seed, and who works there."""

from tolok.contoh.kantor import KantorContoh, load_kantor
from tolok.contoh.kiriman import BerkasContoh, ContohReport, write_contoh

__all__ = ["BerkasContoh", "ContohReport", "KantorContoh", "load_kantor", "write_contoh"]
