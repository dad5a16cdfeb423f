"""Stop words and stem rules of the languages that have them, as data that Python and the browser carry out alike.

Spanish, French and Russian are the light stemmers of J. Savoy (University of Neuchâtel), Arabic is light10 of L. Larkey. They are
written for words that are folded first, because readers leave accents out; Snowball's rules for French need them.
A rule is the least length of the word in letters, the affix, for `start` and `end` what stands in its place, and for `end` the
number of the step to go on with (0: the next). In a step of `end` or `start` the first rule that fits is taken, in `every` one after the other.
"""

from __future__ import annotations

from typing import TypedDict


class Step(TypedDict, total=False):
    """One step of a stemmer: exactly one of the four kinds."""

    end: list[tuple[int, str, str, int]]
    start: list[tuple[int, str, str]]
    every: list[tuple[int, str]]
    single: int  # in a word of at least this length, doubled letters become one


class Rules(TypedDict):
    """What a language needs: stop words, folded, between spaces, and the steps of its stemmer."""

    stop: str
    steps: list[Step]


def _cut(least: int, suffixes: str) -> list[tuple[int, str, str, int]]:
    return [(least, suffix, "", 0) for suffix in suffixes.split()]


_NORM = 6
"""The step of French that the longer suffixes go on with."""


def _french(table: str) -> list[tuple[int, str, str, int]]:
    """Read `least suffix:instead` rules, which all go on with the last steps."""
    parts = [rule.partition(":") for rule in table.split()]
    return [(int(left.split("-")[0]), left.split("-")[1], instead, _NORM) for left, _, instead in parts]


_SPANISH: list[Step] = [{"end": [(5, "eses", "es", 0), (5, "ces", "z", 0), *_cut(5, "os as es o a e")]}]

_FRENCH: list[Step] = [
    {"end": [(6, "eaux", "eau", 0), (6, "aux", "al", 0), (4, "x", "", 0)]},
    {"end": _cut(4, "s")},
    {
        "end": [
            *_french(
                "10-issement:ir 9-issant:ir 8-ivement:if 7-ement:e 12-ficatrice:fier 11-ficateur:fier 10-catrice:quer"
            ),
            *_french("9-cateur:quer 9-atrice:er 8-ateur:er"),
            (7, "trice", "teur", 0),
        ]
    },
    {
        "end": _french(
            "6-ieme: 8-teuse:ter 7-teur:ter 6-euse:eu 9-ere:er 8-ive:if 5-folle:fou 5-molle:mou 10-nnelle:n 10-nnel:n"
        )
    },
    {"end": [(5, "ete", "et", 0), (9, "ique", "", 0)]},
    {"end": _french("9-esse:e 8-inage:in 13-ualisation:uel 10-isation: 10-isateur: 9-ation: 9-ition:")},
    {"single": 5},
    {"end": _cut(5, "ie")},
    {"end": _cut(5, "er r e")},
]

_RUSSIAN: list[Step] = [
    {
        "end": [
            *_cut(7, "иями оями"),
            *_cut(6, "иям иях оях ями оям оьв ами его ему ери ими ого ому ыми оев"),
            *_cut(5, "ая яя ях юю ах ею их ия ию ьв ою ую ям ых ея ам ем ей ев ий им ое ой ом ов ые ый ым ми"),
            *_cut(4, "а е и о у й ы я ь"),
        ]
    },
    {"end": [*_cut(4, "ь и"), (4, "нн", "н", 0)]},
]

_ARABIC_ROOTS = "وطن وراث وزار وزير وزرا وثيق وثاي وكال وسيل وساي وسط واقع وحد وضع وقت وقاي وقع وباي وصول وصف وظيف وظاي ورش واجب ولاي وعي ودي"
"""Beginnings of words whose first letter is not the word “and”, which light10 would take off."""

_ARABIC: list[Step] = [
    {
        "start": [
            *((4, root, root) for root in _ARABIC_ROOTS.split()),
            *((len(prefix) + 2, prefix, "") for prefix in ("ال", "وال", "بال", "كال", "فال", "لل")),
            (4, "و", ""),
        ]
    },
    {"every": [(4, "ها"), (4, "ان"), (4, "ات"), (4, "ون"), (4, "ين"), (4, "يه"), (3, "ه"), (3, "ي")]},
]

_SPANISH_STOP = (
    "a al algo ante antes asi aun aunque cada como con contra cual cuales cuando de del desde donde dos durante e el ella ellas "
    "ello ellos en entre era eran es esa esas ese eso esos esta estan estas este esto estos fue fueron ha han hasta hay la las "
    "le les lo los mas me mi mis muy ni no nos nosotros o os otra otras otro otros para pero por porque pues que quien quienes "
    "se sea sean ser si sido sin sobre son su sus tal tambien tanto te ti toda todas todo todos tu tus u un una unas uno unos y ya yo"
)
_FRENCH_STOP = (
    "a afin ai ainsi alors au aucun aucune aussi autre autres aux avait avec avoir ayant c car ce ceci cela celle celles celui "
    "ces cet cette ceux chaque chez comme d dans de des donc dont du elle elles en encore entre es est et etaient etait etant "
    "etre eu eux fait font fut il ils j je jusqu l la laquelle le lequel les lesquelles lesquels leur leurs lors lorsqu lui m ma "
    "mais me meme memes mes moi mon n ne ni nos notre nous on ont ou par pas peu peut peuvent plus pour puis puisqu qu quand que "
    "quel quelle quelles quels qui quoi s sa sans se selon sera seront ses si soi soit son sont sous sur t ta te tel telle telles "
    "tels tes toi ton tous tout toute toutes tres tu un une vers vos votre vous y"
)
_RUSSIAN_STOP = (
    "а без более бы был была были было быть в вам вас весь во вот все всего всех вы где да даже для до его ее если есть еще же за "
    "здесь и из или им ими их к как ко когда которая которого которое которой которые который которых кто ли либо между меня мне "
    "может мы на над надо нам нас не него нее нет ни них но ну о об однако он она они оно от ото очень по под при про с сам со так "
    "также такие такой там те тем то того тоже той только том ты у уже хотя чего чем что чтобы чье эта эти этим этих это этого этой "
    "этом этот эту я"
)
_ARABIC_STOP = (
    "ان او اي اذا الا التي الذي الذين الي اما انه انها ايضا اين بان بعد بعض بل بها به بين تحت تكون تلك ثم حتي حول حيث خلال دون "
    "ذات ذلك سوف ضد ضمن عبر عدم علي عليه عليها عن عند عندما غير فان في فيه فيها قبل قد كان كانت كل كما كيف لا لدي لكن لم لماذا لن "
    "له لها لهذا ليس ما ماذا مثل مع من منذ منه منها نحو هذا هذه هل هم هنا هناك هو هي و وان وقد وكان ولا وفي ولم ومن وهو وهي يكون"
)

RULES: dict[str, Rules] = {
    "ar": {"stop": _ARABIC_STOP, "steps": _ARABIC},
    "es": {"stop": _SPANISH_STOP, "steps": _SPANISH},
    "fr": {"stop": _FRENCH_STOP, "steps": _FRENCH},
    "ru": {"stop": _RUSSIAN_STOP, "steps": _RUSSIAN},
}
