"""Short questions about reading, written by hand; the right option stands first here and is moved when it is loaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from headway.district.demo.questions.making import Written, pick

__all__ = ["READING"]

READING: Mapping[str, Sequence[Written]] = {
    "LI.FO.01": [
        pick("Where do you begin to read this page?", "¿Por dónde empiezas a leer esta página?",
             ("At the top, on the left", "Arriba, a la izquierda"), ("At the bottom, on the right", "Abajo, a la derecha"),
             ("In the middle", "En el medio")),
        pick("What is on the cover of a book?", "¿Qué hay en la portada de un libro?",
             ("Its title", "Su título"), ("Its last page", "Su última página"), ("Nothing at all", "Nada")),
    ],
    "LI.FO.02": [
        pick("Which word begins with the same sound as “moon”?", "¿Qué palabra empieza con el mismo sonido que «luna»?",
             ("milk", "leche"), ("sun", "sol"), ("nose", "nariz")),
        pick("Which word rhymes with “cat”?", "¿Qué palabra rima con «gato»?",
             ("hat", "pato"), ("cup", "taza"), ("dog", "perro")),
    ],
    "LI.FO.03": [
        pick("Which letter do you hear first in “fish”?", "¿Qué letra oyes primero en «foca»?", "f", "p", "s", "t"),
        pick("Which letter do you hear first in “table”?", "¿Qué letra oyes primero en «tomate»?", "t", "d", "b", "m"),
    ],
    "LI.FO.04": [
        pick("Put the sounds together: s – u – n", "Junta los sonidos: s – o – l", ("sun", "sol"), ("sat", "sal"), ("nut", "los")),
        pick("Put the sounds together: m – a – p", "Junta los sonidos: p – a – n", ("map", "pan"), ("mop", "paz"), ("pam", "nap")),
    ],
    "LI.FO.05": [
        pick("“The dog runs to the gate.” Where does the dog run?", "«El perro corre hacia la puerta.» ¿Hacia dónde corre el perro?",
             ("To the gate", "Hacia la puerta"), ("To the lake", "Hacia el lago"), ("To bed", "A la cama")),
        pick("Which word fits? “I drink a glass of …”", "¿Qué palabra va? «Bebo un vaso de …»",
             ("water", "agua"), ("chair", "silla"), ("sleep", "sueño")),
    ],
    "LI.FO.06": [
        pick("Which word has the same sound as the “ee” in “tree”?", "¿Qué palabra tiene el mismo sonido que «qu» en «queso»?",
             ("beach", "kilo"), ("bread", "gente"), ("chair", "cine")),
        pick("Which word is written right?", "¿Qué palabra está bien escrita?", ("rain", "guitarra"), ("raen", "gitarra"), ("rane", "guitara")),
    ],
    "LI.FO.07": [
        pick("You read: “She put the cake in the own.” Something doesn't make sense. What do you do?",
             "Lees: «Puso el pastel en el hormo.» Algo no tiene sentido. ¿Qué haces?",
             ("Look again: it says “oven”", "Mirar otra vez: dice «horno»"), ("Just read on", "Seguir leyendo"), ("Close the book", "Cerrar el libro")),
        pick("Where do you take a breath? “When the rain stopped, we went out.”",
             "¿Dónde respiras? «Cuando dejó de llover, salimos.»",
             ("At the comma", "En la coma"), ("After the first word", "Después de la primera palabra"), ("Nowhere", "En ninguna parte")),
    ],
    "LI.FO.08": [
        pick("Which parts does “unhelpful” have?", "¿Qué partes tiene «deshacer»?",
             ("un · help · ful", "des · hacer"), ("unh · elp · ful", "desh · acer"), ("unhelp · fu · l", "de · sha · cer")),
        pick("What does “re” say in “rewrite”?", "¿Qué dice «re» en «releer»?",
             ("again", "otra vez"), ("never", "nunca"), ("before", "antes")),
    ],
    "LI.FO.09": [
        pick("“The path was icy, so Mara walked slowly.” Why did Mara walk slowly?",
             "«El camino tenía hielo, así que Mara caminó despacio.» ¿Por qué caminó despacio Mara?",
             ("She could have slipped", "Podía resbalar"), ("She was early", "Era temprano"), ("She was singing", "Estaba cantando")),
        pick("“The room fell silent when the judge came in.” What does “fell silent” mean?",
             "«La sala enmudeció cuando entró la jueza.» ¿Qué quiere decir «enmudeció»?",
             ("Everybody stopped talking", "Todos dejaron de hablar"), ("Something broke", "Algo se rompió"), ("Everybody left", "Todos se fueron")),
    ],
}  # fmt: skip
