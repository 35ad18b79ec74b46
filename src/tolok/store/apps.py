"""The Django app; after every migration the append-only triggers are laid anew, since a rebuilt table loses them."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class StoreConfig(AppConfig):
    name = "tolok.store"
    label = "store"
    verbose_name = "Penyimpanan"

    def ready(self) -> None:
        post_migrate.connect(_lay_triggers, sender=self)


def _lay_triggers(using: str, **_kwargs: Any) -> None:
    from tolok.store.triggers import lay_triggers

    lay_triggers(using)
