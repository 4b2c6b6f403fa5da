"""How the command line speaks: sentences and tables on the error stream, results on standard output."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table

from headway.district.site.cli.words import NOT_DONE, UNSAFE

__all__ = ["ask", "progress", "say", "sentence_of", "table"]


class _Voice(Console):
    """Nobody listening any longer (`headway … 2>&1 | head`) is no reason to stop work that was asked for."""

    def on_broken_pipe(self) -> None:
        self.quiet = True
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


def _console() -> Console:
    return _Voice(stderr=True, highlight=False, soft_wrap=True)


def _wide_console() -> Console:
    """For tables: as wide as the window, or wide enough to read in a file."""
    console = _Voice(stderr=True, highlight=False)
    return console if console.is_terminal else _Voice(stderr=True, highlight=False, width=140)


def say(*sentences: Any) -> None:
    """Print sentences for the person; results for programs go to standard output instead."""
    _console().print("".join(escape(str(sentence)) for sentence in sentences))


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    shown = Table(title=title, title_justify="left", expand=False)
    for column in columns:
        shown.add_column(column, overflow="fold")
    for row in rows:
        shown.add_row(*(escape("" if cell is None else str(cell)) for cell in row))
    _wide_console().print(shown)


def ask(question: str) -> bool:
    """A question with yes or no; no is the answer of a closed input."""
    say(f"{question} [y/N] ")
    try:
        return input().strip().lower() in {"y", "yes", "s", "sí", "si"}
    except EOFError:
        return False


@contextmanager
def progress(title: str) -> Iterator[Callable[..., None]]:
    """Progress of long work: a function that takes a step's name, and how much of how much is done."""
    console = _console()
    if not console.is_terminal:  # a log wants one line, not a moving bar
        say(f"{title} …")
        yield lambda *told: None
        return
    bars = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    )
    with bars:
        task = bars.add_task(title, total=None)

        def report(*told: Any) -> None:
            names = [str(word).replace("_", " ") for word in told if isinstance(word, str)]
            numbers = [number for number in told if isinstance(number, int)]
            bars.update(task, description=escape(f"{title}: {names[0]}" if names else title))
            if numbers:
                bars.update(
                    task, completed=numbers[0], total=(numbers[1] or None) if len(numbers) > 1 else None
                )

        yield report


def sentence_of(problem: Exception) -> int:
    """Say what did not work and what to do about it; the exit code."""
    from headway.district.site.environment import UnsafeSettings

    if isinstance(problem, UnsafeSettings):
        say("Nothing was started, because of these settings:")
        for sentence in problem.args[0]:
            say(f"  - {sentence}")
        return UNSAFE
    # Only now: with unreadable settings even importing the errors would not work.
    from headway.district.foundation.errors import HeadwayError

    if isinstance(problem, HeadwayError):
        say(problem)
        if problem.problems:
            table(
                "What to correct",
                ("row", "field", "what", "remedy"),
                ((each.row, each.field, each.sentence, each.remedy) for each in problem.problems[:50]),
            )
        return NOT_DONE
    say(_outside_sentence(problem))
    return NOT_DONE


def _outside_sentence(problem: Exception) -> str:
    """The sentence for an error that another program raised: the file system, the database."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import Error as DatabaseError

    if isinstance(problem, DatabaseError):
        return _database_sentence(problem)
    if isinstance(problem, OSError):
        return _file_sentence(problem)
    if isinstance(problem, ImproperlyConfigured):
        return f"The settings do not fit together: {problem}"
    return (
        f"Something did not work that should ({type(problem).__name__}: {problem}). "
        "Nothing half-done was kept. `headway --traceback …` shows where; please report it."
    )


_DATABASE = (
    ("database is locked", "Another process is writing to the database. Wait until it is done, then try again."),
    ("database or disk is full", "The disk is full. Free some space, then try again; nothing half-done was kept."),
    ("no space left", "The database server's disk is full. Free some space, then try again."),
    ("readonly database", "The database may only be read. Give the user who runs Headway the right to write it."),
    ("unable to open", "The database file cannot be opened. Look at HEADWAY_DATABASE_URL and the folder's rights."),
    ("no such table", "The database is not set up yet. Run `headway migrate`."),
    ("does not exist", "The database is not set up yet, or not there. Run `headway migrate`; see HEADWAY_DATABASE_URL."),
    ("no such column", "The database has another version's shape. Run `headway migrate`."),
    ("connection refused", "The database server does not answer. Start it, or correct HEADWAY_DATABASE_URL."),
    ("connection failed", "The database server does not answer. Start it, or correct HEADWAY_DATABASE_URL."),
    ("could not translate host", "The database server's name is not known. Correct HEADWAY_DATABASE_URL."),
    ("not a database", "The file named by HEADWAY_DATABASE_URL is not a SQLite database."),
    ("malformed", "The database file is damaged. Stop the server and restore the last backup."),
)  # fmt: skip


def _database_sentence(problem: Exception) -> str:
    said = str(problem).lower()
    for sign, sentence in _DATABASE:
        if sign in said:
            return sentence
    return f"The database refused ({problem}). Nothing was written."


def _file_sentence(problem: OSError) -> str:
    where = problem.filename or "a file"
    if isinstance(problem, FileNotFoundError):
        return f"{where} is not there. Look at the spelling and the folder."
    if isinstance(problem, PermissionError):
        return f"{where} may not be read or written by you. Ask for the right, or choose another folder."
    if isinstance(problem, IsADirectoryError):
        return f"{where} is a folder. Name a file in it."
    if problem.errno == errno.ENOSPC:
        return "The disk is full. Free some space, then try again; nothing half-done was kept."
    return f"{where} could not be used ({problem.strerror or problem})."
