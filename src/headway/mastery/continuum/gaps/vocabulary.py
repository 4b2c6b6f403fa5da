"""The words by which the authoring assistant reads a statement, in English and Spanish.

Demands are verbs whose doing can be seen. The lists follow the levels of Webb's depth of knowledge and Bloom's revised
taxonomy as teachers know them; they are lists of words to look at again, never of words that are forbidden.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from headway.mastery.continuum.gaps.wording import words_in

__all__ = ["VOCABULARIES", "Vocabulary"]


@dataclass(frozen=True)
class Vocabulary:
    """One language. demands: verbs as they follow a lead-in. inner: what nobody can see, with verbs to try instead.
    inner_phrases, activities, vague, years, one_place: patterns; uncounted: an uncounted amount right after a verb. recall: verbs that ask for no more than saying it
    again. joins: words between two demands. ties: words that tie a second demand to the first. linking: nouns that do
    so, too. tied_verbs: verbs that always speak of what came before. products: verbs that begin a work of its own.
    clauses: words after which further verbs are somebody else's doing."""

    lead_in: re.Pattern[str]
    i_can: re.Pattern[str]
    demands: frozenset[str]
    inner: Mapping[str, tuple[str, ...]]
    inner_phrases: re.Pattern[str]
    shown_by: re.Pattern[str]
    activities: re.Pattern[str]
    vague: re.Pattern[str]
    uncounted: re.Pattern[str]
    years: re.Pattern[str]
    one_place: re.Pattern[str]
    recall: frozenset[str]
    used_further: re.Pattern[str]
    joins: frozenset[str]
    fillers: frozenset[str]
    ties: frozenset[str]
    linking: frozenset[str]
    tied_verbs: frozenset[str]
    products: frozenset[str]
    clauses: frozenset[str]


def _pattern(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in alternatives), re.IGNORECASE)


_EXPLAIN = ("explain", "compare", "show with an example")
_USE = ("use", "choose and justify", "solve")
_EXPLICAR = ("explicar", "comparar", "mostrar con un ejemplo")
_USAR = ("usar", "elegir y justificar", "resolver")

_ENGLISH_DEMANDS = words_in(
    """act adapt add address adjust advance advocate agree align allocate analyze analyse annotate answer apply
    approximate argue arrange ask assemble assess attribute balance blend break brainstorm build calculate care carry
    categorize cause change chart check choose cite clap clarify classify code collaborate collect color combine
    communicate compare compete compile complete compose compute conclude conduct conjugate connect construct
    continue contrast contribute control convert convince cooperate copy correct count create criticize critique cut debate
    decide decode decompose deduce defend define deliver demonstrate derive describe design detect determine develop
    diagram diagnose differentiate direct discriminate discuss display distinguish divide draft draw edit elaborate
    eliminate employ engage estimate evaluate examine execute exercise expand explain express extend extract factor
    find fit fix follow form formulate gather generalize generate give graph group guide hear help highlight hypothesize
    identify illustrate imagine imitate implement improve infer inform inspect integrate interpret interview
    introduce invent investigate join judge justify keep label lead list listen listen locate make manage manipulate
    map match measure memorize model modify monitor move multiply name narrate navigate negotiate notice observe
    operate order organize outline paint paraphrase partition perform persuade place plan play plot practice predict
    prepare present print prioritize produce prompt pronounce propose prove provide publish question quote rate read
    rearrange rebuild recall recite recognize recommend reconcile reconstruct record recount redesign reduce refine
    reflect relate repair repeat rephrase replace report represent reproduce research resolve respond restate retell
    review revise rewrite role-play say scale schedule search select separate sequence set shade share show
    simplify simulate sing sketch skip solve sort speak specify spell start state stretch structure subtract suggest
    summarize support survey sustain synthesize take talk teach tell test trace track transform translate try turn
    type use validate verify view visualize weigh work write""".replace("\n", " ")
)

ENGLISH = Vocabulary(
    lead_in=re.compile(
        r"^\s*(?:(?:by\s+the\s+end\s+of[^,]*,\s*)?(?:i\s+can(?:\s+also)?|we\s+can|i\s+will\s+be\s+able\s+to|i\s+am\s+able\s+to|i\s+will|swbat"
        r"|(?:all\s+|each\s+|the\s+|every\s+)?(?:students?|learners?|pupils?|children|scholars?|child)\s+"
        r"(?:will\s+be\s+able\s+to|(?:is|are)\s+(?:expected|able)\s+to|can|will|should(?:\s+be\s+able\s+to)?|must|need\s+to)"
        r")\s*:?\s+)?",
        re.IGNORECASE,
    ),
    i_can=re.compile(r"^\W*(?:i|we)\s+can\b", re.IGNORECASE),
    demands=_ENGLISH_DEMANDS,
    inner={
        **dict.fromkeys(
            words_in("understand understands comprehend grasp know knows realize realise"), _EXPLAIN
        ),
        **dict.fromkeys(words_in("internalize believe see perceive ponder contemplate"), _EXPLAIN),
        **dict.fromkeys(words_in("learn learns study explore discover experience master remember"), _USE),
        **dict.fromkeys(
            words_in("appreciate value enjoy like love respect cherish"),
            ("choose and give reasons", "describe"),
        ),
    },
    inner_phrases=_pattern(
        r"\b(?:be|become|becoming|get|being)\s+(?:\w+ly\s+)?(?:more\s+)?(?:familiar|acquainted|comfortable|confident|proficient|aware|conscious|knowledgeable|exposed|introduced|interested|competent|fluent)\b(?:\s+(?:with|of|to|in|about))?",
        r"\b(?:demonstrate|show|develop|gain|have|acquire|build|deepen|display|exhibit|express|possess|obtain|get|foster|increase)\s+(?:\w+\s+){0,3}?(?:understanding|knowledge|awareness|appreciation|comprehension|familiarity|sense|grasp|mastery)\b(?:\s+(?:of|about|for|that|how))?",
        r"\b(?:show|demonstrate|prove)\s+that\s+(?:i|they|he|she|students?)\s+(?:understand|know|comprehend)s?\b",
        r"\bget\s+to\s+know\b",
        r"^\W*(?:knowledge|understanding|awareness|appreciation)\s+of\b",
        r"\bthink\s+(?:critically|deeply|creatively|about)\b",
        r"\b(?:is|are)\s+(?:familiar\s+with|aware\s+of)\b",
        r"\bgain\s+(?:insight|experience|exposure)\b",
    ),
    shown_by=re.compile(r"^[^.;]*?\b(?:by|through)\s+\w+ing\b", re.IGNORECASE),
    activities=_pattern(
        r"\b(?:complete|do|finish|fill\s+(?:in|out)|work\s+(?:on|through)|turn\s+in|hand\s+in|submit|pass|take|ace|get\s+through)\s+(?:\S+\s+){0,4}?(?:worksheets?|workbooks?|handouts?|packets?|homework|quiz(?:zes)?|tests?|exams?|exit\s+tickets?|assignments?|modules?|exercises?|problem\s+sets?|slides|webquest|lab\s+sheets?|study\s+guides?|crossword|word\s+search|unit|course)\b",
        r"\b(?:read|complete|do|finish|study|review|cover|answer|solve|copy)\s+(?:\S+\s+){0,6}?(?:chapters?|pages?|pp\.?|section)\s+\w*\d",
        r"\b(?:watch|view|see)\s+(?:\w+\s+){0,3}?(?:videos?|films?|movies?|documentar(?:y|ies)|presentations?|demonstrations?|clips?)\b",
        r"\b(?:listen\s+to|attend|sit\s+through)\s+(?:\w+\s+){0,2}?(?:lectures?|lessons?|assembl(?:y|ies)|class(?:es)?|presentations?|workshops?)\b",
        r"\b(?:go\s+on|visit|take)\s+(?:\w+\s+){0,2}?(?:field\s+trips?|museums?|library|notes\b(?!\s+and|,))",
        r"\bcopy\s+(?:down\s+)?(?:\w+\s+){0,3}?(?:notes|definitions|board|words|sentences|glossary)\b",
        r"\b(?:color|colour|cut\s+out)\s+(?:in\s+)?(?:\w+\s+){0,2}?(?:map|pictures?|sheet|drawing)\b",
        r"\b(?:play|enjoy)\s+(?:\w+\s+){0,3}?(?:games?|kahoot|bingo)\b",
        r"\bmake\s+(?:an?\s+)?(?:\w+\s+)?(?:poster|diorama|collage|powerpoint|brochure|mobile|slideshow|scrapbook)\b",
        r"\b(?:participate|take\s+part)\s+in\s+(?!(?:\w+\s+){0,6}?(?:discussions?|conversations?|debates?|exchanges?|research|writing))(?:\w+\s+){0,3}?(?:activit(?:y|ies)|groups?|class|games?|projects?|lessons?|labs?|stations?|centers?)\b",
        r"\bwork\s+in\s+(?:small\s+)?(?:groups?|pairs|teams)\b(?!\s+to)",
        r"\bstudy\s+for\b",
    ),
    vague=_pattern(
        r"\betc\b\.?|\band\s+so\s+(?:on|forth)\b|\band\s+more\b(?=\W*$)",
        r"\b(?:pretty|fairly|very|reasonably|really|quite)\s+(?:well|good|quickly|accurately|fluently)\b",
        r"(?<!as )\bwell\b(?=\W*$)|\bbetter\b(?=\W*$)|\bas\s+needed\b|\bproperly\b|\bmost\s+of\s+the\s+time\b",
        r"\b(?:adequately|sufficiently|satisfactorily)\b|\b(?:appropriately|effectively|successfully)\b(?=\W*$)",
        r"\b(?:be|become)\s+(?:a\s+)?(?:good|great|better|strong)\b",
        r"\b(?:write|tell|make|do|create|produce)\s+(?:an?\s+)?(?:good|nice|great)\s+\w+",
    ),
    uncounted=re.compile(
        r"\s+(?:(?:about|at|in|on|with|up)\s+)?(?P<words>some|several|many|numerous|various|plenty\s+of|lots\s+of|enough"
        r"|a\s+(?:few|lot\s+of|(?:wide\s+|large\s+)?(?:variety|range)\s+of))\b(?!\s+(?:of\s+(?:my|the)\b|evidence\b|sources\b))",
        re.IGNORECASE,
    ),
    years=_pattern(
        r"\b(?:on|at|above|below|beyond)?[\s-]*\bgrade[\s-]+(?:level|appropriate)\b",
        r"\b(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)[\s-]+grade(?:rs?)?\b",
        r"\bgrades?\s+(?:k\b|\d{1,2}\b)",
        r"\bage[\s-]+appropriate\b|\b(?:above|below)[\s-]+average\b",
        r"\b(?:high|low|higher|lower)[\s-]+(?:performing|ability|achieving)\b",
        r"\bkindergarten[\s-]+level\b|\bfor\s+(?:my|their|his|her)\s+(?:age|grade)\b",
    ),
    one_place=_pattern(
        r"\b(?:from|in|on|of|with)\s+(?:today'?s|this\s+week'?s|yesterday'?s|our|the|this|my)\s+(?:\w+\s+)?(?:lesson|class|quiz|chapter|textbook|workbook|worksheet|packet|notes|video|handout|slides|study\s+guide)\b",
        r"\b(?:from|in|during)\s+(?:this|our|the)\s+unit\b",
        r"\b(?:on|from)\s+(?:the\s+)?(?:pages?|pp\.?)\s+\d+",
        r"\b(?:discussed|taught|covered|presented|learned|given|shown|seen|studied)\s+(?:in|by|during|on)\s+(?:class|the\s+(?:teacher|lesson|unit|board|video)|this\s+(?:unit|lesson)|today|our\s+class)\b",
        r"\bdefine\s+(?:\w+\s+){0,3}?(?:words|terms|vocabulary)\b",
        r"\bon\s+(?:the|my|this)\s+(?:unit\s+|final\s+|weekly\s+|spelling\s+|state\s+)?(?:tests?|quiz|exam)\b(?!\s+results)",
    ),
    recall=words_in("recite memorize list name label recall state repeat copy"),
    used_further=_pattern(
        r"\band\s+(?:\w+\s+)?(?:use|apply|explain|describe|compare|tell|show|give|sort|connect|find|decide|justify|solve)\b",
        r"\b(?:to|when|where|how|why|using|by\s+\w+ing|in\s+(?:new|real|other|different|unfamiliar)|from\s+(?:new|other|unfamiliar))\b",
    ),
    joins=frozenset({"and", "then", ",", ";", ".", "&", "plus"}),
    fillers=words_in(
        "also then to be able can i we will correctly independently accurately effectively clearly fluently and , then"
    ),
    ties=words_in(
        """it them its their they these those this that each both one ones his her own me us so why how whether what
        which where when who if until same another together""",
    ),
    linking=words_in(
        """reasoning thinking answer answers solution solutions result results findings conclusion conclusions evidence
        reasons details examples strategy strategies steps choice choices process method work claim claims purpose
        feedback data information sources relationship difference differences similarities meaning sense connections parts
        comments estimate reason decision""",
    ),
    tied_verbs=words_in(
        "check justify revise verify defend respond keep share reach decide conclude act try improve adjust go"
    ),
    products=words_in("write create design build present make produce draw compose perform deliver"),
    clauses=words_in("how why what that who which where when while if whether so because"),
)

_SPANISH_DEMANDS = words_in(
    """abrir actuar adaptar agrupar ajustar alinear analizar anotar añadir aplicar apoyar aproximar argumentar armar
    armonizar asociar atribuir autoevaluar averiguar ayudar bailar bosquejar buscar calcular cambiar cantar caracterizar
    categorizar citar clasificar codificar colaborar colorear combinar comentar comparar compartir completar componer
    comprobar comunicar concluir conectar construir contar contestar continuar contrastar contribuir controlar convencer convertir
    cooperar copiar corregir crear criticar cuestionar cuidar dar debatir decidir decir decodificar deducir defender
    definir demostrar derivar describir descomponer determinar diagnosticar dialogar dibujar diferenciar dirigir
    diseñar distinguir dividir editar ejecutar ejemplificar elaborar elegir emplear encontrar ensayar enumerar
    entrevistar enunciar escoger escribir escuchar esquematizar establecer estimar evaluar examinar experimentar
    explicar exponer expresar extraer fabricar formular fundamentar generalizar generar graficar hablar hacer hallar
    hipotetizar identificar ilustrar imaginar imitar implementar improvisar indagar indicar inferir informar
    integrar interpretar inventar investigar jugar justificar juzgar leer listar llevar localizar manejar manipular
    marcar medir mejorar memorizar mencionar modelar modificar mostrar multiplicar narrar negociar nombrar notar
    observar obtener operar opinar ordenar organizar parafrasear participar pedir persuadir pintar planear planificar
    plantear practicar predecir preguntar preparar presentar priorizar probar producir pronunciar proponer publicar
    realizar reconocer reconstruir recordar recitar recoger recopilar redactar reducir reescribir referir
    reflexionar registrar relacionar relatar repartir repasar repetir representar reproducir resolver responder
    restar resumir reunir revisar secuenciar seguir seleccionar señalar separar simplificar simular sintetizar situar
    solucionar sostener subrayar sugerir sumar sustituir tomar trabajar traducir transformar trazar ubicar usar
    utilizar validar valorar verificar visualizar volver""".replace("\n", " ")
)

_ORDINALS_ES = "primer|primero|segundo|tercer|tercero|cuarto|quinto|sexto|séptimo|octavo|noveno|décimo"

SPANISH = Vocabulary(
    lead_in=re.compile(
        r"^\s*(?:(?:yo\s+)?(?:puedo|podré|podemos|soy\s+capaz\s+de|sé(?=\s+\w+r\b))"
        r"|(?:todos?\s+|todas?\s+|cada\s+)?(?:el|la|los|las)?\s*(?:estudiantes?|alumn[oa]s?|alumnado|niñ[oa]s?|aprendices?)\s+"
        r"(?:será\s+capaz\s+de|serán\s+capaces\s+de|puede|pueden|podrán?|debe|deben|deberán?|va\s+a|van\s+a|sabrán?(?=\s+\w+r\b))?"
        r")?\s*:?\s*",
        re.IGNORECASE,
    ),
    i_can=re.compile(r"^\W*(?:yo\s+)?(?:puedo|podemos|soy\s+capaz|sé)\b", re.IGNORECASE),
    demands=_SPANISH_DEMANDS,
    inner={
        **dict.fromkeys(
            words_in("comprender entender saber conocer captar asimilar interiorizar creer percibir"),
            _EXPLICAR,
        ),
        **dict.fromkeys(
            words_in("aprender explorar descubrir dominar estudiar vivenciar experimentar"), _USAR
        ),
        **dict.fromkeys(
            words_in("apreciar disfrutar amar respetar interesarse"), ("elegir y dar razones", "describir")
        ),
        **dict.fromkeys(words_in("familiarizarse concienciarse sensibilizarse familiarizarme"), _USAR),
    },
    inner_phrases=_pattern(
        r"\b(?:estar|estoy|está|están|estará|estarán)\s+(?:familiarizad[oa]s?|consciente|conscientes|al\s+tanto|interesad[oa]s?)\b(?:\s+(?:con|de|en))?",
        r"\b(?:ser|soy|será|serán)\s+consciente[s]?\b(?:\s+de)?",
        r"\b(?:tomar|tomo|tomará|tomarán|tener|adquirir|crear)\s+(?:conciencia|consciencia)\b(?:\s+de)?",
        r"\bdar(?:se|me|nos)\s+cuenta\b(?:\s+de)?|\bme\s+doy\s+cuenta\b",
        r"\b(?:demostrar|demuestro|demuestra|mostrar|tener|tengo|adquirir|adquirirán?|desarrollar|lograr|alcanzar|profundizar|obtener|ampliar|fomentar)\s+(?:\w+\s+){0,3}?(?:comprensión|conocimientos?|entendimiento|conciencia|apreciación|aprecio|dominio|familiaridad|noción|nociones)\b(?:\s+(?:de|del|sobre|que|acerca))?",
        r"\bpensar\s+(?:críticamente|en|sobre|acerca)\b",
        r"\b(?:me|se)\s+familiariz\w+\b",
        r"\b(?:aprend(?:o|e|er|erán?)\s+(?:sobre|acerca|de))\b",
        r"\bvalor(?:ar|o|a|an)\s+(?:la\s+importancia|la\s+diversidad|la\s+belleza|el\s+arte|la\s+poesía|la\s+literatura|las?\s+culturas?|el\s+papel)\b",
        r"^\W*(?:conocimiento|comprensión|conciencia|aprecio)\s+(?:de|del|sobre)\b",
        r"\bmostrar(?:\s+que)\s+(?:entiendo|comprendo|sé|entienden?|comprenden?)\b",
    ),
    shown_by=re.compile(r"^[^.;]*?\b(?:al\s+\w+[aei]r|mediante|\w+[aei]ndo)\b", re.IGNORECASE),
    activities=_pattern(
        r"\b(?:complet\w+|hacer|hago|hace\w*|termin\w+|llen\w+|rellen\w+|entreg\w+|realiz\w+|trabaj\w+\s+en|aprob\w+|presentar)\s+(?:\S+\s+){0,3}?(?:hojas?|fichas?|guías?|cuadernillos?|cuadernos?|tareas?|deberes|ejercicios|exámen(?:es)?|examen|prueba\s+de|páginas?|actividad(?:es)?|módulos?|crucigramas?|sopa\s+de\s+letras|cuestionarios?)\b",
        r"\b(?:leer|leo|lee\w*|estudiar|repasar|contestar|resolver|copiar)\s+(?:\S+\s+){0,5}?(?:capítulos?|páginas?|págs?\.?|sección)\s+\w*\d",
        r"\b(?:ver|veo|mirar|observar)\s+(?:\w+\s+){0,2}?(?:videos?|vídeos?|películas?|documentales?|documental|presentación)\b",
        r"\b(?:asistir|ir|visitar|acudir)\s+(?:a\s+)?(?:\w+\s+){0,2}?(?:museos?|excursi(?:ón|ones)|clases?|conferencias?|charlas?|talleres|taller)\b",
        r"\b(?:tomar|copiar|copio|tomo)\s+(?:\w+\s+){0,3}?(?:(?:apuntes|notas)\b(?!\s+y|,)|definiciones|pizarra|pizarrón|palabras|oraciones)",
        r"\b(?:colorear|recortar|pegar)\s+(?:\w+\s+){0,2}?(?:mapas?|dibujos?|imágenes|láminas?|figuras)\b",
        r"\bhacer\s+(?:un|una)\s+(?:\w+\s+)?(?:cartel|maqueta|collage|póster|presentación\s+de\s+powerpoint|folleto|álbum)\b",
        r"\b(?:participar|participo|participa\w*|tomar\s+parte)\s+en\s+(?!(?:\w+\s+){0,3}?(?:conversaciones|conversación|debates?|diálogos?|discusi(?:ón|ones)))(?:\w+\s+){0,3}?(?:actividad(?:es)?|grupos?|clases?|juegos?|proyectos?|lección|lecciones)\b",
        r"\bjugar\s+(?:\w+\s+){0,2}?(?:juegos?|bingo|lotería)\b",
        r"\btrabajar\s+en\s+(?:grupos?|parejas|equipos?)\b(?!\s+para)",
        r"\bescuchar\s+(?:\w+\s+){0,2}?(?:clase|lección|conferencia|explicación)\b",
    ),
    vague=_pattern(
        r"\b(?:suficientemente|adecuadamente|apropiadamente|debidamente)\b|\bcorrectamente\b(?=\W*$)",
        r"\betc\b\.?|\betcétera\b|\bentre\s+otr[oa]s\b(?=\W*$)|\by\s+así\s+sucesivamente\b",
        r"\b(?:muy|bastante)\s+(?:bien|rápido)\b|(?<!también )(?<!suena )\bbien\b(?=\W*$)|\bmejor\b(?=\W*$)",
        r"\bser\s+(?:un\s+|una\s+)?(?:buen|buena|mejor)\b",
    ),
    uncounted=re.compile(
        r"\s+(?:(?:sobre|en|con|de)\s+)?(?P<words>algun[oa]s|vari[oa]s|much[oa]s|poc[oa]s|divers[oa]s|numeros[oa]s|un\s+poco\s+de"
        r"|un[oa]s\s+cuant[oa]s|(?:una|la)\s+(?:gran\s+)?variedad\s+de)\b(?!\s+(?:de\s+(?:mis|los|las)\b|fuentes\b))",
        re.IGNORECASE,
    ),
    years=_pattern(
        rf"(?<!ecuaciones de )(?<!ecuación de )(?<!polinomio de )(?<!polinomios de )(?<!función de )(?<!funciones de )(?<!expresiones de )(?<!inecuaciones de )\b(?:{_ORDINALS_ES}|\d{{1,2}}[.ºo°]*)\s+grado\b",
        r"\b(?:nivel|al\s+nivel)\s+de\s+(?:su\s+|mi\s+)?grado\b|\bgrado\s+escolar\b|\bde\s+(?:su|mi)\s+grado\b|\bgrado\s+\d{1,2}\b",
        r"\b(?:propi[oa]s?|adecuad[oa]s?|acordes?|apropiad[oa]s?)\s+(?:de|a|para|con)\s+(?:su|mi|la)\s+(?:edad|grado)\b",
        r"\b(?:por\s+encima|por\s+debajo)\s+del\s+promedio\b|\bbajo\s+rendimiento\b|\balto\s+rendimiento\b",
    ),
    one_place=_pattern(
        r"\b(?:de|en|del|con)\s+(?:la|el|nuestra|nuestro|esta|este|mi)\s+(?:\w+\s+)?(?:clase|lección|unidad|capítulo|cuaderno|ficha|libro\s+de\s+texto|guía|video)\b",
        r"\b(?:de|en)\s+(?:la\s+|las\s+)?(?:página|páginas|pág\.?)\s+\d+",
        r"\b(?:vist|estudiad|explicad|presentad|dad|aprendid)[oa]s?\s+(?:en|por|durante)\s+(?:clase|la\s+clase|el\s+maestro|la\s+maestra|esta\s+unidad|la\s+lección)\b",
        r"\bdefinir\s+(?:\w+\s+){0,3}?(?:palabras|términos|vocabulario)\b",
        r"\ben\s+(?:el|la|un|una)\s+(?:examen|prueba|quiz)\b",
    ),
    recall=words_in(
        "recitar memorizar enumerar nombrar enlistar listar repetir copiar mencionar recordar enunciar"
    ),
    used_further=_pattern(
        r"\by\s+(?:\w+\s+)?(?:usar|aplicar|explicar|describir|comparar|decir|mostrar|dar|ordenar|relacionar|hallar|decidir|justificar|resolver)\w*",
        r"\b(?:para|cuando|cómo|por\s+qué|usando|al\s+\w+[aei]r|en\s+(?:situaciones|contextos)\s+\w+)\b",
    ),
    joins=frozenset({"y", "e", "luego", ",", ";", ".", "además"}),
    fillers=words_in(
        "también luego después además poder puedo ser capaz de a con claridad correctamente y ,"
    ),
    ties=words_in(
        """su sus ello esto eso estos esas estas esos cada ambos ambas cómo qué cuál cuáles quién
        dónde cuándo si porqué ellos ellas entre así propio propia le les juntos mismo misma cuánto cuánta cuántos cuántas
        lo otro otra ella""",
    ),
    linking=words_in(
        """razonamiento respuesta respuestas solución soluciones resultado resultados hallazgos conclusión conclusiones
        evidencia evidencias pruebas razones detalles ejemplos estrategia estrategias pasos proceso método trabajo
        propósito datos información fuentes relación diferencia diferencias semejanzas significado sentido partes
        comentarios estimación razón decisión referencia""",
    ),
    tied_verbs=words_in(
        "comprobar justificar revisar verificar defender responder seguir compartir decidir concluir actuar mejorar probar ajustar"
    ),
    products=words_in("escribir crear diseñar construir presentar hacer producir dibujar componer elaborar"),
    clauses=frozenset(),
)

VOCABULARIES: Mapping[str, Vocabulary] = {"en": ENGLISH, "es": SPANISH}
