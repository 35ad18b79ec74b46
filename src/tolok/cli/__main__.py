"""`python -m tolok.cli`."""

from tolok.cli import main

main()
