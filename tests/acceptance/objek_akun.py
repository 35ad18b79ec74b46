"""What stands in the addresses of accounts: a token, a role and a denial of the operator of Kota Pasuruan."""

from datetime import datetime, timedelta

from tolok.services.token import make_token
from tolok.store.models import Larangan, Pengguna, Peran
from tolok.values.instant import WIB

NILAI = {"orang": "hendra"}
_AT = datetime(2026, 3, 2, 9, tzinfo=WIB)


def buat() -> dict[str, str]:
    hendra = Pengguna.objects.get(username="hendra")
    peran = Peran.objects.get(pengguna=hendra)
    token, _ = make_token(hendra, "dasbor", _AT + timedelta(days=30), False, at=_AT)
    # A right that he does not have anyway: the other tables speak of an operator with all of his.
    denial = Larangan.objects.create(pengguna=hendra, pemda=peran.pemda, hak="kelola_sistem", alasan="dikarang untuk uji")
    return {"token_pk": str(token.pk), "peran": str(peran.pk), "larangan": str(denial.pk)}
