"""OneRoster CSV 1.1 and 1.2: the rosters (and gradebooks) that student information systems exchange as a zip.

>>> bundle = read_bundle(raw)              # bytes -> Bundle, with every surprise in bundle.problems
>>> raw = write_bundle(bundle, "1.2")      # strict bytes of a zip
"""

from headway.mastery.formats.oneroster.archive import Limits
from headway.mastery.formats.oneroster.bundle import Bundle, HeldRole, Mode, Person, Table
from headway.mastery.formats.oneroster.columns import FILES_11, FILES_12, SHAPES
from headway.mastery.formats.oneroster.reading import read_bundle
from headway.mastery.formats.oneroster.rows import (
    AcademicSession,
    Category,
    Class,
    ClassResource,
    Course,
    CourseResource,
    Demographics,
    Enrollment,
    LineItem,
    LineItemLearningObjective,
    LineItemScoreScale,
    Org,
    Resource,
    Result,
    ResultLearningObjective,
    ResultScoreScale,
    Role,
    Row,
    ScoreScale,
    User,
    UserProfile,
    UserResource,
)
from headway.mastery.formats.oneroster.writing import write_bundle

__all__ = [
    "FILES_11",
    "FILES_12",
    "SHAPES",
    "AcademicSession",
    "Bundle",
    "Category",
    "Class",
    "ClassResource",
    "Course",
    "CourseResource",
    "Demographics",
    "Enrollment",
    "HeldRole",
    "Limits",
    "LineItem",
    "LineItemLearningObjective",
    "LineItemScoreScale",
    "Mode",
    "Org",
    "Person",
    "Resource",
    "Result",
    "ResultLearningObjective",
    "ResultScoreScale",
    "Role",
    "Row",
    "ScoreScale",
    "Table",
    "User",
    "UserProfile",
    "UserResource",
    "read_bundle",
    "write_bundle",
]
