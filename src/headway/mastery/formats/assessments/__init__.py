"""Results of other people's tests, from the exports that publishers give, without code for any of them.

candidates = recognise(raw)                        # which profile fits, and why
reading = read(raw, candidates[0].profile)         # results in columns; problems by line; two lines for one test
reading = read(raw, profile, terms=likely_terms(reading.terms_without_dates))   # when only terms are given
draft = draft_profile(header, rows)                # a profile to begin with, for a layout that nobody described yet
"""

from headway.mastery.formats.assessments.dates import Term, likely_terms, likely_window
from headway.mastery.formats.assessments.drafting import ROLES, Draft, Guess, draft_profile
from headway.mastery.formats.assessments.profile import (
    HIDDEN_KINDS,
    KEY_KINDS,
    Area,
    Condition,
    FileLayout,
    LearnerKey,
    Name,
    Profile,
    Recognised,
    When,
)
from headway.mastery.formats.assessments.reading import count_by_area, read, read_text
from headway.mastery.formats.assessments.recognising import Candidate, recognise
from headway.mastery.formats.assessments.results import Clash, HiddenValue, Learner, Reading, Result, Results
from headway.mastery.formats.assessments.shipped import SHIPPED
from headway.mastery.formats.assessments.table import DEFAULT_MAX_BYTES, Table, Text, open_text, table_of
from headway.mastery.formats.assessments.wording import messages

__all__ = [
    "DEFAULT_MAX_BYTES",
    "HIDDEN_KINDS",
    "KEY_KINDS",
    "ROLES",
    "SHIPPED",
    "Area",
    "Candidate",
    "Clash",
    "Condition",
    "Draft",
    "FileLayout",
    "Guess",
    "HiddenValue",
    "Learner",
    "LearnerKey",
    "Name",
    "Profile",
    "Reading",
    "Recognised",
    "Result",
    "Results",
    "Table",
    "Term",
    "Text",
    "When",
    "count_by_area",
    "draft_profile",
    "likely_terms",
    "likely_window",
    "messages",
    "open_text",
    "read",
    "read_text",
    "recognise",
    "table_of",
]
