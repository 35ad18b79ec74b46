"""Numbers by which officials can be looked up (NIP, NIK): seen in a document, told as a fact, never copied out of it."""

import re

_NIP = r"(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d[ .]?(?:19|20)\d\d(?:0[1-9]|1[0-2])[ .]?[12][ .]?\d{3}(?!\d)"
_NAMED = r"\bN\s?[I1]\s?[PK]\b[\s.:]*\d(?:[ .-]?\d){7,19}"
_NIK = r"(?<![\d.,])\d{16}(?![\d.,])"
_PERSONAL = re.compile(f"{_NAMED}|{_NIP}|{_NIK}", re.IGNORECASE)


def has_number_of_person(text: str) -> bool:
    """Whether a NIP (its two dates tell it, blanks or not), a NIK, or a number called so stands in a text."""
    return bool(_PERSONAL.search(text))


def without_numbers_of_persons(text: str) -> str:
    """The text with every NIP and NIK taken out; amounts of money, however long, stay."""
    return _PERSONAL.sub("[nomor pribadi]", text)
