"""Two engines, one answer: whatever the rule asks and however the evidence came about.

`python -m benchmarks.agreement` asks the same of 100,000 cases.
"""

from hypothesis import given, settings

from tests.mathematics.proficiency.random_rules import answers, cases


@settings(max_examples=300)
@given(cases())
def test_the_columns_answer_what_the_reference_answers(case):
    for one in answers(case):
        assert one.columns == one.reference
