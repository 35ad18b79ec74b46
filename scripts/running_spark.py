"""A standalone Spark cluster of its own on loopback: a master and workers as processes, started for real and ended again.

Usage: python scripts/running_spark.py COMMAND… runs the command with SPARK_MASTER set to the master's address.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Self

HOST = "127.0.0.1"
EXECUTOR_MEMORY = "700m"
SETTINGS = {"spark.executor.memory": EXECUTOR_MEMORY, "spark.sql.shuffle.partitions": "4"}
"""What an engine is told so that it fits into these small workers."""


def missing() -> str:
    """Why no cluster can be started here; empty where one can."""
    if find_spec("pyspark") is None:
        return "pyspark is not installed: make test-spark"
    return "" if shutil.which("java") else "Java is not installed: apt install openjdk-17-jre-headless"


class RunningSpark:
    """`with RunningSpark() as cluster`: `cluster.address` is spark://…; every worker has one core."""

    def __init__(self, workers: int = 2) -> None:
        spec = find_spec("pyspark")
        if spec is None or not spec.origin:
            raise RuntimeError(missing())
        self._home = Path(spec.origin).parent
        self._folder = Path(tempfile.mkdtemp(prefix="tolok-spark-"))
        self._wanted = workers
        with socket.socket() as probe:
            probe.bind((HOST, 0))
            self.port = int(probe.getsockname()[1])
        self.address = f"spark://{HOST}:{self.port}"
        self._master: subprocess.Popen[bytes] | None = None
        self._workers: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        words = ("master.Master", "--host", HOST, "--port", str(self.port), "--webui-port", "0")
        self._master = self._start(*words)
        self._await_master()
        for number in range(self._wanted):
            self.add_worker(number)
        return self

    def add_worker(self, number: int) -> None:
        folder = self._folder / f"worker{number}"
        sizes = ("--cores", "1", "--memory", "1g", "--webui-port", "0", "--work-dir", str(folder))
        self._workers.append(self._start("worker.Worker", "--host", HOST, *sizes, self.address))

    def kill_worker(self, number: int) -> None:
        """SIGKILL to a worker and to what it runs, as when a machine loses its power."""
        _end(self._workers[number])

    def __exit__(self, *_error: object) -> None:
        for process in (*self._workers, *([self._master] if self._master else [])):
            _end(process)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _start(self, kind: str, *words: str) -> subprocess.Popen[bytes]:
        command = [str(self._home / "bin" / "spark-class"), f"org.apache.spark.deploy.{kind}"]
        environment = {
            **os.environ, "SPARK_HOME": str(self._home), "SPARK_LOCAL_IP": HOST, "SPARK_LOCAL_DIRS": str(self._folder),
            "SPARK_DAEMON_MEMORY": "256m", "SPARK_DAEMON_JAVA_OPTS": "-Dspark.master.rest.enabled=false",
        }  # fmt: skip
        with (self._folder / f"{kind}.log").open("ab") as log:
            return subprocess.Popen(
                [*command, *words], stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment, cwd=self._folder,
                start_new_session=True,
            )  # fmt: skip

    def _await_master(self) -> None:
        for _ in range(600):
            try:
                socket.create_connection((HOST, self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError((self._folder / "master.Master.log").read_text(errors="replace")[-2000:])


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and its children: it leads a group of its own."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def main() -> int:
    with RunningSpark() as cluster:
        environment = {**os.environ, "SPARK_MASTER": cluster.address}
        return subprocess.run(sys.argv[1:], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
