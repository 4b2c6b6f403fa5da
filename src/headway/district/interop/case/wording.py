"""Every sentence that the import of frameworks adds to those of the CASE reader. One table, for translation and review."""

from __future__ import annotations

from headway.mastery.formats.problems import NO_REMEDY, Message, Problem, Severity, message

__all__ = ["messages", "problem"]

# key -> (severity, sentence, remedy)
WORDINGS: dict[str, tuple[Severity, str, str]] = {
    "circle_kept_as_draft": (
        "error",
        "These each come before the other, in a circle: {loop}. All links were kept, so this version stays a draft.",
        "Remove the link that leads back, then import the package again or publish the mended version.",
    ),
    "circle_opened": (
        "error",
        "These each come before the other, in a circle: {loop}. All links were kept as they came; the one that closes "
        "the circle is not used as a prerequisite.",
        "Decide which one comes first, and ask the publisher to remove the precedes link that leads back to it.",
    ),
    "precedes_itself": (
        "warning",
        "{name} is said to come before itself. The link was kept and is not used as a prerequisite.",
        "Remove the link where the file was made.",
    ),
    "framework_not_here": (
        "note",
        "This package holds links between items of another framework, which is not here yet. Links: {count}.",
        "Import that framework too; the prerequisites attach to it by themselves, in either order.",
    ),
    "attaches": (
        "note",
        "Prerequisites of this package attach to {title}, which gets a new version for it. "
        "New: {added}, no longer there: {removed}.",
        "Nothing needs to be done.",
    ),
    "attaches_to_continuum": (
        "warning",
        "{title} is the district's continuum: with these prerequisites, what learners are ready for changes. "
        "New: {added}, no longer there: {removed}.",
        "Look at the list of prerequisites before you apply this import.",
    ),
    "continuum_exists": (
        "warning",
        "The district already has a continuum ({title}), so this framework comes in as a reference.",
        "Link its competencies to the continuum with a crosswalk.",
    ),
    "not_published": (
        "warning",
        "The framework was imported and stays a draft: {reason}",
        "Mend it, then publish it.",
    ),
    "draft_stays": (
        "warning",
        "Its publisher marks this framework as a draft ({value}), so it stays a draft here.",
        "Publish it when you are sure that it will be used as it is.",
    ),
    "draft_published": (
        "warning",
        "Its publisher marks this framework as a draft ({value}); it is published here because that was asked for.",
        "Bring it again when the publisher has finished it.",
    ),
    "continuum_waits": (
        "note",
        "This is the district's continuum, which learners stand on. The new version waits as a draft until somebody "
        "publishes it.",
        "Look at what changes for learners, then publish it.",
    ),
    "many_go": (
        "warning",
        "{gone} of the {held} items of the version before are not in this file: they are marked as no longer active.",
        "If the file holds only a part, add the other rows to it, or give it another title so that it stands beside "
        "what is here.",
    ),
    "links_only": (
        "note",
        "This package holds no competencies of its own. It stays a draft, and its links are used.",
        "",
    ),
    "identifier_too_long": (
        "error",
        "The identifier of this object is longer than {longest} characters. The object was kept for export; nothing "
        "in Headway can refer to it.",
        "Ask the publisher for UUIDs as identifiers.",
    ),
    "framework_identifier_too_long": (
        "error",
        "The identifier of this framework is longer than {longest} characters.",
        "Ask the publisher for a UUID as identifier.",
    ),
    "several_criteria": (
        "note",
        "Several rubric criteria are about the same competency, so its level descriptions were left empty. "
        "Competencies: {count}.",
        "Write one description per level in the continuum editor; the rubrics are kept.",
    ),
    "other_number_of_levels": (
        "note",
        "Rubric criteria with another number of levels than the district's scale ({size}): {count}. They were kept as "
        "rubrics and not turned into level descriptions.",
        "Write level descriptions in the continuum editor where you want them.",
    ),
    "level_not_on_continuum": (
        "note",
        "educationLevel {value} is not on a K-12 continuum. Items without a level for it: {count}.",
        "Place them by hand where they belong to the continuum.",
    ),
}


def problem(key: str, *, row: str = "", identifier: str = "", field: str = "", **params: object) -> Problem:
    """The problem said in one of the `WORDINGS`."""
    severity, sentence, remedy = WORDINGS[key]
    return Problem(
        severity,
        key,
        _message(f"case_import.{key}", sentence, params),
        _message(f"case_import.{key}.remedy", remedy, params) if remedy else NO_REMEDY,
        row,
        identifier,
        field,
    )


def messages() -> dict[str, str]:
    """Every key with its English template, for a translation catalogue."""
    found = {}
    for key, (_severity, sentence, remedy) in WORDINGS.items():
        found[f"case_import.{key}"] = sentence
        if remedy:
            found[f"case_import.{key}.remedy"] = remedy
    return found


def _message(key: str, template: str, params: dict[str, object]) -> Message:
    return message(
        key, template, **{name: value for name, value in params.items() if "{" + name + "}" in template}
    )
