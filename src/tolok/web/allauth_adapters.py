"""What django-allauth asks of us: no mail, no messages of its own, secrets of authenticators sealed."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from tolok.services.kunci import decrypt, encrypt

_CONTEXT = "autentikator"


class AdapterAkun(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts are made by an administrator; nothing is sent by mail."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our pages say in their own words what happened."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """There is no mail."""


class AdapterAutentikator(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Secrets lie in the database under the key of the installation."""

    def encrypt(self, text: str) -> str:
        return base64.b64encode(encrypt(text.encode(), _CONTEXT)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(base64.b64decode(encrypted_text), _CONTEXT).decode()
