"""Doubts that a formula raises as it is printed in a document: contradictions are shown, never repaired (golden: T2, T4)."""

from collections.abc import Iterator

from tolok.catalogue import printed as p
from tolok.values.issue import Weight

PrintedDoubt = tuple[str, str, str, str, Weight]
"""Code, what, why, what to do, weight."""


def printed_doubts(text: str | None, percent: bool, growth: bool) -> Iterator[PrintedDoubt]:
    """Every doubt about one printed formula. `percent`: the document calls it a percentage; `growth`: it compares years."""
    yield from _about_terms(text)
    yield from _about_percentage(text, percent)
    yield from _about_shape(text, growth)


def _about_terms(text: str | None) -> Iterator[PrintedDoubt]:
    if repeated := p.repeated_term(text):
        yield (
            "TLK-D103", f"“{repeated}” disebut dua kali dalam satu jumlah", "suku lain yang seharusnya ada mungkin hilang",
            "putuskan jumlah yang benar dan catat dasarnya", "perlu keputusan",
        )  # fmt: skip
    if rivals := p.rival_denominators(text):
        yield (
            "TLK-D104", "penyebut tertulis dua kali dan tidak sama", f"“{rivals[0]}” dan “{rivals[1]}”",
            "pilih penyebut yang benar dan catat dasarnya; sistem tidak mengubahnya sendiri", "perlu keputusan",
        )  # fmt: skip


def _about_percentage(text: str | None, percent: bool) -> Iterator[PrintedDoubt]:
    if percent and p.is_count(text):
        yield (
            "TLK-D117", "dinyatakan persentase, tetapi rumus di dokumen menghitung banyaknya", f"tertulis: {text}",
            "putuskan penyebutnya, atau ubah satuannya menjadi jumlah", "perlu keputusan",
        )  # fmt: skip
    elif percent and p.lacks_times_100(text):
        yield (
            "TLK-D105", "rumus di dokumen tidak menyebut × 100", "satuannya persen",
            "rumus di katalog sudah dikali 100; betulkan dokumen pada perubahan berikutnya", "catatan",
        )  # fmt: skip


def _about_shape(text: str | None, growth: bool) -> Iterator[PrintedDoubt]:
    if base := p.growth_base_fault(text, growth):
        yield (
            "TLK-D106", f"pertumbuhan di dokumen tanpa dasar yang benar: {base}", f"tertulis: {text}",
            "pakai angka tahun n−1 sebagai penyebut dan catat keputusannya", "perlu keputusan",
        )  # fmt: skip
    if bracket := p.unbalanced(text):
        yield (
            "TLK-D108", f"tanda kurung “{bracket}” di rumus dokumen tidak berpasangan", f"tertulis: {text}",
            "susun kembali rumusnya dari dokumen asli dan catat keputusannya", "perlu keputusan",
        )  # fmt: skip
    if (count := p.formulas_in(text)) > 1:
        yield (
            "TLK-D110", f"satu indikator memuat {count} rumus", f"tertulis: {text}",
            "pecah menjadi beberapa ukuran dengan induk yang sama; jangan dirata-rata", "perlu keputusan",
        )  # fmt: skip
