"""Wires that nobody described: each is put together anew from ways in which wires write."""

from __future__ import annotations

from random import Random

from . import words
from .looks import Look

MORE = (
    "more", "MORE", "folgt", "suite", "à suivre", "sigue", "segue", "continua", "vervolg", "forts.",
    "bersambung", "devamı var", "cdn", "jatkuu", "продолжение следует", "চলবে", "يتبع", "जारी",
    "inaendelea", "to be continued", "continues", "mehr",
)  # fmt: skip
_DRESS = (
    "({word})", "-{word}-", "[{word}]", "... {word}", "{word} ...", "//{word}//", "=={word}==",
    "--{word}--", "({word} {{next}})", "{word} >>",
)  # fmt: skip
_SERIALS = (
    "{A}{{number:03d}}", "{A}-{{number:02d}}", "#{{number}}", "{A}/{{number}}", "[{{number:05d}}]",
    "{A} {{number:04d}}", "{A}{{yy}}{{mm}}{{dd}}-{{number:03d}}",
    "{{number:04d}}{a}", "No. {{number}}",
)  # fmt: skip
_SLUGS = ("{slug}", "SLUG: {slug}", "BC-{slug}", "{slug}/{words}", "Slug: {slug}",
          "{slug} {words}")  # fmt: skip
_DATES = ("{month} {day}, {year}", "{day} {month} {year}", "{month} {day}", "{Mon} {day}", "")
_DASHES = (" - ", " – ", " -- ", " — ", ": ", " _ ", " = ")
_ENDS = ("###", "-30-", "(END)", "ENDS", "{AGENCY}", "-- {AGENCY}", "***", "/{agency}/", "(ends)",
         "# # #", "FIN")  # fmt: skip
_SIGNS = (
    "{AGENCY}/{INITIALS}/{hhmm}", "{low}/{second_low}", "({AGENCY} {low} {hhmm})",
    "{hh}:{mi} {AGENCY}-{low}", "[{INITIALS} {hh}.{mi}]", "{AGENCY} {dd}{hhmm}", "{INITIALS}", "",
)  # fmt: skip
_NUMBERS = (
    ("slug", " {n}"), ("slug", " ({n})"), ("slug", "-{n}{last_word}"), ("slug", ", {nth} Add"),
    ("slug", " {n}{last_bracket}"), ("slug", " - take {n}"),
    ("headline", " -- {n}"), ("headline", " ({n})"), ("headline", " ={n}"),
    ("headline", " - page {n}"),
    ("alone", "={n} {TOWN}"), ("alone", "Page {n} - {FOUR}"), ("alone", "{FOUR} ={n}"),
    ("alone", "Take {n}: {FOUR}"), ("counter", ""),
)  # fmt: skip
_HEADERS = ("*** {AGENCY} NEWS ***", "{AGENCY} WIRE {dd}.{mm}.{yy}", "<<{AGENCY}>>")
_FLAGS = (
    ("headline", "CORRECTED: ", "LEAD: ", "URGENT: "),
    ("headline", "(CORRECTED) ", "(LEAD) ", "(URGENT) "),
    ("line", "CORRECTED", "1ST LEAD", "URGENT"), ("line", "CORRECTION", "NEW LEAD", "BULLETIN"),
    ("headline", "CORRECTED-", "UPDATE 1-", "URGENT "),
)  # fmt: skip
_TRUE_SIGNS = 5  # of the sign-offs, those that carry initials stand first


def draw(rng: Random, feed: str) -> Look:
    """A look for a feed that nobody described; what ties its takes together is never left out."""
    agency = words.stem(rng)
    agency = agency.upper()[:5] if rng.random() < 0.5 else agency
    where, number = rng.choice(_NUMBERS)
    slugged = rng.random() < 0.7 or where == "slug"
    sign = rng.choice(_SIGNS[:_TRUE_SIGNS] if where == "counter" else _SIGNS)
    place, corrected, lead, urgent = rng.choice(_FLAGS)
    letters = "".join(rng.choice("BCDFGKLMNPRSTV") for _ in range(3))
    serial = rng.choice(_SERIALS).format(A=letters, a=letters.lower()[:2])
    head, then = _heads(rng, where, number, slugged=slugged)
    more, end = _feet(rng, sign)
    dateline, dated, credited = _dateline(rng)
    indent = rng.choice(("", "", "  ", "    ", "     "))
    return Look(
        name=feed,
        credit=(agency,) if credited or "AGENCY" in sign else (),
        agency=agency, head=head, then=then, more=more, end=end,
        dateline=dateline.replace("{agency}", agency),
        flags={"corrected": (place, corrected), "lead": (place, lead), "urgent": (place, urgent)},
        serial=serial,
        slug_case=rng.choice(("upper", "title", "lower")),
        headline_case=rng.choice(("as is", "as is", "upper")),
        quotes=rng.choice(("straight", "curly")),
        width=rng.randint(45, 90),
        indent=indent,
        gap=() if indent and rng.random() < 0.6 else ("",),
        shows=frozenset(_shown(slugged=slugged, dated=dated)),
    )  # fmt: skip


def _shown(*, slugged: bool, dated: bool) -> list[str]:
    return (["slug"] if slugged else []) + (["date"] if dated else [])


def _heads(
    rng: Random, where: str, number: str, *, slugged: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines above the copy, of the first take and of later ones, in an order of their own."""
    slug = rng.choice(_SLUGS)
    space = rng.choice(("", "", "?{flag_eds}"))
    header = [rng.choice(_HEADERS)] if rng.random() < 0.3 else []
    slugs = [slug] if slugged else []
    headline = ["?{flag_line}", "{flag_headline}{headline}"]
    first = ["{serial}", *slugs, space, *headline]
    if rng.random() < 0.3:
        first = [*slugs, "{serial}", space, *headline]
    later = ["{serial}"]
    if where == "slug":
        later.append(slug + number)
    elif where == "headline":
        later += [*slugs, "{headline}" + number]
    elif where == "alone":
        later += [*slugs, number]
    byline = rng.choice((["?By {byline}"], ["?by {byline}"], []))
    return (*header, *first, *byline, ""), (*header, *later, "")


def _feet(rng: Random, sign: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines below the copy where more follows, and where the story ends."""
    more = rng.choice(_DRESS).format(word=rng.choice(MORE))
    end = rng.choice(_ENDS)
    trailer = [rng.choice(("NNNN", "{serial} {hhmm}", "=" * 20))] if rng.random() < 0.2 else []
    signed = [sign] if sign else []
    if signed and rng.random() < 0.3:
        return ("", f"{more} {sign}", *trailer), ("", f"{end} {sign}", *trailer)
    if signed and rng.random() < 0.3:
        return ("", *signed, more, *trailer), ("", *signed, end, *trailer)
    return ("", more, *signed, *trailer), ("", end, *signed, *trailer)


def _dateline(rng: Random) -> tuple[str, bool, bool]:
    """A dateline, whether it is dated, and whether it names the agency."""
    date, dash = rng.choice(_DATES), rng.choice(_DASHES)
    place = rng.choice(("{CITY}", "{city}"))
    agency = rng.choice(("({agency})", "/{agency}/", "[{agency}]", ""))
    if not agency and not date:
        agency = "({agency})"
    if date and agency and rng.random() < 0.2:
        inside = f"({{agency}}, {date})"
        return f"{place} {inside}{dash}", True, True
    if date and agency and rng.random() < 0.2:
        return f"{place} {agency}, {date}{dash}", True, True
    line = place + (f", {date}" if date else "") + (f" {agency}" if agency else "")
    if line.endswith(("/", "]")):
        dash = rng.choice((" - ", " -- ", " – "))
    return line + dash, bool(date), bool(agency)
