"""Bringing in a file: show what it would do, ask, do it, and say what to look at in the data."""

from __future__ import annotations

import argparse
import io
import json
import sys
import tomllib
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from headway.district.site.cli.screen import ask, progress, say, table
from headway.district.site.cli.words import DONE, NOT_DONE

__all__ = ["import_file"]

SHOWN_PROBLEMS = 25
ACTIONS = {
    "add": "will add",
    "change": "will change",
    "reactivate": "comes back",
    "deactivate": "no longer there",
    "leave": "stays",
    "cannot_read": "cannot read",
}


def import_file(asked: argparse.Namespace) -> int:
    """Plan the import, show it, and apply it when that is wanted."""
    from headway.district.foundation.api import HeadwayError

    try:
        return _import(asked)
    except HeadwayError as problem:
        if asked.json:  # the sentence itself is said on the error stream, as for every command
            print(json.dumps(_refusal(problem), ensure_ascii=False, indent=2))
        raise


def _import(asked: argparse.Namespace) -> int:
    from headway.district.foundation.api import SYSTEM
    from headway.district.interop import api as interop

    raw, name = _read(asked.file)
    options = _options(asked, name)
    with progress(f"Reading {name}") as report:
        run, planned = interop.plan(
            format=asked.format, raw=raw, file_name=name, options=options, by=SYSTEM, progress=report
        )
    try:
        return _shown_and_done(asked, run, planned, name)
    except BaseException:
        # Stopped or refused half-way: the file must not stay behind, and the reason must not be lost either.
        with suppress(Exception):
            interop.discard(run_uuid=run.uuid, by=SYSTEM)
        raise


def _options(asked: argparse.Namespace, name: str) -> dict[str, Any]:
    """What was asked for at the command line, as the importers' options."""
    options = {
        key: value
        for key in ("source", "profile", "continuum", "title", "competency")
        if (value := getattr(asked, key))
    }
    if Path(str(options.get("profile", ""))).is_file():
        options["profile"] = Path(options["profile"]).read_text("utf-8")
    if asked.draft:
        options["publish"] = False
    if asked.mapping:
        options["mapping"] = _mapping(Path(asked.mapping))
    if asked.format == "spreadsheet":
        options["file_name"] = name
    return options


def _mapping(path: Path) -> dict[str, Any]:
    """A mapping of columns that somebody wrote down. Raises Refused with the place where it stops making sense."""
    from headway.district.foundation.api import Refused

    text = path.read_text("utf-8")
    try:
        found = tomllib.loads(text) if path.suffix.lower() == ".toml" else json.loads(text)
    except (tomllib.TOMLDecodeError, json.JSONDecodeError) as problem:
        raise Refused(
            f"The mapping {path.name} could not be read: {problem}.",
            remedy="Write it as headway import spreadsheet FILE --plan --json prints it.",
        ) from problem
    if not isinstance(found, dict):
        raise Refused(
            f"The mapping {path.name} holds no columns.",
            remedy='Write it as an object, such as {"columns": {"Code": "code", "Text": "statement"}}.',
        )
    return found


def _shown_and_done(asked: argparse.Namespace, run: Any, planned: Any, name: str) -> int:
    from headway.district.foundation.api import SYSTEM
    from headway.district.interop import api as interop

    told: dict[str, Any] = {"run": str(run.uuid), "applied": False, "plan": _as_json(planned)}
    _show_mapping(name, planned)
    _show(f"{name}: what it would do", planned)
    if planned.changes_nothing:
        interop.discard(run_uuid=run.uuid, by=SYSTEM)
        if planned.total("cannot_read") and not planned.total("leave"):
            say("Nothing in the file could be read, so nothing was changed. What to do is told above.")
            return _end(asked, told, NOT_DONE)
        say("Nothing would change.")
        return _end(asked, told, DONE)
    if asked.plan or not (asked.yes or ask("Do this now?")):
        say(
            "Nothing was written."
            if asked.plan
            else "Nothing was written. With --yes it is done without asking."
        )
        interop.discard(run_uuid=run.uuid, by=SYSTEM)
        return _end(asked, told, DONE if asked.plan else NOT_DONE)
    with progress(f"Importing {name}") as report:
        run, outcome = interop.apply(
            run_uuid=run.uuid, by=SYSTEM, plan_digest=planned.digest, progress=report
        )
    told |= {"applied": True, "report": _as_json(outcome)}
    say("Done.")
    _show_problems("To look at in the data", outcome.problems)
    return _end(asked, told, DONE)


def _read(path: str) -> tuple[bytes, str]:
    """The file's bytes and a name for it; a folder becomes the bundle of its CSV files."""
    if path == "-":
        return sys.stdin.buffer.read(), "standard input"
    place = Path(path)
    if not place.is_dir():
        return place.read_bytes(), place.name
    bundle = io.BytesIO()
    with zipfile.ZipFile(bundle, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(place.glob("*.csv")):
            # A fixed date, so that the same folder makes the same bundle.
            archive.writestr(zipfile.ZipInfo(file.name), file.read_bytes())
    return bundle.getvalue(), f"{place.name}.zip"


def _show_mapping(name: str, planned: Any) -> None:
    """What each column of a spreadsheet is taken to mean; written into a file, it can be corrected (--mapping)."""
    mapping = planned.facts.get("mapping")
    if not mapping:
        return
    say(
        f"Headings in row {mapping['header_row']}, items above by: {mapping['hierarchy']}."
        if mapping["header_row"]
        else f"No row of headings, items above by: {mapping['hierarchy']}."
    )
    columns = mapping["columns"].items()
    table(
        f"{name}: what the columns mean",
        ("column", "meaning"),
        ((one, to or "(not used)") for one, to in columns),
    )


def _show(title: str, planned: Any) -> None:
    counts: Mapping[str, Mapping[str, int]] = planned.counts
    shown = [action for action in ACTIONS if any(counter.get(action) for counter in counts.values())]
    table(
        title,
        ("kind", *(ACTIONS[action] for action in shown)),
        ((kind, *(counter.get(action, 0) for action in shown)) for kind, counter in sorted(counts.items())),
    )
    _show_problems("What could not be read, or should be looked at", planned.problems)


def _show_problems(title: str, problems: Any) -> None:
    order = {"error": 0, "warning": 1, "note": 2}
    ranked = sorted(problems, key=lambda problem: order.get(problem.severity, 3))
    if not ranked:
        return
    table(
        title,
        ("row", "field", "what", "remedy"),
        (
            (
                " ".join(filter(None, (each.row, each.identifier))),
                each.field,
                each.sentence.text,
                each.remedy.text,
            )
            for each in ranked[:SHOWN_PROBLEMS]
        ),
    )
    if len(ranked) > SHOWN_PROBLEMS:
        say(f"… and {len(ranked) - SHOWN_PROBLEMS} more; --json lists them all.")


def _as_json(told: Any) -> dict[str, Any]:
    return {
        "counts": {kind: dict(counter) for kind, counter in told.counts.items()},
        **({"mapping": mapping} if (mapping := told.facts.get("mapping")) else {}),
        "problems": [
            {
                "severity": each.severity,
                "row": each.row,
                "identifier": each.identifier,
                "field": each.field,
                "sentence": each.sentence.text,
                "remedy": each.remedy.text,
            }
            for each in told.problems
        ],
    }


def _refusal(problem: Any) -> dict[str, Any]:
    """Why the file was not taken as a whole, in the shape of a plan with nothing in it."""
    return {
        "applied": False,
        "refused": str(problem.sentence),
        "remedy": str(problem.remedy),
        "problems": [
            {
                "severity": "error",
                "row": str(each.row),
                "field": str(each.field),
                "sentence": str(each.sentence),
                "remedy": str(each.remedy),
            }
            for each in problem.problems
        ],
    }


def _end(asked: argparse.Namespace, told: dict[str, Any], code: int) -> int:
    if asked.json:
        print(json.dumps(told, ensure_ascii=False, indent=2))
    return code
