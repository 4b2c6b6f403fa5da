"""The reference pages that come from the code: `python -m headway.district.site.cli.reference docs/reference`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from headway.district.site.cli import words
from headway.district.site.environment import SETTINGS

__all__ = ["PAGES", "command_line_page", "settings_page"]

NOTE = "<!-- Written by `make docs` from {source}. Change it there. -->\n\n"


def settings_page() -> str:
    """Every setting with its default and meaning."""
    lines = [
        NOTE.format(source="src/headway/district/site/environment.py"),
        "# Settings\n\n",
        "Headway is set by environment variables. Outside production every one of them has a default that works.\n",
        "In production (`HEADWAY_ENV=production`) those marked *needed* must be given, and `headway serve` starts\n",
        "nothing while one of them is unsafe; it names each. `headway check` looks at all of them.\n\n",
        "| Setting | Default | Needed in production | Meaning |\n| --- | --- | --- | --- |\n",
    ]
    for each in SETTINGS:
        default = f"`{each.default}`" if each.default else "(empty)"
        needed = "needed" if each.needed_in_production else ""
        lines.append(f"| `{each.name}` | {default} | {needed} | {each.meaning} |\n")
    lines += [
        "\nProduction also refuses: a secret key shorter than 50 characters, `*` or only this machine among the\n",
        "allowed hosts, an origin that is not https, and mail that is printed instead of sent.\n\n",
        "Only the tests read these: `HEADWAY_SHARED` (folder with real data that some tests read),\n",
        "`HEADWAY_TEST_DATABASES` (`sqlite`, `postgresql` or both with a comma), `HEADWAY_WITHOUT_POSTGRES=1` (run\n",
        "the suite although PostgreSQL cannot be had).\n",
    ]
    return "".join(lines)


def command_line_page() -> str:
    """Every command with its options, and what the exit codes mean."""
    lines = [
        NOTE.format(source="src/headway/district/site/cli/words.py"),
        "# The command line\n\n",
        "Sentences, tables and progress go to standard error; what a program would read (`--json`, `-o -`) goes to\n",
        "standard output.\n\n## Exit codes\n\n| Code | Meaning |\n| --- | --- |\n",
        *(f"| {code} | {meaning} |\n" for code, meaning in words.EXIT_CODES.items()),
    ]
    for name, command in _commands(words.parser()):
        lines.append(f"\n## headway {name}\n\n{command.description or ''}\n\n".replace("\n\n\n\n", "\n\n"))
        options = [line for line in map(_option, command._actions) if line]
        if options:
            lines += ["| Option | Meaning |\n| --- | --- |\n", *options]
    return "".join(lines)


def _commands(
    parser: argparse.ArgumentParser, prefix: str = ""
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, command in action.choices.items():
                yield f"{prefix}{name}", command
                yield from _commands(command, f"{prefix}{name} ")


def _option(action: argparse.Action) -> str:
    if isinstance(action, argparse._HelpAction | argparse._SubParsersAction):
        return ""
    names = ", ".join(action.option_strings) or (action.metavar or action.dest)
    value = f" {action.metavar}" if action.option_strings and action.metavar else ""
    if action.choices and not action.option_strings:
        names = " or ".join(map(str, action.choices))
    return f"| `{names}{value}` | {action.help or ''} |\n"


PAGES = {"settings.md": settings_page, "command-line.md": command_line_page}


def main(folder: str) -> None:
    for name, page in PAGES.items():
        Path(folder, name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
