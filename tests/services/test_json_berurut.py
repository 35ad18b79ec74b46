"""What was frozen keeps the order in which it was written, on both databases."""

from tolok.store.models import Realisasi


def test_the_keys_of_a_sheet_come_back_in_the_order_in_which_they_were_written(angka) -> None:
    figure = angka("KOP-01")
    written = {"panjang sekali": {"b": 1, "a": None, "tiga": ["z", "a"]}, "z": "é “kutip”", "aa": {}, "1": 10**15}
    Realisasi.objects.filter(pk=figure.pk).update(lembar=written)
    figure.refresh_from_db()
    assert figure.lembar == written
    assert list(figure.lembar) == ["panjang sekali", "z", "aa", "1"]
    assert list(figure.lembar["panjang sekali"]) == ["b", "a", "tiga"]
    figure.lembar = dict(reversed(written.items()))
    figure.save()
    assert list(Realisasi.objects.get(pk=figure.pk).lembar) == ["1", "aa", "z", "panjang sekali"]
    assert Realisasi.objects.filter(pk=figure.pk).values_list("lembar__z", flat=True)[0] == "é “kutip”"
