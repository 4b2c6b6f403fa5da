"""Small exports in the layout of MAP Growth, made by hand for one test each."""

from headway.mastery.formats.assessments import SHIPPED, Profile, Reading, read

MAP = SHIPPED["map-growth"]
COLUMNS = "TermName,StudentID,Student_StateID,Subject,TestName,TestStartDate,TestRITScore,TestStandardError,TestPercentile"


def export(*lines: str, header: str = COLUMNS) -> bytes:
    return "\n".join((header, *lines)).encode()


def line(
    learner: str = "S1",
    *,
    subject: str = "Mathematics",
    value: str = "210",
    error: str = "3.1",
    date: str = "9/16/2021",
    term: str = "Fall 2021-2022",
    state: str = "",
    test: str = "Growth: Math",
    percentile: str = "57",
) -> str:
    return ",".join((term, learner, state, subject, test, date, value, error, percentile))


def from_map(*lines: str, header: str = COLUMNS, **options) -> Reading:
    return read(export(*lines, header=header), MAP, **options)


def kinds(reading: Reading) -> list[str]:
    return [one.kind for one in reading.problems]


def said(reading: Reading) -> str:
    return "\n".join(map(str, reading.problems))


def plain(**members) -> dict:
    """A small profile that is sound, with members changed or added."""
    sound = {
        "key": "ours",
        "vendor": "We",
        "name": "Our check",
        "learner": [{"kind": "local_id", "column": "id"}],
        "when": {"column": "day", "formats": ["ISO"]},
        "areas": [{"area": "Reading", "value": "mark", "lowest": 0, "highest": 50}],
    }
    return sound | members


def small(**members) -> Profile:
    return Profile.from_dict(plain(**members))
