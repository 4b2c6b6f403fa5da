"""What can be typed: every command with its options, and what its exit codes mean. Imports nothing but argparse.

`headway --help` answers from here at once, and docs/reference/command-line.md is held against it by a test.
"""

from __future__ import annotations

import argparse

__all__ = ["DONE", "EXIT_CODES", "INTERRUPTED", "NOT_DONE", "UNSAFE", "USAGE", "parser"]

DONE, NOT_DONE, USAGE, UNSAFE, INTERRUPTED = 0, 1, 2, 3, 130
EXIT_CODES = {
    DONE: "done",
    NOT_DONE: "not done: the input was refused, or something stood in the way; the message says what to do",
    USAGE: "the command was not understood",
    UNSAFE: "the settings are unsafe or cannot be read; nothing was started",
    INTERRUPTED: "stopped from the keyboard",
}
FORMATS = {
    "case": "a framework of competencies as a CASE 1.0 or 1.1 package (JSON)",
    "oneroster": "a roster as a OneRoster 1.1 or 1.2 CSV bundle (ZIP, or the folder with its files)",
    "ratings": "ratings as CSV, one row for each",
    "asn": "a framework as ASN RDF (XML or JSON), Australian MRAC or CTDL-ASN",
    "slate": "what a Slate district recorded, kept beside our record with what Slate's own rules make of it "
    "(ZIP, or the folder with its tables)",
    "assessments": "results of outside tests as their publishers export them; the layout is recognised",
    "questions": "questions of the adaptive check (QTI 2.2 or 3.0 package, one QTI item, or CSV)",
    "spreadsheet": "a framework as CSV or Excel; what its columns mean is proposed and may be corrected",
}


def parser() -> argparse.ArgumentParser:
    """The grammar of the command line."""
    top = argparse.ArgumentParser(
        prog="headway",
        description="One record for competency-based K-12 education: run it, fill it, check it.",
        epilog="Exit codes: " + "; ".join(f"{code} {meaning}" for code, meaning in EXIT_CODES.items()) + ". "
        "Settings are environment variables: docs/reference/settings.md.",
    )
    top.add_argument("--version", action="store_true", help="print the version and stop")
    top.add_argument("--traceback", action="store_true", help="show where in the program an error arose")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    _demo(commands)
    _serve(commands)
    _migrate(commands)
    _import(commands)
    _export(commands)
    _determine(commands)
    _levels(commands)
    _sureness(commands)
    _rollover(commands)
    _sweep(commands)
    _notices(commands)
    _pace(commands)
    _check(commands)
    _createadmin(commands)
    return top


def _command(commands, name: str, help: str, more: str = "") -> argparse.ArgumentParser:
    return commands.add_parser(name, help=help, description=f"{help[0].upper()}{help[1:]}. {more}".strip())


def _number(least: int):
    def whole_number(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            raise argparse.ArgumentTypeError(
                f"{text!r} is not a whole number: give {least} or more"
            ) from None
        if value < least:
            raise argparse.ArgumentTypeError(f"{value} is too small: give {least} or more")
        return value

    return whole_number


def _demo(commands) -> None:
    demo = _command(
        commands,
        "demo",
        "build a simulated district and serve it",
        "Nobody in it is real. A demo that is there already is served as it is.",
    )
    demo.add_argument("--learners", type=_number(20), metavar="N", help="how many learners; 800 without it")
    demo.add_argument("--seed", type=_number(0), metavar="S", help="same seed, same district")
    demo.add_argument("--no-serve", action="store_true", help="build only")
    demo.add_argument("--fresh", action="store_true", help="remove the demo that is there and build it anew")


def _serve(commands) -> None:
    serve = _command(
        commands,
        "serve",
        "serve the pages",
        "Listens on HEADWAY_HOST and HEADWAY_PORT. In production, unsafe settings are refused by name.",
    )
    serve.add_argument("--port", type=_number(1), metavar="PORT", help="instead of HEADWAY_PORT")


def _migrate(commands) -> None:
    migrate = _command(commands, "migrate", "bring the database to this version's shape")
    migrate.add_argument("--plan", action="store_true", help="only say what would be done")


def _import(commands) -> None:
    into = _command(
        commands,
        "import",
        "bring in a file, after showing what it would do",
        " ".join(f"{name}: {what}." for name, what in FORMATS.items()),
    )
    into.add_argument("format", choices=sorted(FORMATS), help="what kind of file it is")
    into.add_argument("file", metavar="FILE", help="the file; - reads standard input")
    into.add_argument("--plan", action="store_true", help="show what it would do, and do nothing")
    into.add_argument("--yes", action="store_true", help="do it without asking")
    into.add_argument(
        "--source",
        default="",
        metavar="NAME",
        help="the system that sends it (rosters, ratings, slate, questions)",
    )
    into.add_argument(
        "--profile",
        default="",
        metavar="NAME",
        help="how to read this system's files: a name, or a file (ratings, assessments)",
    )
    into.add_argument(
        "--continuum",
        action="store_true",
        help="the framework becomes the district's continuum (case, asn, spreadsheet)",
    )
    into.add_argument(
        "--competency", default="", metavar="CODE", help="for questions that name none (questions)"
    )
    into.add_argument("--title", default="", help="what the framework is called (asn, spreadsheet)")
    into.add_argument(
        "--mapping",
        default="",
        metavar="FILE",
        help="what the columns mean, as JSON or TOML (spreadsheet); --plan prints the one that is proposed",
    )
    into.add_argument(
        "--draft", action="store_true", help="the framework stays a draft (case, asn, spreadsheet)"
    )
    into.add_argument("--json", action="store_true", help="print the preview and the result as JSON")


def _export(commands) -> None:
    out = _command(commands, "export", "write a file that other systems read")
    kinds = out.add_subparsers(dest="format", metavar="case|oneroster", required=True)
    case = kinds.add_parser("case", help="one framework as a CASE package")
    case.add_argument("identifier", metavar="IDENTIFIER", help="the framework's CASE identifier")
    oneroster = kinds.add_parser("oneroster", help="the roster as a OneRoster bundle")
    for kind in (case, oneroster):
        kind.add_argument("-o", "--output", default="", metavar="FILE", help="where to; - is standard output")


def _determine(commands) -> None:
    _command(
        commands,
        "determine",
        "work out anew what the rules propose, from the evidence",
        "People's decisions stay as they are. Run it after a rule of the policy book changed.",
    )


def _levels(commands) -> None:
    levels = _command(
        commands,
        "levels",
        "answer a whole file of ratings: what the rule proposes, and how sure the evidence makes us",
        "Parquet to Parquet, one row for each learner and competency; the record is neither read nor written. The file "
        "needs learner, competency, level, observed_at and rater, and may have evidence, rating_id and withdrawn_at. What "
        "the filter assumes is learned from the ratings and stands in the written file.",
    )
    levels.add_argument("read", metavar="IN", help="the ratings, as Parquet")
    levels.add_argument(
        "write", metavar="OUT", help="where to; what is there under this name is replaced at the end"
    )
    levels.add_argument(
        "--rule", default="", metavar="FILE", help="the rule as JSON; the default rule without it"
    )
    levels.add_argument(
        "--settings",
        default="",
        metavar="FILE",
        help="what the filter assumes as JSON, instead of learning it",
    )


def _sureness(commands) -> None:
    sureness = _command(
        commands, "sureness", "what is assumed when we say how sure the evidence makes us, beside the rule"
    )
    verbs = sureness.add_subparsers(dest="verb", metavar="learn", required=True)
    learn = verbs.add_parser(
        "learn",
        help="learn it from the district's own ratings, and adopt it from today on",
        description="No truth is needed and nobody's own severity is kept. Run it once a term.",
    )
    learn.add_argument(
        "--moderation",
        default="",
        metavar="FILE",
        help="exemplars of an agreed level as raters rated them, as CSV: exemplar, rater, on, agreed, level",
    )
    learn.add_argument(
        "--adopt", action="store_true", help="adopt it from today on; without it nothing is kept"
    )


def _rollover(commands) -> None:
    turn = _command(
        commands,
        "rollover",
        "change the school year: rosters of the year that is over close, home groups go on as a whole",
        "Every level, open next step, plan, request and piece of history stays as it is; that is checked row by row, "
        "and nothing is written where anything would differ. It shows what it would do and asks.",
    )
    turn.add_argument(
        "--to",
        type=_number(1971),
        required=True,
        metavar="YEAR",
        help="the year in which the next school year ends",
    )
    turn.add_argument(
        "--at",
        default="",
        metavar="CODE",
        help="a school or district by its code; the whole district without it",
    )
    turn.add_argument("--preview", action="store_true", help="show what it would do, and do nothing")
    turn.add_argument("--yes", action="store_true", help="do it without asking")


def _sweep(commands) -> None:
    sweep = _command(
        commands,
        "sweep",
        "take files out of the store that no record names",
        "They are left behind by an act that broke off, or by an erasure. Run it every night. Files of the last day are "
        "left alone, and files that the record names but the store lacks are told.",
    )
    sweep.add_argument("--plan", action="store_true", help="only say what would be taken out")


def _notices(commands) -> None:
    notices = _command(commands, "notices", "send the mails that say something is there")
    verbs = notices.add_subparsers(dest="verb", metavar="send|again|tidy", required=True)
    verbs.add_parser(
        "send",
        help="send what is due: daily mails at their hour, and what people asked to know at once",
        description="Run it every ten minutes. Run twice, or beside itself, it sends nothing twice; in a person's quiet "
        "hours it sends her nothing. While the mail server is away, mails wait for the next run. What could not be sent "
        "is told by row, with what to do about it.",
    )
    again = verbs.add_parser(
        "again",
        help="let mails go out that stood still, after somebody has looked",
        description="For mails whose address was not taken and has been mended, and for those of which nobody knows "
        "whether they went out.",
    )
    verbs.add_parser(
        "tidy",
        help="remove notices that were read longer ago than HEADWAY_NOTICES_MONTHS",
        description="The nightly run does it too. What is unread stays, whatever its age, and so does the trail of acts.",
    )
    again.add_argument("letters", nargs="+", metavar="IDENTIFIER", help="as `headway notices send` gave it")


def _pace(commands) -> None:
    pace = _command(commands, "pace", "forecasts, signals about plans, and reminders")
    verbs = pace.add_subparsers(dest="verb", metavar="nightly|learn|back-test", required=True)
    nightly = verbs.add_parser(
        "nightly",
        help="what the night does: forecasts, signals, who is next to answer, reminders",
        description="Run it once a night, after the day's work is in. The schools are gone through in parts, each step of a "
        "part in a transaction of its own; running it again does nothing twice. Where a part didn't work it is named, the "
        "others stand, and the command ends with 1: run it again. Mails go out with `headway notices send`.",
    )
    nightly.add_argument(
        "--workers",
        type=_number(1),
        metavar="N",
        help="how many processes (PostgreSQL; one for each core by default); on SQLite it is always one",
    )
    verbs.add_parser(
        "learn",
        help="learn the forecast from the district's own histories; once a term",
        description="It knows when something was reached and how much school time there was, and nothing else.",
    )
    back = verbs.add_parser(
        "back-test",
        help="hold forecasts as of an earlier day against what came, for the district and each school",
        description="Leaders read the reports under Pace.",
    )
    back.add_argument(
        "--as-of", default="", metavar="DATE", help="the day up to which was known, as year-month-day"
    )


def _check(commands) -> None:
    check = _command(
        commands, "check", "say whether this installation is in order, and what to do where it is not"
    )
    check.add_argument("--json", action="store_true", help="print the findings as JSON")


def _createadmin(commands) -> None:
    admin = _command(
        commands,
        "createadmin",
        "open an account for an administrator",
        "Asks for what is not given. The password is asked for or read from standard input, never an option: "
        "options can be seen by everybody on the machine.",
    )
    admin.add_argument("--username", default="", metavar="NAME")
    admin.add_argument("--given-name", default="", metavar="NAME")
    admin.add_argument("--family-name", default="", metavar="NAME")
    admin.add_argument("--email", default="", metavar="ADDRESS")
    admin.add_argument(
        "--organisation", default="", metavar="CODE", help="where she administers; by default the top"
    )
    admin.add_argument(
        "--district", default="", metavar="NAME", help="the district's name, where there is none yet"
    )
    admin.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    admin.add_argument("--new-password", action="store_true", help="only give the account a new password")
