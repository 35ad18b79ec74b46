"""What may be read by machine: figures with everything that they were made from. One error shape: {"issues": […]}."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError
from ninja.security import django_auth

from tolok import __version__
from tolok.services.akses import NotFoundError, open_kantor_for, open_realisasi_for
from tolok.services.selectors import AngkaKantor, Terbitan, figures_of
from tolok.services.waktu import known_instant
from tolok.values.instant import instant_text
from tolok.values.issue import Issue, IssueError
from tolok.values.number import format_angka, fraction_text, parse_fraction
from tolok.values.period import Period

api = NinjaAPI(title="Tolok", version=__version__, urls_namespace="api", auth=django_auth, docs_url=None)


def _answer(request: HttpRequest, issues: tuple[Issue, ...], status: int) -> HttpResponse:
    return api.create_response(request, {"issues": [issue.as_dict() for issue in issues]}, status=status)


@api.exception_handler(NotFoundError)
@api.exception_handler(ValidationError)
def _not_found(request: HttpRequest, error: Exception) -> HttpResponse:
    """Also for a part of the address that cannot be read, such as a `nomor` in letters: there is no such address."""
    issue = Issue(
        "TLK-A020", "salah", "alamat", "tidak ditemukan", "tidak ada, atau bukan milik kantor Anda", "periksa alamatnya"
    )
    return _answer(request, (issue,), 404)


@api.exception_handler(AuthenticationError)
def _anonymous(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    why, todo = "angka hanya untuk orang kantornya", "masuk lebih dahulu"
    return _answer(request, (Issue("TLK-A021", "salah", "masuk", "Anda belum masuk", why, todo),), 401)


@api.exception_handler(IssueError)
def _issues(request: HttpRequest, error: IssueError) -> HttpResponse:
    return _answer(request, error.issues, 422)


def _period(periode: str) -> Period:
    try:
        return Period.parse(periode)
    except ValueError:
        raise IssueError(
            Issue(
                "TLK-S020",
                "salah",
                "periode",
                f"`{periode}` bukan periode",
                "periode ditulis 2024 atau 2024-TW2",
                "tulis ulang",
            )
        ) from None


@api.get("/kantor/{slug}/{periode}/iku", summary="Semua IKU sebuah kantor dalam satu periode")
def list_iku(request: HttpRequest, slug: str, periode: str, diketahui: str | None = None) -> dict[str, Any]:
    """The office's IKU with the newest vintage and the published one, as known at `diketahui`."""
    kantor = open_kantor_for(request.user, slug)  # type: ignore[arg-type]  # django_auth: a Pengguna
    at = known_instant(diketahui or "", timezone.now())
    figures = figures_of(kantor, _period(periode), at)
    return {
        "pemda": kantor.pemda_id,
        "perangkat_daerah": kantor.kode,
        "periode": periode,
        "diketahui": instant_text(at),
        "iku": [_figure(one) for one in figures],
    }


@api.get("/kantor/{slug}/{periode}/iku/{kode}/terbitan/{nomor}", summary="Satu terbitan dengan lembar hitungnya")
def get_terbitan(request: HttpRequest, slug: str, periode: str, kode: str, nomor: int) -> dict[str, Any]:
    """One vintage with its whole calculation sheet."""
    period = _period(periode)
    row = open_realisasi_for(request.user, slug, kode, period.tahun, period.triwulan, nomor)  # type: ignore[arg-type]
    figure = figures_of(row.indikator.perangkat_daerah, period, timezone.now(), kode)[0]
    vintage = next(one for one in figure.terbitan if one.realisasi.nomor == nomor)
    return {**_vintage(vintage), "lembar": row.lembar, "capaian": row.capaian or figure.capaian}


def _figure(figure: AngkaKantor) -> dict[str, Any]:
    kini, terbit = figure.kini, figure.terbit
    desimal = kini.realisasi.definisi.isi["desimal"] if kini else 2
    return {
        "kode": figure.indikator.kode,
        "nama": figure.indikator.nama,
        "target": fraction_text(figure.target) if figure.target is not None else None,
        "target_tampil": format_angka(figure.target, desimal) if figure.target is not None else None,
        "capaian": figure.capaian,
        "terbaru": _vintage(kini) if kini else None,
        "terbit": _vintage(terbit) if terbit else None,
        "capaian_terbit": terbit.realisasi.capaian if terbit else None,
    }


def _vintage(one: Terbitan) -> dict[str, Any]:
    row = one.realisasi
    return {
        "nomor": row.nomor,
        "status": one.status,
        "nilai": row.nilai or None,
        "tampil": row.tampil or None,
        "alasan": row.alasan or None,
        "satuan": row.definisi.isi["satuan"],
        "target": row.target or None,
        "target_tampil": format_angka(parse_fraction(row.target), row.definisi.isi["desimal"]) if row.target else None,
        "diketahui": instant_text(row.diketahui),
        "diterbitkan_pada": instant_text(row.diterbitkan_pada) if row.diterbitkan_pada else None,
        "alasan_koreksi": row.alasan_koreksi or None,
        "hash_potret": row.hash_potret,
        "hash_definisi": row.definisi_id,
        "hash_ukuran": row.definisi.hash_ukuran,
    }
