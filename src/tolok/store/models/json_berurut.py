"""JSON whose keys keep the order in which they were written, on both databases."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class JSONBerurut(models.JSONField):
    """As JSONField, but of PostgreSQL's type `json`: `jsonb` sorts keys by their length, and the order of regions and of
    reasons on a sheet is part of what was frozen. No two values of the type can be compared in a query."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        return "json" if connection.vendor == "postgresql" else super().db_type(connection)

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        if connection.vendor != "postgresql" or value is None or hasattr(value, "as_sql"):
            return super().get_db_prep_value(value, connection, prepared)
        from psycopg.types.json import Json

        return Json(value)

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> Any:
        """PostgreSQL's driver has read a `json` already; a text is still to be read."""
        return super().from_db_value(value, expression, connection) if isinstance(value, str) else value
