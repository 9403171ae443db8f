"""How a made-up agency writes: rules that grow into sentences, and headlines over them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from . import words

_SLOT = re.compile(r"<(\w+)>")
_SENTENCE = re.compile(r"(?<=[a-z]{2}\. )[a-z]")
_ARTICLE = re.compile(r"\b([Aa])(?= (?:[aeio]|un[^i]|upr)(?!ne-))")

RULES: dict[str, tuple[str, ...]] = {
    "said": ("said", "told reporters", "added", "recalled", "argued", "conceded", "testified"),
    "size": (
        "<num> <units> of <goods>", "some <num> <units> of <goods>", "<money> worth of <goods>",
        "<pct> percent of the <goods>",
    ),
    "thing": ("a <quality> <works>", "the <works> at <town>", "the <works> near <town>",
              "<firm>'s <works>", "the <quality> <matter>", "No. <small> <works>"),
    "when": ("in <month>", "since <year>", "<small> days ago", "between <year> and <year>",
             "at <clock>", "in the <nth> week of <month>", "by <month> <small>"),
    "plain": (
        "<body> inspectors <deed> <thing> <when> and found <size>.",
        "<manner>, <firm> <deed> <thing> because <cause>.",
        "The <matter> in <town> cost <money> and left <size> idle <when>.",
        "<firm> will <move> <size> <manner>, <who> <said>.",
        "<who> <said> that <thing> had been <deed> <manner>.",
        "About <size> reached <town> <when>, <pct> percent fewer than a year earlier.",
        "According to <who>, a <trade> from <town>, <cause> <when>.",
        "<thing>, <deed> <when>, now serves <num> <people>.",
        "Of <num> claims, the <body> settled <num> <manner>; <cause>.",
        "Shares of <firm> moved from <price> to <price> after <cause>.",
        "In <town>, <num> <people> had to <move> <goods> <manner>.",
        "<who> beat <stranger> <score> <manner> at <town>.",
        "The U.S. envoy, <stranger>, <deed> <thing> <when>.",
        "A <quality> <matter> follows if <firm> cannot <move> <size>, the <body> <said>.",
        "Neither <who> nor <stranger> would say why <cause>.",
        "<people> from <town> <move> <num> <units> a year; <town> manages <num>.",
        "Its <quality> <matter>, now in the <nth> year, has cost <money> so far.",
        "Mr. <surname> <deed> <thing> <when>, and a <trade> counted <size>.",
        "Nearly <pct> percent of <people> around <town> <move> <goods>, a <trade> <said>.",
        "<stranger>, <age>, a <trade>, was treated in <town> for <small> days.",
        "When <cause>, <firm> lost <money> <manner>.",
        "<body> staff found <num> <units> of <goods> under <thing> <when>.",
        "<manner>, <people> from <town> asked the <body> for <money>.",
        "A <quality> <works> at <town> burned <when>; <firm> put the loss at <money>.",
        "<num> <people> and <num> <people> signed, but the <body> counted <num> names only.",
        "<firm>, which employs <num> <people>, blames a <quality> <matter>: <cause>.",
        "What <who> calls a <matter> is, to <stranger> of <town>, a <quality> <matter>.",
        "Where <firm> <deed> <num> <units> in <year>, it now stores <num>.",
        "The <nth> <matter> of its kind began <when> at <thing>.",
        "Bidders from <town> and <town> offered <money> for <thing>.",
        "Gen. <stranger> <deed> <thing> <manner>, though <cause>.",
        "On the <nth> day <cause>, <who> wrote to the <body>.",
        "Up to <pct> percent of <firm> belongs to <stranger>, a <quality> <trade>.",
        "Until <year> the <works> belonged to <firm>, which <deed> <thing>.",
        "The <body>'s <nth> report, due <when>, lists <size>.",
    ),
    "quoted": (
        "<feeling>. <plain_we>", "<feeling>, and <cause_we>", "<plain_we>",
        "<cause>, so we <deed> <thing>", "If <firm> leaves <town>, <num> <people> follow",
        "Show me <num> <units> of <goods> and I will believe <firm>",
        "No <trade> has seen <town> since <month>", "<feeling>; <cause>",
        "Give us <money>, or sell <thing>", "You cannot <move> <num> <units> <manner>",
        "Without <goods> from <town>, <num> <people> go home",
    ),
    "plain_we": ("We <deed> <thing> <when>", "They owe us <money> for <goods>",
                 "I need <num> <units> by <month>", "Only <pct> percent of the <people> came",
                 "In <town> they <deed> <thing> <manner>",
                 "<people> here <move> <goods> <manner>", "My <trade> lost <money> in <town>",
                 "We stopped at <num> <units>, and <cause>", "Only <firm> gains from the <matter>"),
    "cause_we": ("<cause> in <town>", "<firm> knows it", "that is how <cause>"),
    "lead": (
        "<thing> was <deed> <manner> on <today>, the <body> said, after <cause>.",
        "<firm> said on <today> it would <move> <size> from <town> <manner>.",
        "<who> on <today> <deed> <thing> in <country>, where <cause>.",
        "At least <num> <people> were cut off in <country> on <today> when <cause>.",
        "The <body> of <country> on <today> opened a <quality> <matter> into <firm>, <who> said.",
        "A <quality> <matter> shook <country> on <today>, and <cause>.",
        "<who> is to <move> <size> <manner>, the <body> announced on <today>.",
    ),
    "headline": (
        "<firm> to <move> <goods> from <town>", "<country> opens <matter> over <goods>",
        "<matter> in <country> leaves <num> <people> cut off",
        "<town> <works> <deed> after <matter>", "<surname> wins <matter> vote in <country>",
        "<country> counts cost of <matter>",
        "<body> warns of <goods> <matter>", "<town> <people> <move> <goods>",
        "<quality> <matter> divides <country>", "<surname> sees <pct> pct rise in <goods>",
    ),
    "trap": (
        "<num> killed as <works> collapses in <town>", "More <goods> head for <town>",
        "<surname> withdraws from <country> <matter>", "<body> repeats call for <goods> <matter>",
        "<firm> to correct <goods> figures", "Killed <trade> had warned of <matter>",
        "<country> withdraws <goods> tariff", "<num> more <people> reach <town>",
        "Urgent <goods> shipment leaves <town>", "End of <matter> leaves <town> short of <goods>",
    ),
}  # fmt: skip
_LISTS = {
    "goods": words.GOODS, "works": words.WORKS, "body": words.BODIES, "trade": words.TRADES,
    "units": words.UNITS, "people": words.PEOPLE, "deed": words.DEEDS, "move": words.MOVES,
    "quality": words.QUALITIES, "matter": words.MATTERS, "manner": words.MANNERS,
    "cause": words.CAUSES, "feeling": words.FEELINGS, "month": words.MONTHS,
    "nth": ("second", "third", "fourth", "fifth", "sixth", "seventh", "ninth", "tenth"),
}  # fmt: skip


@dataclass
class Writer:
    """Whoever writes one story: the people, places and firms in it stay the same throughout."""

    rng: Random
    day: date
    towns: tuple[str, ...] = field(init=False)
    firms: tuple[str, ...] = field(init=False)
    land: str = field(init=False)
    cast: tuple[tuple[str, str, str], ...] = field(init=False)

    def __post_init__(self) -> None:
        """Choose who and what the story is about."""
        self.towns = tuple(words.city(self.rng) for _ in range(4))
        self.firms = tuple(words.firm(self.rng) for _ in range(2))
        self.land = words.country(self.rng)
        self.cast = tuple((self.rng.choice(words.POSTS), *words.person(self.rng)) for _ in range(3))

    def write(self, rule: str) -> str:
        """One expansion of a rule, with a capital at its start."""
        text = self._grow(self.rng.choice(RULES[rule]))
        return _SENTENCE.sub(lambda found: found[0].upper(), text[:1].upper() + text[1:])

    def _grow(self, text: str) -> str:
        while _SLOT.search(text):
            text = _SLOT.sub(lambda found: self._fill(found[1]), text, count=1)
        return _ARTICLE.sub(r"\1n", text).replace("m..", "m.")

    def _fill(self, slot: str) -> str:
        if slot in RULES:
            return self.rng.choice(RULES[slot])
        if slot in _LISTS:
            return self.rng.choice(_LISTS[slot])
        return self._figure(slot) if slot in _FIGURES else self._name(slot)

    def _name(self, slot: str) -> str:
        post, given, surname = self.rng.choice(self.cast)
        forms = {
            "who": self.rng.choice((f"{post} {given} {surname}", f"{given} {surname}", surname)),
            "surname": surname,
            "stranger": " ".join(words.person(self.rng)),
            "town": self.rng.choice(self.towns),
            "firm": self.rng.choice(self.firms),
            "country": self.land,
            "today": words.DAYS[self.day.weekday()],
        }
        return forms[slot]

    def _figure(self, slot: str) -> str:
        low, high = _FIGURES[slot]
        number = self.rng.randint(low, high)
        forms = {
            "money": f"${number / 10:.1f} million",
            "pct": f"{number / 10:.1f}",
            "price": f"{number / 4:.2f}",
            "clock": f"{number % 12 + 1}:{number % 60:02d} {'ap'[number % 2]}.m.",
            "num": f"{number:,}",
            "score": f"{number // 10}-{number % 10}",
            "year": str(number),
        }
        return forms.get(slot, str(number))


_FIGURES = {
    "num": (11, 9800), "money": (12, 9900), "pct": (11, 890), "price": (41, 4000),
    "clock": (0, 3000), "small": (2, 28), "year": (1931, 2009), "age": (19, 88), "score": (11, 98),
}  # fmt: skip


def other_day(day: date) -> str:
    """A weekday that is none of the three around this day."""
    return words.DAYS[(day + timedelta(days=3)).weekday()]
