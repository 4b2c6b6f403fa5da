"""Every shipped profile on a real sample of its layout, in place: all lines are read or named, and nothing is lost.

What a file holds is counted here with the csv module alone, cell by cell, so that a column which a profile forgets
or reads twice shows.
"""

import csv
import gzip
import io
import re
from dataclasses import dataclass

import pytest

from headway.mastery.formats.assessments import SHIPPED, Profile, read, recognise
from tests.shared_material import shared

SAMPLES = "data/vendor-assessments/"
MISSING = {"", "N/A", "NA", "N/A*", "NULL", "--", "---", "-"}


@dataclass(frozen=True)
class Sample:
    """held: (pattern of the columns with values, template of the label column beside each, '' for none)."""

    file: str
    profile: str
    held: tuple[tuple[str, str], ...]
    also_missing: frozenset[str] = frozenset()
    left_out: tuple[
        tuple[str, frozenset[str]], ...
    ] = ()  # column and the only cells with which a line counts

    def __str__(self) -> str:
        return self.profile


def one(file, profile, *held, missing=(), only=()):
    pairs = tuple((item, "") if isinstance(item, str) else item for item in held)
    return Sample(file, profile, pairs, frozenset(missing), tuple((c, frozenset(v)) for c, v in only))


ACCESS = (r"Scale Score - (.+)", r"Proficiency Level - (.+)")
FAST = "FastBridge_"
PSAT = (
    r"LATEST_PSAT_(?:TOTAL|EBRW|MATH_SECTION|READING|WRIT_LANG|MATH_TEST|SCI_CROSS|HIST_SOCST_CROSS)",
    r"LATEST_PSAT_(?:WORDS_CONTEXT|COMM_EVIDENCE|EXPR_IDEAS|ENG_CONVENT|HEART_ALGEBRA|ADV_MATH|PROBSLV_DATA)",
)
TERM = r"(?:Fall|Winter|Spring|Screening Period \d) "

SAMPLE_FILES = [
    one("ACCESS/2021_to_2025_sample_anonymized_file_ACCESS.csv", "access-2021", *ACCESS),
    one("ACCESS/2021_to_2025_sample_anonymized_file_Alternate_ACCESS.csv", "access-alternate-2021", *ACCESS),
    one("ACCESS/sample_anonymized_file_ACCESS.csv", "access-2026", *ACCESS),
    one("ACCESS/sample_anonymized_file_alternate_Alternate_ACCESS.csv", "access-alternate-2026", *ACCESS),
    one("ACCUPLACER/sample_anonymized_file.csv", "accuplacer", r"Next-Generation .+"),
    one("ACT/sample_anonymized_file.csv", "act", r"Eng|Mth|Rdg|Sci|Composite|STEM|Writing|ELA"),
    one("AP/SAMPLE_AP_2324.csv", "ap", r"Exam Grade \d\d"),
    one("ASVAB/sample_anonymized_file.csv", "asvab", r"[A-Z]+ \(.+\)"),
    one("BASC3_BESS/sample_anonymized_file.csv", "bess-3", (r"(BERI|ERI|IRI|ARI|PRI|SRI)", r"\1 Risk")),
    one(
        "CMAS/sample_anonymized_file.csv",
        "cmas",
        r"SS|TestReadingScaleScore",
        only=[("CalculatedInvalidation", ["Valid Score"])],
    ),
    one(
        "Cambridge/sample_anonymized_file.csv",
        "cambridge-international",
        r"GRADE",
        only=[("GRADE", ["e", "a", "M", "U"])],
    ),
    one(
        "Dibels_8_Benchmark/sample_anonymized_file.csv",
        "dibels-8",
        r"Composite Score",
        (r"(.+) - Score", r"\1 - Level"),
        missing=["Discontinue"],
    ),
    one(
        "Dibels_Next_Benchmark/sample_anonymized_file.csv",
        "dibels-next",
        (
            r"Assessment Measure-(Composite Score|FSF|LNF|PSF|NWF \(\w+\)|DORF \([\w ]+\)|Daze|Vocabulary|Spelling|RAN)-Score",
            r"Assessment Measure-\1-Levels",
        ),
        missing=["Not Determined"],
    ),
    one("FastBridgeCAT/sample_anonymized_aMath.csv", "fastbridge-amath", TERM + "aMath Test Theta"),
    one("FastBridgeCAT/sample_anonymized_aReading.csv", "fastbridge-areading", TERM + "aReading Test Theta"),
    one(
        FAST + "AUTOreading/sample_anonymized_file_fastbridge_autoreading.csv",
        "fastbridge-autoreading",
        TERM + "AUTOreading Graded Response Composite Auto Scaled",
        TERM + "(?!Warm-Up).+ IC per minute",
    ),
    one(
        FAST + "CBMmath/sample_anonymized_file_cbmm_auto.csv",
        "fastbridge-cbmmath-auto",
        TERM + r"AUTO L\d GOM IC per ten minute",
    ),
    one(
        FAST + "CBMmath/sample_anonymized_file_cbmm_cap.csv",
        "fastbridge-cbmmath-cap",
        TERM + "CBMmath CAP IC per ten minute",
    ),
    one(
        FAST + "CBMmath/sample_anonymized_file_cbmm_process.csv",
        "fastbridge-cbmmath-process",
        TERM + r"PROC L\d GOM IC per ten minute",
    ),
    one(
        FAST + "CBMreading/sample_anonymized_file_fastbridge_cbmreading.csv",
        "fastbridge-cbmreading",
        TERM + "CBMR-English Median (?:WRC|Accuracy)",
    ),
    one(
        FAST + "CBMreading/sample_anonymized_file_fastbridge_comprehension_question.csv",
        "fastbridge-comprehension-question",
        TERM + "Comprehension Question Items Correct",
    ),
    one(
        FAST + "CBMreading/sample_anonymized_file_fastbridge_comprehension_recall.csv",
        "fastbridge-comprehension-recall",
        TERM + r"Comprehension Recall \w+ Comp Items Correct",
    ),
    one(
        FAST + "COMPefficiency/sample_anonymized_file_fastbridge_compefficiency.csv",
        "fastbridge-compefficiency",
        TERM + "Comprehension Efficiency Items Correct",
    ),
    one(
        FAST + "Math/sample_anonymized_file.csv",
        "fastbridge-earlymath",
        TERM + "Early Math Composite Score",
        TERM + ".+ (?:Items Correct|Number Read Correct)",
    ),
    one(
        "Fountas_and_Pinnell/sample_anonymized_file_FnP.csv",
        "fountas-pinnell",
        r"TextReading|FluencyLevel|ComprehensionLevel",
    ),
    one("IB/sample_anonymized_file.csv", "ib", r"SUBJECT_GRADE", missing=["N"]),
    one(
        "IN_ILEARN/ilearn_sample_data.csv",
        "ilearn",
        r"Overall scale score|ILEARN Reporting Category \d Performance|IREAD-3 Overall scale score",
    ),
    one(
        "IN_ILEARN/ilearn_checkpoint_sample_data.csv",
        "ilearn-checkpoint",
        r"Overall scale score|ILEARN Checkpoints Reporting Category \d Performance|IREAD-3 Overall scale score",
    ),
    one("KRA/KRA_sample_file_deidentified.csv", "kra", r"(?:Overall|SF|LL|MA|PD)Score"),
    one("KRA/KRA_sample_file_deidentified_new.csv", "kra-2024", r"(?:overall|SF|LL|MA|PD)_score"),
    one(
        "MAP_Fluency/sample_anonymized_file.csv",
        "map-reading-fluency",
        (
            r"(PrintConcept|ListeningComprehension|PictureVocab|SentenceReadingFluency)Correct",
            r"\1PerformanceLevel",
        ),
        (r"(PhonologicalAwareness|PhonicsWordRecognition)DomainScore", r"\1PerformanceLevel"),
        "LanguageComprehensionDomainScore",
        (r"(OralReading)WCPMScaled", r"\1RatePerformanceLevel"),
        (r"(OralReadingAccuracy)Score", r"\1PerformanceLevel"),
        "LiteralComprehensionPerformanceLevel",
        missing=["No Score", "No Expectation"],
    ),
    one("MAP_Growth/sample_anonymized_file.csv", "map-growth", r"TestRITScore|Goal\dRitScore"),
    one("MVPA/sample_anonymized_file.csv", "mvpa", r"AchLev"),
    one(
        "PALS/PALS_SAMPLE_data_file.csv",
        "pals",
        r"NAMEWRI|ALPHA_UC|ALPHA_LC|LETTERSND|BEGSOUND|PRNTWORD|RHYME|NURRHYME",
    ),
    one("PSAT_SAT/sample_anonymized_file_psat_10.csv", "psat-10", *PSAT),
    one("PSAT_SAT/sample_anonymized_file_psat_89.csv", "psat-8-9", *PSAT),
    one("PSAT_SAT/sample_anonymized_file_psat_nmsqt.csv", "psat-nmsqt", *PSAT),
    one(
        "PSAT_SAT/sample_anonymized_file_sat.csv",
        "sat",
        *(pattern.replace("LATEST_PSAT", r"(?:LATEST|ADMIN\d)_SAT") for pattern in PSAT),
    ),
    one(
        "STAAR_Summative/sample_anonymized_file.csv",
        "staar-3-8",
        r"(?:reading_language_arts|mathematics|social_studies|science)_(?:scale_score|reporting_category_\d_scores)",
    ),
    one(
        "STAMP/anonymized_sample_file.csv",
        "stamp",
        (r"(Reading|Listening) Scaled Score", r"\1 Level"),
        r"(?:Writing|Speaking) Level|Composite Score",
        missing=["IP", "NS"],
        only=[("Status", ["Complete"])],
    ),
    one("STAR/SR_sample_anonymized_file.csv", "star-reading", r"ScaledScore|RaschScore|UnifiedScore"),
    one(
        "STAR/SR_Dashboard_Standards_v2_sample_anonymized_file.csv",
        "star-standards",
        r"DomainPercentMastery|StandardPercentMastery",
    ),
    one(
        "STAR/SR_SkillArea_v1_sample_anonymized_file.csv",
        "star-skill-areas",
        r"DomainScore|SkillAreaMasteryScore",
    ),
    one("WIN/sample_anonymized_file.csv", "win", (r"(Math|Data|Read)SS", r"\1Lev"), r"SoftSS"),
]


def lines_of(raw: bytes) -> tuple[list[str], list[list[str]]]:
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig", "replace"), newline="")))
    return rows[0], [row + [""] * (len(rows[0]) - len(row)) for row in rows[1:]]


def held_in(sample: Sample, raw: bytes) -> tuple[int, list[int]]:
    """How many results the file holds, and the lines (from 2) that hold any."""
    header, rows = lines_of(raw)
    missing = MISSING | sample.also_missing
    columns = []
    for pattern, label in sample.held:
        for place, name in enumerate(header):
            if match := re.fullmatch(pattern, name.strip()):
                beside = match.expand(label) if label else ""
                columns.append((place, header.index(beside) if beside in header else place))
    count, with_results = 0, []
    for line, row in enumerate(rows, start=2):
        if any(row[header.index(column)] not in cells for column, cells in sample.left_out):
            continue
        here = sum(
            row[value].strip() not in missing or row[label].strip() not in missing for value, label in columns
        )
        count += here
        if here:
            with_results.append(line)
    return count, with_results


@pytest.mark.parametrize("sample", SAMPLE_FILES, ids=str)
def test_a_sample_of_the_layout_is_recognised_and_every_result_in_it_is_read(sample):
    raw = shared(SAMPLES + sample.file).read_bytes()
    candidates = recognise(raw)
    assert candidates[0].profile.key == sample.profile
    assert candidates[0].fits

    reading = read(raw, SHIPPED[sample.profile])
    count, with_results = held_in(sample, raw)

    assert count > 0
    assert len(reading.results) == count
    assert sorted(set(reading.results.line.tolist())) == with_results
    named = {int(one.row.removeprefix("line ")) for one in reading.problems if one.row}
    _header, rows = lines_of(raw)
    assert set(range(2, len(rows) + 2)) <= set(with_results) | named
    assert not [one for one in reading.problems if one.severity == "error"]
    assert not {"label_unknown", "date_unknown", "error_not_read"} & {one.kind for one in reading.problems}


def test_every_shipped_profile_is_tried_on_a_sample_of_its_layout():
    tried = {sample.profile for sample in SAMPLE_FILES}
    others = {"map-growth-cdf", "map-growth-cdf-learners", "staar-3-8-fixed-2023"}

    assert tried | others == set(SHIPPED)


@pytest.mark.parametrize("key", SHIPPED)
def test_a_shipped_profile_can_be_saved_and_read_again(key):
    assert Profile.from_dict(SHIPPED[key].to_dict()) == SHIPPED[key]


@pytest.mark.parametrize("sample", SAMPLE_FILES, ids=str)
def test_a_file_with_one_learner_is_recognised_as_the_whole_export_is(sample):
    """Who arrives in October comes in a file of one line, whose headings may be longer than any fixed layout's line."""
    raw = shared(SAMPLES + sample.file).read_bytes()
    candidates = recognise(b"\n".join(raw.split(b"\n")[:2]) + b"\n")

    assert candidates[0].fits
    assert "staar-3-8-fixed-2023" not in {one.profile.key for one in candidates}


def test_a_fixed_layout_is_recognised_by_one_line_and_not_by_one_that_ends_too_soon():
    fixed = shared(SAMPLES + "STAAR_Summative/sample_anonymized_file.txt").read_bytes()
    whole = next(one for one in fixed.splitlines() if one.strip())

    assert recognise(whole + b"\n")[0].profile.key == "staar-3-8-fixed-2023"
    assert recognise(whole + b"\n" + whole[:900] + b"\n") == ()


def test_values_of_the_samples_arrive_as_they_are_written():
    raw = shared(SAMPLES + "MAP_Growth/sample_anonymized_file.csv").read_bytes()
    header, rows = lines_of(raw)
    reading = read(raw, SHIPPED["map-growth"])
    whole = [one for one in reading.results if not one.part]

    assert [one.value for one in whole] == [float(row[header.index("TestRITScore")]) for row in rows]
    assert [one.error for one in whole] == [float(row[header.index("TestStandardError")]) for row in rows]
    assert [one.learner.identifier("state_id") for one in whole] == [
        row[header.index("Student_StateID")] for row in rows
    ]


def test_the_fixed_width_file_of_a_state_says_the_same_as_its_table():
    table = shared(SAMPLES + "STAAR_Summative/sample_anonymized_file.csv").read_bytes()
    fixed = shared(SAMPLES + "STAAR_Summative/sample_anonymized_file.txt").read_bytes()
    assert recognise(fixed)[0].profile.key == "staar-3-8-fixed-2023"

    def said(raw, key):
        return sorted(
            (one.learner.identifier("state_id"), one.area, one.part, one.value, one.label, one.first)
            for one in read(raw, SHIPPED[key]).results
        )

    assert said(fixed, "staar-3-8-fixed-2023") == said(table, "staar-3-8")
    assert len(said(fixed, "staar-3-8-fixed-2023")) == 80


def test_the_comprehensive_file_of_map_is_read_whole_with_goals_and_two_lines_for_one_test():
    path = shared("data/growth/nwea-map-cdf/AssessmentResults.csv.gz")
    rows = list(csv.DictReader(io.StringIO(gzip.decompress(path.read_bytes()).decode())))
    held = sum(
        bool(row[column].strip())
        for row in rows
        for column in ("TestRITScore", *(f"Goal{n}RitScore" for n in range(1, 9)))
        if column in row
    )
    days = {}
    for row in rows:
        key = (row["StudentID"], row["TestName"], row["Discipline"], row["TestStartDate"])
        days.setdefault(key, set()).add((row["TestRITScore"], row["TestStandardError"]))
    unlike = sum(len(said) > 1 for said in days.values())
    assert unlike > 0

    reading = read(path.read_bytes(), SHIPPED["map-growth-cdf"])

    assert reading.lines_read == reading.lines_with_results == len(rows) == 5659
    assert len(reading.results) + len(reading.said_twice) == held
    of_wholes = [one for one in reading.conflicts if not reading.results[one.results[0]].part]
    assert len(of_wholes) == unlike


def test_the_list_of_learners_beside_a_map_export_is_read_as_learners_without_results():
    path = shared("data/growth/nwea-map-cdf/StudentsBySchool.csv.gz")
    rows = list(csv.DictReader(io.StringIO(gzip.decompress(path.read_bytes()).decode())))
    reading = read(path.read_bytes(), SHIPPED["map-growth-cdf-learners"])

    assert recognise(path.read_bytes())[0].profile.key == "map-growth-cdf-learners"
    assert {one.identifier("local_id") for one in reading.learners_listed} == {
        row["StudentID"] for row in rows
    }
    assert len(reading.results) == 0
    assert not reading.places_learners


def test_a_screening_of_wellbeing_never_places_anybody():
    raw = shared(SAMPLES + "BASC3_BESS/sample_anonymized_file.csv").read_bytes()

    assert not read(raw, SHIPPED["bess-3"]).places_learners


def test_the_standard_error_of_star_stays_with_the_value_that_it_belongs_to():
    raw = shared(SAMPLES + "STAR/SR_sample_anonymized_file.csv").read_bytes()
    by_scale = {}
    for one in read(raw, SHIPPED["star-reading"]).results:
        by_scale.setdefault(one.scale, []).append(one.error)

    assert all(error is not None and error < 1 for error in by_scale["Rasch"])
    assert by_scale["scaled"] == [None] * 5


def test_a_result_of_access_takes_the_longer_side_of_an_interval_that_was_cut_off():
    raw = shared(SAMPLES + "ACCESS/2021_to_2025_sample_anonymized_file_ACCESS.csv").read_bytes()
    speaking = [
        one
        for one in read(raw, SHIPPED["access-2021"]).results
        if one.area == "Speaking" and one.scale == "scale score" and one.value == 130
    ]

    # 100 to 179 around 130: the scale begins at 100, so 49 and not 30.
    assert [one.error for one in speaking] == [49]
