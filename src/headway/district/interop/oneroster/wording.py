"""Every sentence that the import of rosters adds to those of the OneRoster reader. One table, for translation and review."""

from __future__ import annotations

from headway.mastery.formats.problems import NO_REMEDY, Message, Problem, Severity, message

__all__ = ["messages", "problem"]

SEND_TOO = "Send the missing record in the same bundle, or correct the reference."

# key -> (severity, sentence, remedy)
WORDINGS: dict[str, tuple[Severity, str, str]] = {
    # -- rows that were left out --
    "school_unknown": (
        "error",
        "Row {line} names the organisation “{other}”, which is neither in the file nor known from an earlier one.",
        SEND_TOO,
    ),
    "user_unknown": (
        "error",
        "Row {line} names the user “{other}”, who is neither in the file nor known from an earlier one.",
        SEND_TOO,
    ),
    "class_unknown": (
        "error",
        "Row {line} names the class “{other}”, which is neither in the file nor known from an earlier one.",
        SEND_TOO,
    ),
    "not_a_student": (
        "error",
        "Row {line} enrols “{other}” as a student, and this user doesn't hold the role student.",
        "Give the user the role student, or correct the enrolment.",
    ),
    "not_staff": (
        "error",
        "Row {line} makes “{other}” the teacher of a class, and this user is only a student or a family member. A teacher "
        "sees the records of the whole class, so the row was left out.",
        "Give the user the role teacher, or correct the enrolment.",
    ),
    "term_reversed": (
        "error",
        "Row {line} is a session that ends before it begins.",
        "Correct startDate or endDate in the source system.",
    ),
    "period_reversed": (
        "error",
        "Row {line} ends before it begins.",
        "Correct beginDate or endDate in the source system.",
    ),
    "too_long": (
        "error",
        "Row {line}: {column} has {length} characters; Headway keeps up to {longest}.",
        "Shorten it in the source system.",
    ),
    # -- taken, and worth a look --
    "department_as_school": (
        "warning",
        "“{other}” is a {type} without a school or district around it in the file; it was taken as a school.",
        "Add its school or district to orgs.csv, and name it as the parent.",
    ),
    "department_folded": (
        "note",
        "Organisations that are parts of a school or a district: {count}. Their people and classes count for the school or "
        "district around them.",
        "",
    ),
    "course_unknown": (
        "warning",
        "Classes whose course is neither in the file nor known: {count} (for example row {line}). They were taken without "
        "a course.",
        "Send courses.csv in the same bundle.",
    ),
    "term_unknown": (
        "warning",
        "References to sessions that are neither in the file nor known: {count} (for example row {line}). The rows were "
        "taken without them.",
        "Send academicSessions.csv in the same bundle.",
    ),
    "session_type": (
        "note",
        "Sessions of a type of one's own: {count} (for example “{type}”). They were taken as terms.",
        "",
    ),
    "years_overlap": (
        "warning",
        "Row {line}: the school year “{name}” lies in the same time as “{other}”. Where two overlap, the one that begins first "
        "counts.",
        "Correct startDate or endDate in the source system, so that every school day belongs to one school year.",
    ),
    "no_school_day": (
        "warning",
        "Row {line}: there is no school day in “{name}”. All of its days are weekends or days without instruction.",
        "Correct startDate or endDate in the source system, or the days without instruction in the calendar.",
    ),
    "role_left_out": (
        "note",
        "Users with the role {role}: {count}. Headway has no duty for it, so it opens nothing to them.",
        "Give a duty by hand to those who need one.",
    ),
    "administrators": (
        "note",
        "Users with the role {role}: {count}. A file never makes somebody an administrator of Headway.",
        "Give that duty by hand to the few who need it.",
    ),
    "relatives": (
        "note",
        "Relatives who are linked to a learner: {count}. They don't see the record until a person opens it to them.",
        "Open it on the learner's page where the family wishes it.",
    ),
    "enrolment_role": (
        "note",
        "Enrolments with the role {role}: {count}. They were left out: they neither learn nor teach in the class.",
        "Enrol as teacher who teaches the class.",
    ),
    "demographics_of_adults": (
        "note",
        "Demographics of users who aren't students: {count}. They were left out; Headway keeps none about adults.",
        "",
    ),
    "not_accounts": (
        "note",
        "New people in this file: {count}. An import opens no accounts; who signs in is decided apart.",
        "Open accounts when the people are ready to use Headway.",
    ),
    "not_enabled": (
        "note",
        "Users whose account is switched off in the source: {count}. Their records are here all the same.",
        "",
    ),
    "gradebook_left_out": (
        "note",
        "Rows of the gradebook ({files}): {count}. They stay in the sending system: a level here comes from evidence of a "
        "competency, and marks of a course don't say which one.",
        "To bring in what learners have shown, import ratings of competencies.",
    ),
    "resources_left_out": (
        "note",
        "Rows about learning resources ({files}): {count}. Headway doesn't use them.",
        "",
    ),
    "beside_district": (
        "warning",
        "“{name}” is here already, and not from this source. “{other}” of the file will stand beside it.",
        "If they belong together, choose where the file's organisations belong (“under”) and preview again.",
    ),
    "many_leave": (
        "warning",
        "{file} is a whole list, and it leaves out {count} of {all} that were here. Applying marks them inactive; nothing is "
        "deleted, and they come back when a file has them again.",
        "If the export was cut short or covers one school only, don't apply it; export everything, or send changes (delta).",
    ),
    "looks_twice": (
        "warning",
        "Row {line} has the name and the birth date of a learner who is here already, under another identifier. It would be "
        "added as a second person; nothing is merged.",
        "Compare the two. If it is one person, preview again and match by identifier, or correct the identifier.",
    ),
    "twins_in_file": (
        "warning",
        "Row {line} has the same name and birth date as “{other}” in this file. Both are taken as two people.",
        "Compare the two in the source system, and keep one if it is one person.",
    ),
    # -- what to look at in the record: the data-quality report --
    "without_section": (
        "warning",
        "Learners who are in no class: {count} (for example {examples}).",
        "Enrol them, so that their teachers can see and record their work.",
    ),
    "without_teacher": (
        "warning",
        "Classes without a teacher: {count} (for example {examples}).",
        "Enrol a teacher in them, so that somebody can record work there.",
    ),
    "without_guardian": (
        "warning",
        "Learners without a guardian: {count} (for example {examples}).",
        "Link a guardian (agentSourcedIds), so that a family can follow along.",
    ),
    "without_school": (
        "warning",
        "Learners without a school: {count} (for example {examples}).",
        "Name the school in the student role.",
    ),
    "outside_term": (
        "warning",
        "Enrolments with dates outside the sessions of their class: {count} (for example {examples}).",
        "Compare the dates; a teacher sees a learner only between them.",
    ),
    "twins_here": (
        "warning",
        "Learners who share name and birth date with another one: {count} (for example {examples}).",
        "Compare them. Two records of one person are joined by a person, never by an import.",
    ),
    "no_school_year": (
        "warning",
        "No session of the type schoolYear holds today, so pace can't be counted in school days.",
        "Add the school year to academicSessions.csv, or enter it by hand.",
    ),
}  # fmt: skip


def problem(kind: str, *, row: str = "", identifier: str = "", field: str = "", **params: object) -> Problem:
    """The problem of this kind in the words of the table."""
    severity, sentence, remedy = WORDINGS[kind]
    return Problem(
        severity,
        kind,
        message(f"roster.{kind}", sentence, **params),
        message(f"roster.remedy.{kind}", remedy) if remedy else NO_REMEDY,
        row=row,
        identifier=identifier,
        field=field,
    )


def messages() -> tuple[Message, ...]:
    """Every template, for those who translate."""
    said = [Message(f"roster.{kind}", sentence) for kind, (_severity, sentence, _remedy) in WORDINGS.items()]
    todo = [Message(f"roster.remedy.{kind}", remedy) for kind, (_s, _t, remedy) in WORDINGS.items() if remedy]
    return (*said, *todo)
