"""A PostgreSQL of Debian's package, started for real on loopback with a folder of its own, and ended again."""

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from typing import Self


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
