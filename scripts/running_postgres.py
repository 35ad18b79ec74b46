"""A PostgreSQL of Debian's package, started for real on loopback with a folder of its own, and ended again.

Usage: python scripts/running_postgres.py COMMAND… runs the command with TOLOK_DATABASE set to it.
"""

import getpass
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit


def binaries() -> Path | None:
    """The newest installed server's programs; None where Debian's package is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


class RunningPostgres:
    """`with RunningPostgres() as server`: `server.address` goes into TOLOK_DATABASE. As root it runs as user postgres."""

    def __init__(self) -> None:
        home = binaries()
        if home is None:
            raise RuntimeError("postgresql is not installed; scripts/setup.sh installs it as root")
        self._home = home
        self._folder = Path(tempfile.mkdtemp(prefix="tolok-postgres-"))
        self._as = ["runuser", "-u", "postgres", "--"] if getpass.getuser() == "root" else []
        if self._as:
            shutil.chown(self._folder, "postgres")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.address = f"postgresql://tolok@127.0.0.1:{self.port}/tolok"

    def _run(self, program: str, *words: str) -> None:
        command = [*self._as, str(self._home / program), *words]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=self._folder, env={**os.environ, "LC_ALL": "C"})

    def __enter__(self) -> Self:
        data = str(self._folder / "data")
        self._run("initdb", "-D", data, "-A", "trust", "-U", "tolok", "--locale=C", "-E", "UTF8")
        options = f"-p {self.port} -k {self._folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        self._run("pg_ctl", "-D", data, "-o", options, "-l", str(self._folder / "log"), "-w", "start")
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "tolok", "tolok")
        return self

    def __exit__(self, *_error: object) -> None:
        self._run("pg_ctl", "-D", str(self._folder / "data"), "-m", "fast", "-w", "stop")
        shutil.rmtree(self._folder, ignore_errors=True)


def new_database(address: str, name: str, template: str = "template1") -> str:
    """Make a database beside that of `address`, as a copy of `template`; the address of the new one."""
    _sql(address, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return urlsplit(address)._replace(path=f"/{name}").geturl()


def drop_database(address: str) -> None:
    """Drop the database of an address, whoever is still connected to it."""
    name = urlsplit(address).path.lstrip("/")
    _sql(urlsplit(address)._replace(path="/postgres").geturl(), f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _sql(address: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[call-overload]  # a name cannot be a parameter


def main() -> int:
    with RunningPostgres() as server:
        environment = {**os.environ, "TOLOK_DATABASE": server.address}
        return subprocess.run(sys.argv[1:], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
