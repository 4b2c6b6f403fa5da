"""What is written about the code is true of the code."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from headway.district.site.cli import reference, words
from headway.district.site.environment import SETTINGS
from tests.architecture.code import ROOT, SOURCE, python_files

REFERENCE = ROOT / "docs" / "reference"


# -- pages that come from the code --


@pytest.mark.parametrize("name", reference.PAGES)
def test_the_reference_page_is_what_the_code_says(name):
    assert (REFERENCE / name).read_text() == reference.PAGES[name](), "run `make docs`"


def test_every_setting_and_every_command_has_its_line():
    settings, commands = reference.settings_page(), reference.command_line_page()
    assert [each.name for each in SETTINGS if f"| `{each.name}` |" not in settings] == []
    names = [
        line.split()[0]
        for line in words.parser().format_help().split("COMMAND\n")[1].splitlines()
        if line.strip()
    ]
    assert {"demo", "serve", "import", "export", "check", "createadmin"} <= set(names)
    for name in (
        "demo",
        "serve",
        "migrate",
        "import",
        "export case",
        "export oneroster",
        "determine",
        "check",
    ):
        assert f"## headway {name}\n" in commands


# -- settings --

SETTING = re.compile(r"HEADWAY_[A-Z0-9_]+")
# Read by the tests and the build only; told in settings.md below the table.
FOR_TESTS = {
    "HEADWAY_SHARED",
    "HEADWAY_TEST_DATABASES",
    "HEADWAY_WITHOUT_POSTGRES",
    "HEADWAY_TEST_SUMMARY",
    "HEADWAY_SCREENSHOTS",
}


def unknown_settings(paths: list[Path]) -> set[str]:
    known = {each.name for each in SETTINGS} | FOR_TESTS
    found = {name for path in paths for name in SETTING.findall(path.read_text())}
    return {name.rstrip("_") for name in found} - known


def test_every_setting_that_is_spoken_of_exists():
    pages = list(ROOT.glob("*.md")) + sorted((ROOT / "docs").rglob("*.md"))
    assert unknown_settings([*pages, *python_files(SOURCE), ROOT / "Makefile"]) == set()


def test_a_setting_that_does_not_exist_is_noticed(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("Set HEADWAY_PROT=8001.")
    assert unknown_settings([page]) == {"HEADWAY_PROT"}


def unread_settings(source: Path) -> set[str]:
    """Settings of the table that no line of the program reads."""
    text = "\n".join(path.read_text() for path in python_files(source))
    return {each.name for each in SETTINGS if text.count(f'"{each.name}"') < 2}


def test_every_setting_does_something():
    assert unread_settings(SOURCE) == set()


# -- commands --

COMMAND = re.compile(r"`(?:uv run )?headway ([a-z]+)")
TARGET = re.compile(r"`(?:[A-Z_]+=\S+ )?make ([a-z]+)")


def spoken_of(pattern: re.Pattern[str]) -> dict[str, set[str]]:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    return {str(path.relative_to(ROOT)): set(pattern.findall(path.read_text())) for path in pages}


def test_every_command_that_is_spoken_of_exists():
    commands = {name.split()[0] for name, _command in reference._commands(words.parser())}
    assert {page: names - commands for page, names in spoken_of(COMMAND).items() if names - commands} == {}


def test_every_make_target_that_is_spoken_of_exists():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert {page: names - targets for page, names in spoken_of(TARGET).items() if names - targets} == {}


def test_make_test_means_both_databases():
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("HEADWAY_", "MAKE"))
    }
    said = subprocess.run(["make", "-n", "test"], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert "--databases sqlite,postgresql" in said.stdout


# -- the tree --

BRANCH = re.compile(r"^((?:│   |    )*)(?:├── |└── )(\S+)")


def folders_of_tree(text: str) -> Iterator[str]:
    """The folders that a drawn tree names, as paths from the root; a line `src/headway/` above it is where it hangs."""
    trail: list[str] = []
    root = ""
    for line in text.splitlines():
        if not (found := BRANCH.match(line)):
            root = line.strip() if re.fullmatch(r"\S+/\s*", line) else ""
            continue
        depth, name = len(found[1]) // 4, found[2]
        trail[depth:] = [name.rstrip("/")]
        if name.endswith("/"):
            yield root + "/".join(trail)


def test_the_tree_in_architecture_md_is_there():
    text = (ROOT / "ARCHITECTURE.md").read_text()
    folders = list(folders_of_tree(text))
    assert folders, "ARCHITECTURE.md draws the tree"
    assert [folder for folder in folders if not list(ROOT.glob(folder))] == []


def test_a_drawn_tree_is_read_as_it_is_drawn():
    drawn = (
        "├── src/headway/\n│   ├── mastery/   words\n│   │   └── facts/\n│   └── site.py\n└── docs/  more\n"
    )
    assert list(folders_of_tree(drawn)) == [
        "src/headway",
        "src/headway/mastery",
        "src/headway/mastery/facts",
        "docs",
    ]


# -- every app says what it is --


def test_every_app_has_its_ten_lines():
    apps = sorted(path.parent for path in (SOURCE / "headway" / "district").glob("*/apps.py"))
    assert [app.name for app in apps if not (app / "README.md").exists()] == []


# -- links --

LINK = re.compile(r"\]\((?!https?://|mailto:|#)([^)#\s]+)")


def broken_links(pages: list[Path]) -> list[str]:
    return [
        f"{page.name}: {target}"
        for page in pages
        for target in LINK.findall(page.read_text())
        if not (page.parent / target).exists()
    ]


def test_links_between_pages_lead_somewhere():
    assert broken_links([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]) == []


def test_a_broken_link_is_noticed(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("See [this](missing.md) and [that](https://example.org).")
    assert broken_links([page]) == ["page.md: missing.md"]
