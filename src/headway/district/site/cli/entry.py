"""From words to deeds: settings first, then the command, and every error as a sentence."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from headway import __version__
from headway.district.site.cli import words

if TYPE_CHECKING:
    import argparse

__all__ = ["main"]

# Command -> the module whose function of the same name does it. Imported when needed: --help loads no Django.
_DEEDS = {
    "demo": "demo",
    "serve": "serving",
    "migrate": "database",
    "import": "files_in",
    "export": "files_out",
    "determine": "database",
    "levels": "levels",
    "sureness": "sureness",
    "rollover": "rolling_over",
    "sweep": "sweeping",
    "notices": "telling",
    "pace": "pacing",
    "check": "checking",
    "createadmin": "accounts",
}
_VERBS = {"import": "import_file", "export": "export_file"}

# Worker processes share the cores already; threads of the mathematics would wait for one another (ten times slower
# on a busy machine). Read when numpy is first imported, which is after this.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit code (see `words.EXIT_CODES`)."""
    parser = words.parser()
    try:
        asked = parser.parse_args(argv)
    except SystemExit as stop:  # argparse has printed help, or what it did not understand
        return int(stop.code or 0)
    if asked.version:
        print(f"headway {__version__}")
        return words.DONE
    if asked.command is None:
        parser.print_help()
        return words.USAGE
    return _run(asked)


def _run(asked: argparse.Namespace) -> int:
    from headway.district.site.cli.screen import say, sentence_of

    try:
        _prepare(asked)
        return _deed(asked.command)(asked)
    except KeyboardInterrupt:
        say("\nStopped. What was not finished was not written.")
        return words.INTERRUPTED
    except BrokenPipeError:  # `headway … | head` has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return words.DONE
    except Exception as problem:
        if asked.traceback:
            raise
        return sentence_of(problem)


def _prepare(asked: argparse.Namespace) -> None:
    """Settings are looked at before anything reads them; `check` reports them itself."""
    from headway.district.site.environment import Environment, UnsafeSettings

    if asked.command == "demo":
        os.environ.setdefault("HEADWAY_ENV", "demo")
    if asked.command == "serve" and asked.port:
        os.environ["HEADWAY_PORT"] = str(asked.port)
    problems = Environment().problems()
    if problems and asked.command != "check":
        raise UnsafeSettings(problems)
    if not problems:
        _set_up_django()


def _set_up_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.district.site.settings")
    import django
    from django.conf import settings
    from django.utils import translation

    if not django.apps.apps.ready:
        _make_room_for_the_database()
        django.setup()
    translation.activate(settings.LANGUAGE_CODE)


def _make_room_for_the_database() -> None:
    """The embedded database makes its file, but not the folder around it."""
    from pathlib import Path

    from headway.district.site.environment import Environment, database_from_url

    database = database_from_url(Environment()["HEADWAY_DATABASE_URL"])
    if database["ENGINE"].endswith("sqlite3"):
        Path(database["NAME"]).parent.mkdir(parents=True, exist_ok=True)


def _deed(command: str) -> Callable[[argparse.Namespace], int]:
    module = import_module(f"headway.district.site.cli.{_DEEDS[command]}")
    return getattr(module, _VERBS.get(command, command))
