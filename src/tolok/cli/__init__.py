"""The command line. `main` is what `tolok` runs; commands import what they need only when they run."""


def main() -> None:
    """Run the command line; a user's mistake ends with its Issues and exit code 2, never with a traceback."""
    from tolok.cli.app import run

    run()
