"""The handbook of the authoring assistant: statements that two teachers would read differently, and such as they would
read alike. Each row is read from left to right: what somebody wrote, and what the assistant says of it.
"""

import pytest

from headway.mastery.continuum.gaps import RemarkKind, check
from tests.spec.continuum.handbook import Row, remarked


def spanish(statement, *remarks, level=None):
    return Row(statement, remarks, level, "es")


# -- nobody can see it being done ---------------------------------------------------------------------------------
UNSEEN = [
    Row("I can understand fractions.", ("unmeasurable: understand",)),
    Row("Students will understand how plants make food.", ("unmeasurable: understand", "no_i_can: Students")),
    Row("I can know the parts of a cell.", ("unmeasurable: know",)),
    Row("I can appreciate poems from many countries.", ("unmeasurable: appreciate",)),
    Row("I can learn about the causes of the Civil War.", ("unmeasurable: learn",)),
    Row("The learner will be familiar with the scientific method.", ("unmeasurable: be familiar with",)),
    Row(
        "I can demonstrate an understanding of photosynthesis.",
        ("unmeasurable: demonstrate an understanding of",),
    ),
    Row("I can become aware of my community.", ("unmeasurable: become aware of",)),
    Row("I can grasp the concept of ratio.", ("unmeasurable: grasp",)),
    Row("I can think critically.", ("unmeasurable: think critically",)),
    Row("I can gain knowledge of the periodic table.", ("unmeasurable: gain knowledge of",)),
    Row("Knowledge of map symbols.", ("unmeasurable: Knowledge of",)),
    Row("I can explore different art forms.", ("unmeasurable: explore",)),
    Row("I can fully comprehend a page of a story.", ("unmeasurable: comprehend",)),
    Row(
        "I can know and understand the rules of capital letters.",
        ("unmeasurable: know", "unmeasurable: understand"),
    ),
    spanish("Puedo comprender las fracciones.", "unmeasurable: comprender"),
    spanish("Los estudiantes comprenderán el ciclo del agua.", "unmeasurable: comprenderán"),
    spanish("Puedo saber las partes de la célula.", "unmeasurable: saber"),
    spanish("Puedo conocer los países de América.", "unmeasurable: conocer"),
    spanish("Puedo apreciar la poesía de otros pueblos.", "unmeasurable: apreciar"),
    spanish("El alumno será capaz de entender la fotosíntesis.", "unmeasurable: entender"),
    spanish("Puedo familiarizarme con el método científico.", "unmeasurable: familiarizarme"),
    spanish("Puedo tomar conciencia de mi comunidad.", "unmeasurable: tomar conciencia de"),
    spanish("Puedo demostrar comprensión de las razones.", "unmeasurable: demostrar comprensión de"),
    spanish("Puedo valorar la importancia de la lectura.", "unmeasurable: valorar la importancia"),
    spanish("Puedo aprender sobre los volcanes.", "unmeasurable: aprender sobre"),
]

# -- two demands that would be rated apart --------------------------------------------------------------------------
TWO = [
    Row("I can add fractions and write a persuasive essay.", ("compound: and write a persuasive essay.",)),
    Row(
        "I can analyze a poem and create a multimedia presentation.",
        ("compound: and create a multimedia presentation.",),
    ),
    Row("I can measure angles and classify rocks.", ("compound: and classify rocks.",)),
    Row("I can conduct an experiment, and write a short story.", ("compound: , and write a short story.",)),
    Row("I can multiply decimals. I can name shapes.", ("compound: . I can name shapes.",)),
    Row("I can solve linear equations; draw a map of my town.", ("compound: ; draw a map of my town.",)),
    Row("I can identify nouns, write a paragraph and give a speech.", ("compound: , write a paragraph and",)),
    Row("I can explain how plants grow and build a model bridge.", ("compound: and build a model bridge.",)),
    spanish("Puedo sumar fracciones y escribir un ensayo.", "compound: y escribir un ensayo."),
    spanish("Puedo medir ángulos y clasificar rocas.", "compound: y clasificar rocas."),
    spanish("Puedo leer un mapa y tocar una canción.", "compound: y tocar una canción."),
    spanish(
        "Puedo resolver ecuaciones; dibujar un plano del barrio.", "compound: ; dibujar un plano del barrio."
    ),
]

# -- what is done in class, not what is learned -----------------------------------------------------------------------
ACTIVITIES = [
    Row("I can complete the worksheet on fractions.", ("activity: complete the worksheet",)),
    Row("I can read chapter 4 and answer the questions.", ("activity: read chapter 4",)),
    Row("I can watch a video about volcanoes.", ("activity: watch a video",)),
    Row("I can make a poster about a planet.", ("activity: make a poster",)),
    Row("I can pass the unit test on geometry.", ("activity: pass the unit",)),
    Row("I can do my homework every day.", ("activity: do my homework",)),
    Row("I can copy the definitions from the board.", ("activity: copy the definitions",)),
    Row("I can play a game of fractions bingo.", ("activity: play a game",)),
    spanish("Puedo completar la hoja de trabajo.", "activity: completar la hoja"),
    spanish("Puedo ver un video sobre los volcanes.", "activity: ver un video"),
    spanish("Puedo hacer una maqueta del sistema solar.", "activity: hacer una maqueta"),
    spanish("Puedo copiar las definiciones del pizarrón.", "activity: copiar las definiciones"),
]

# -- how much is enough, and for whom -----------------------------------------------------------------------------------
VAGUE = [
    Row("I can solve some problems with decimals.", ("vague: some",)),
    Row("I can write well.", ("vague: well",)),
    Row("I can name a few countries and find them on a map.", ("vague: a few",)),
    Row("I can use tools such as rulers, scales, etc.", ("vague: etc.",)),
    Row("I can use technology appropriately.", ("vague: appropriately",)),
    spanish("Puedo resolver algunos problemas con decimales.", "vague: algunos"),
    spanish("Puedo escribir muy bien.", "vague: muy bien"),
    Row("I can read texts at grade level.", ("grade_language: at grade level",)),
    Row("I can solve 4th grade word problems.", ("grade_language: 4th grade",)),
    Row("I can choose books for my age.", ("grade_language: for my age",)),
    spanish("Puedo leer textos de mi grado.", "grade_language: de mi grado"),
    spanish("Puedo resolver problemas de cuarto grado.", "grade_language: cuarto grado"),
]

# -- what counts here and now alone -------------------------------------------------------------------------------------
HERE_ALONE = [
    Row("I can recite the poem we learned in class.", ("no_transfer: learned in class",)),
    Row("I can explain the graph on page 42.", ("no_transfer: on page 42",)),
    Row("I can list the causes of the First World War.", ("no_transfer: list",)),
    Row("I can name the state capitals.", ("no_transfer: name",), level=4),
    Row("I can explain the idea from today's lesson.", ("no_transfer: from today's lesson",)),
    spanish("Puedo enumerar las causas de la guerra.", "no_transfer: enumerar"),
    spanish("Puedo explicar la idea vista en clase.", "no_transfer: vista en clase"),
    spanish("Puedo nombrar las capitales de los estados.", "no_transfer: nombrar", level=5),
]

# -- not the learner's voice, or too much in one breath -----------------------------------------------------------------
VOICE = [
    Row("Compare two fractions with different denominators.", ("no_i_can: Compare",)),
    Row("The student compares two fractions.", ("no_i_can: The",)),
    spanish("Comparar dos fracciones.", "no_i_can: Comparar"),
    Row(
        "I can demonstrate multiplicative relationships representing proportional quantities.",
        ("hard_to_read: demonstrate, multiplicative, relationships, representing, proportional, quantities",),
        level=4,
    ),
]

# -- such as two teachers read alike ------------------------------------------------------------------------------------
GOOD = [
    Row("I can compare two fractions with different denominators and explain which is greater."),
    Row("I can write an argument that supports a claim with evidence from two sources."),
    Row("I can solve linear equations in one variable and check my solution."),
    Row("I can explain how the structure of a cell part supports what it does."),
    Row("I can add and subtract numbers within 20.", level=1),
    Row("I can add, subtract, multiply and divide decimals."),
    Row("I can ask and answer questions about a story.", level=1),
    Row("I can plan and carry out a fair test and use the data to support a conclusion."),
    Row("I can use a ratio to solve problems in new situations."),
    Row("I can describe how a character changes over the course of a story."),
    Row("I can read a map and use its scale to estimate real distances."),
    Row("I can identify the central idea of a text and summarize it."),
    Row("I can interpret a graph and decide whether its conclusion is justified."),
    Row("I can model real situations with functions and judge how well the model fits."),
    Row("I can design, build and test a prototype that meets a set of criteria."),
    Row("I can revise my writing based on feedback."),
    Row("I can evaluate the credibility of a source and justify my judgment."),
    Row("I can listen to others and build on their ideas."),
    Row("I can count to 100 by ones and tens.", level=0),
    Row("I can name shapes and describe how they are alike and different.", level=0),
    Row("I can name the letters of the alphabet.", level=0),
    Row("I can participate in conversations and respond to what others say."),
    Row("I can demonstrate understanding of a theme by citing lines from two poems."),
    Row("I can graph a linear function and interpret its slope in context."),
    Row("I can find out how many cubes fill a box."),
    Row("I can solve problems of second degree with a formula and by completing the square."),
    spanish("Puedo comparar dos fracciones y explicar cuál es mayor."),
    spanish("Puedo escribir un argumento con pruebas de dos fuentes."),
    spanish("Puedo resolver ecuaciones y comprobar mi solución."),
    spanish("Puedo resolver ecuaciones de segundo grado y explicar qué significan sus soluciones."),
    spanish("Puedo sumar y restar números hasta 20.", level=1),
    spanish("Puedo leer un mapa y usar su escala para estimar distancias reales."),
    spanish("Puedo identificar la idea central de un texto y resumirla."),
    spanish("Puedo diseñar una investigación y usar los datos para apoyar una conclusión."),
    spanish("Puedo explicar cómo cambia un personaje a lo largo de un cuento."),
    spanish("Puedo analizar cómo un autor presenta, ordena y conecta sus ideas."),
    spanish("Sé comparar dos textos y decir en qué se parecen."),
    spanish("Puedo valorar si una afirmación tiene apoyo en sus fuentes y explicar por qué."),
    spanish("Puedo escuchar a otras personas y responder a sus ideas."),
    spanish("Puedo encontrar la regla de un patrón lineal o circular y usarla para predecir."),
]

BAD = [*UNSEEN, *TWO, *ACTIVITIES, *VAGUE, *HERE_ALONE, *VOICE]


@pytest.mark.parametrize("row", BAD, ids=lambda row: row.statement)
def test_what_is_worth_another_look_is_remarked_with_its_words(row):
    assert set(row.remarks) <= set(remarked(row))


@pytest.mark.parametrize("row", GOOD, ids=lambda row: row.statement)
def test_a_statement_that_two_teachers_read_alike_gets_no_remark(row):
    assert remarked(row) == []


@pytest.mark.parametrize("row", [*BAD, *GOOD], ids=lambda row: row.statement)
def test_the_words_stand_where_the_remark_says(row):
    for one in check(row.statement, row.language, level=row.level):
        if one.kind is not RemarkKind.HARD_TO_READ:
            assert row.statement[one.start : one.end] == one.words
        assert one.words
        assert 0 <= one.start < one.end <= len(row.statement)


def test_what_can_not_be_seen_comes_with_verbs_to_try():
    (one,) = check("I can understand fractions.")
    assert one.instead[0] == "explain"
    (one,) = check("Puedo comprender las fracciones.", "es")
    assert one.instead[0] == "explicar"


def test_published_standards_are_not_asked_for_i_can():
    assert check("Compare two fractions with different denominators.", is_for_learners=False) == ()


@pytest.mark.parametrize("statement", ["", "   ", "…", "I can", "Puedo", "(", "and and and", "x" * 10_000])
def test_whatever_is_typed_is_read(statement):
    for language in ("en", "es", "fr", ""):
        check(statement, language, level=3)


def test_a_statement_in_another_language_is_read_for_its_length_only():
    long = "Je peux " + "comparer deux fractions et " * 12
    assert {one.kind for one in check(long, "fr", level=2)} == {RemarkKind.TOO_LONG}
    assert check("Je peux comprendre les fractions", "fr", level=2) == ()
