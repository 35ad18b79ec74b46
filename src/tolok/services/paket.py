"""What this installation knows by declaration: content pack, region tree, engine. Loaded once per process."""

from functools import cache
from importlib import import_module
from pathlib import Path

from django.conf import settings

from tolok.catalogue.load import Catalogue, load_catalogue
from tolok.engine.choose import make_engine
from tolok.engine.protocol import DrillEngine
from tolok.measurement.parameter import DaftarKebijakan, load_kebijakan, load_skala
from tolok.measurement.skala import Skala
from tolok.registers.wilayah import RegionTree, load_tree


@cache
def pack_folder() -> Path:
    return Path(import_module(settings.PAKET).FOLDER)


@cache
def catalogue() -> Catalogue:
    return load_catalogue(pack_folder())


@cache
def region_tree() -> RegionTree:
    return load_tree()


@cache
def kebijakan() -> DaftarKebijakan:
    return load_kebijakan(pack_folder() / "parameter")


@cache
def daftar_skala() -> tuple[Skala, ...]:
    return load_skala(pack_folder() / "parameter")


@cache
def engine() -> DrillEngine:
    return make_engine(settings.ENGINE)
