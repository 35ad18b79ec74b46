"""`make bench`: every benchmark, one table."""

from core import core_rows

HEADS = ("Apa", "Detik (median)", "Memori MB", "Dibanding", "Detik", "Rasio")


def main() -> None:
    print("| " + " | ".join(HEADS) + " |")
    print("|" + "---|" * len(HEADS))
    for row in core_rows():
        print("| " + " | ".join(row) + " |", flush=True)


if __name__ == "__main__":
    main()
