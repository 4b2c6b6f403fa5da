"""Pictures of the pages for the documentation, taken while the journeys run.

Only with HEADWAY_SCREENSHOTS=1, so that a test run leaves the checkout as it was:

    HEADWAY_SCREENSHOTS=1 .venv/bin/python -m pytest tests/journeys -q

The district in the pictures is as large as that of `make demo`: in a smaller one, leaders see little but small groups.
"""

from __future__ import annotations

import os
import struct
import zlib
from pathlib import Path

from playwright.sync_api import Page

__all__ = ["ARE_WANTED", "CAPTIONS", "take", "write_list"]

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
ARE_WANTED = os.environ.get("HEADWAY_SCREENSHOTS") == "1"

# A long page is shown from its top, so that the pictures stay small: width -> the most pixels downwards.
TALLEST = {1280: 1250, 390: 1400}

CAPTIONS = {
    "plan-before": "A learner's plan: what she wants, what is agreed, and what is not yet",
    "plan-proposing": "She proposes a target, and sees what the day asks before anybody else does",
    "plan-countering": "The adviser answers with another day and an hour of support",
    "plan-answering": "Two offers as a conversation; she signs the second",
    "plan-family-es": "Her family reads and signs in Spanish",
    "plan-agreed": "A plan that everybody signed",
    "my-year": "Her year: what was agreed, what is proficient, what is next",
    "check-in": "A check-in of three minutes",
    "check-ins": "An adviser reads the check-ins of her group",
    "plan-to-adjust": "The plan needs adjusting: said of the plan, with a next step",
    "board": "Who needs me today",
    "signal": "What the record says of a plan, and the adviser's answer",
    "autonomy-stage": "How much a learner plans alone, decided on what was seen",
    "my-stage": "What her stage lets her do, and what opens the next",
    "my-plan": "A learner's plan: what waits for an answer, what is agreed, and what is not yet",
    "student-year": "A year in pictures and in sentences: what was agreed, what is proficient, what is next",
    "family-plan-es": "A family reads in Spanish what was agreed, and what waits for its answer",
    "family-year-es": "A family reads the year in Spanish",
    "board-of-a-group": "Who needs me today: one card for each learner, one line for several domains",
    "group-pace": "Level and pace of a group, beside one another and in no order",
    "contacts": "With which families it is time to speak",
    "counselor-board": "A counselor's board: all learners of the school",
    "leader-board": "How a school answers its signals, and at whose pace nobody has looked",
    "leader-pace": "Pace by school and domain, with counts beside it",
    "leader-forecasts": "How earlier forecasts came out",
    "notices": "What is there for somebody to do or to know",
    "capture": "A teacher captures what she sees, with one hand",
    "captured": "What was captured and counts for nothing yet",
    "moving on, before": "A learner sees where she is in each domain, and what she can choose",
    "choosing what comes next": "Use it somewhere new, go on, or go deeper",
    "courses from another school": "What was learned elsewhere, provisional until a leader signs",
    "arrivals, for a leader": "Who is not placed yet, plans without an owner, courses that wait for a signature",
    "deciding MA": "A domain is decided: the sources, what lies below, and words to the learner",
    "deciding LI": "Decided otherwise than suggested, with a reason",
    "a leveling session": "Sources side by side, domain by domain and strand by strand",
    "a leveling session, decided": "Every core domain has a dated decision of a person",
    "a plan, for staff": "A plan with an owner, its words in two languages, and who signed",
    "dónde empieza y por qué": "Where a child starts and why, for her family in Spanish",
    "un plan firmado": "A plan that the family signed on a phone",
    "moving on, for a teacher": "Who is ready to move on, and which choices wait for a word",
    "what holds, before a signature": "What holds, what is open, and by which rule, before a teacher signs",
    "what opened": "What opened the same minute",
    "moving on, after": "The day on which she moved on",
    "moving on, for a family": "Her family reads in Spanish that she moved on",
    "a second look, for a leader": "Whose first signature waits for somebody who did not teach her, and how long",
    "a second look, before confirming": "What holds, and who signed first, before a second person confirms it",
    "sign-in": "Signing in",
    "sign-in-problem": "A password that does not fit",
    "error-404": "A page that is not here, for somebody signed in",
    "error-404-stranger": "A page that is not here, or that needs signing in",
    "components": "The gallery of shared parts",
    "password-forgotten": "A forgotten password",
    "student-home": "A learner: where I am, and what is next",
    "student-home-opened": "A learner's home after a decision: what opened",
    "student-home-past": "A learner's home as it was known last spring",
    "student-ready-how": "I'm ready, step 1: how she would like to show it, and what else it shows.",
    "student-ready-own-look": "Step 2: her own look at her work, which stands beside and never counts.",
    "student-ready-now-or-a-time": "Step 3: hand it in now, or agree on a time.",
    "student-request": "What she asked, where it stands, and what she can do meanwhile.",
    "student-asked": "Everything she asked, and what became of it.",
    "teacher-ready-to-show": "Who is ready, longest waiting first, with a time in one click.",
    "teacher-looking-at-work": "The work, and one form for everything that was asked.",
    "journey-ready-rubric": "I'm ready with a task: its rubric is read before anything is made",
    "journey-ready-queue": "Who is ready and how long it has waited; work on the same task as a stack",
    "journey-ready-blind": "A film is rated criterion by criterion, and nobody knows whose it is",
    "journey-ready-stack-done": "After the stack, with names again: decisions that wait",
    "journey-ready-learner-home": "A learner's home the minute after: what she showed, and the words she got",
    "journey-ready-family-es": "Her family sees it in Spanish",
    "student-competency": "A learner: one competency, what proficient looks like, and how it was decided",
    "teacher-checks": "A learner's adaptive checks, and the invitation to another one",
    "teacher-check-result": "What a check says: by level, what is next, and what would confirm it",
    "student-checks": "The checks that wait for a learner",
    "student-check-start": "Before the first question: it rates nothing, and can be left at any time",
    "student-check-question": "One question a page, on a phone, in Spanish",
    "student-check-done": "After the last question: what she seems to know, and what could be next",
    "student-continuum": "A learner's own line, step by step",
    "student-evidence": "A learner: everything shown so far",
    "student-pace": "A learner's pace and how it was reckoned",
    "family-home": "A family: the children",
    "family-home-es": "A family in Spanish: the children",
    "family-child": "A family: one child",
    "family-child-es": "A family in Spanish: one child",
    "family-competency-es": "A family in Spanish: one competency",
    "teacher-home": "A teacher's day: what is waiting, and for whom",
    "class-grid": "The class grid: learners and competencies",
    "class-grid-panel": "The class grid: everything about one cell",
    "class-grid-past": "The class grid as it was known last spring",
    "teacher-column": "One competency for a whole group",
    "teacher-learner": "One learner, as a teacher sees her",
    "teacher-pair": "One learner and one competency: evidence, proposal, decision",
    "teacher-check": "A decision is checked before it is confirmed",
    "teacher-learners": "A teacher's learners",
    "adviser-home": "An adviser's day",
    "adviser-group": "A home group",
    "tutor-home": "A tutor's day",
    "tutor-learners": "The learners whom a tutor helps",
    "curriculum-map": "The K-12 line of one domain as a map",
    "curriculum-path": "What leads to a competency, and what it opens",
    "curriculum-strand": "One strand of the line, closely",
    "open-line": "The open line: the continuum for everybody, without signing in",
    "open-line-competency": "The open line: one competency",
    "family-line": "A family: the child's place on the whole line",
    "teacher-line": "A teacher: a learner's place on the whole line",
    "curriculum-table": "The same as a table",
    "curriculum-competency": "One competency, as the curriculum lead sees it",
    "curriculum-find": "Finding a competency",
    "curriculum-frameworks": "The shelf of frameworks",
    "student-joined-competency": "A learner reads a competency of the line that was joined and published",
    "curriculum-crosswalk": "A crosswalk: what has a link, and proposals for what has none",
    "curriculum-join-preview": "What joining three frameworks gives, row by row",
    "curriculum-gap-report": "The gap finder on a joined line: both seams are broken",
    "drafts": "Drafts of the continuum",
    "draft-home": "A draft: what changed, what waits, and every competency",
    "draft-words": "A draft: the words of a competency, checked as they are written",
    "draft-levels": "A draft: what work at each level looks like, side by side",
    "draft-examples": "A draft: examples of work, with notes on what to see in them",
    "draft-arrows": "A draft: what a competency grows from",
    "draft-talk": "A draft: comments and suggested words",
    "draft-history": "A draft: every change, each of which can be taken back",
    "draft-discard": "A draft: before it is discarded",
    "review-home": "A teacher: drafts to read",
    "review-draft": "A teacher reads a draft",
    "gap-finder": "The gap finder: what to look at",
    "gap-report": "The gap finder: what was found, and what is proposed",
    "versions": "The versions of the continuum",
    "profile": "The graduate profile, and what serves it",
    "profile-report": "What of the graduate profile is served where",
    "join": "Frameworks to be joined to one line",
    "crosswalks": "Crosswalks between frameworks",
    "bring": "Bringing a framework in",
    "bring-columns": "What the columns of a spreadsheet mean",
    "open-line-profile": "The open line: the graduate profile",
    "counselor-home": "A counselor: learners of one school",
    "counselor-found": "A counselor finds a learner",
    "counselor-learner": "One learner, as a counselor sees her",
    "registrar-home": "A registrar's start",
    "registrar-learner": "A learner's page in the register",
    "leader-home": "A school's leader: what learners' work showed, by domain",
    "leader-home-past": "The same as it was known last spring",
    "leader-rules": "The rules in force",
    "superintendent-home": "The superintendent: schools side by side",
    "admin-home": "Administration",
    "admin-imports": "Imports, newest first",
    "admin-upload": "Bringing in a file",
    "admin-import-preview": "What a file would do, before anything happens",
    "admin-import-report": "What an import did",
    "admin-import-again": "The same file again: nothing to do",
    "admin-exports": "What goes out again",
    "admin-audit": "The trail of every act",
}


def take(page: Page, name: str) -> None:
    """Keep a picture of the page at its present width, under a name that stays."""
    width = page.viewport_size["width"]
    # What lies above the page or sticks to the screen is shown as on a screen.
    sticks = page.locator("dialog[open], .buttons.is-sticky").count()
    whole = page.viewport_size["height"] if sticks else page.evaluate("document.documentElement.scrollHeight")
    height = min(TALLEST[width], whole)
    FOLDER.mkdir(parents=True, exist_ok=True)
    picture = page.screenshot(
        full_page=True,
        clip={"x": 0, "y": 0, "width": width, "height": height},
        animations="disabled",
        scale="css",
    )
    (FOLDER / f"{name}-{width}.png").write_bytes(packed(picture))


def packed(png: bytes) -> bytes:
    """The same picture in fewer bytes: the browser's lines of pixels, compressed with more patience."""
    kept, pixels, at = [png[:8]], b"", 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        kind, body = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        if kind == b"IDAT":
            pixels += body
        elif kind == b"IEND":
            kept += [_chunk(b"IDAT", zlib.compress(zlib.decompress(pixels), 9)), _chunk(b"IEND", b"")]
        else:
            kept.append(_chunk(kind, body))
        at += length + 12
    return b"".join(kept)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def write_list() -> None:
    """docs/screenshots/README.md: every picture that is there, by page."""
    lines = [
        "# Screenshots",
        "",
        "Taken by the journeys on a simulated district with made-up people; no picture shows a real learner.",
        "Take them anew with `HEADWAY_SCREENSHOTS=1 .venv/bin/python -m pytest tests/journeys`.",
        "",
        "| page | on a desk | on a phone |",
        "| --- | --- | --- |",
    ]
    for name, caption in CAPTIONS.items():
        shown = [f"{name}-{width}.png" for width in (1280, 390)]
        if all((FOLDER / file).exists() for file in shown):
            lines.append(f"| {caption} | [{shown[0]}]({shown[0]}) | [{shown[1]}]({shown[1]}) |")
    (FOLDER / "README.md").write_text("\n".join(lines) + "\n")
