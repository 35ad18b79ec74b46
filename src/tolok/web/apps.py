"""How Django finds the screens' templates, tags and static files."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The face of Tolok; it owns no table."""

    name = "tolok.web"
    label = "web"
    verbose_name = "Tolok"
