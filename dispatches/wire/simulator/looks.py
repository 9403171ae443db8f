"""How wires look: the lines above and below the copy, the dateline, and how the copy is set.

A template line is filled by `sheet.py`; one that starts with "?" is left out when a part is empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """One way of writing. `flags` says where a mark goes (headline, line, slug, before), and how.

    `shows` holds what the wire prints: "slug", "date" (in the dateline), "clock" (the time of
    sending with its date), "credit". `eds` dresses a note to editors above the copy.
    """

    name: str
    credit: tuple[str, ...]
    head: Lines
    then: Lines
    more: Lines
    end: Lines
    dateline: str
    flags: Mapping[str, tuple[str, str]]
    serial: str = "{number:04d}"
    prefixes: tuple[str, ...] = ("",)
    slug_case: str = "upper"
    slug_join: str = "-"
    headline_case: str = "as is"
    quotes: str = "straight"
    width: int = 72
    indent: str = ""
    gap: tuple[str, ...] = ("",)
    crosshead: str = ""
    shows: frozenset[str] = frozenset({"date"})
    eds: str = ""
    agency: str = ""
    headline_notice: tuple[str, ...] = field(default=("STORY WITHDRAWN",))


def _flags(where: str, corrected: str, lead: str, urgent: str) -> dict[str, tuple[str, str]]:
    return {"corrected": (where, corrected), "lead": (where, lead), "urgent": (where, urgent)}


BSS = Look(
    name="bss",
    credit=("BSS", "AFP"),
    head=("{serial}", "{slug}", "", "{flag_headline}{headline}", ""),
    then=("{serial}{last_word}", ""),
    more=("", "MORE/{initials}/ {hhmm} hrs"),
    end=("", "{agencies}/{initials}/ {hhmm} hrs"),
    dateline="{CITY}, {month} {day}, {year} ({agencies}) – ",
    flags=_flags("headline", "CORRECTED: ", "LEAD ", "URGENT "),
    serial="{prefix}-{number:02d}",
    prefixes=("BFF", "BCN", "BSP"),
    quotes="curly",
    width=68,
    crosshead="– {text} –",
    shows=frozenset({"slug", "date", "credit"}),
)
BSS_FRAMED = replace(
    BSS, head=("ZCZC", *BSS.head), then=("ZCZC", *BSS.then),
    more=(*BSS.more, "NNNN"), end=(*BSS.end, "NNNN"), width=60,
)  # fmt: skip
AFP = Look(
    name="afp",
    credit=("AFP",),
    head=("\x01{serial} {grade} I {words:04d} GLN /AFP-{reference}", "{slug}", "",
          "?\x02{flag_line}", "{stx}{headline} =", "?by {byline}", ""),
    then=("\x01{serial} {grade} I {words:04d} GLN /AFP-{reference}", "{slug} {n}{last_small}", "",
          "\x02={n} {FIRST}", ""),
    more=("", "MORE", "", "\x03AFP {dd}{hhmm} GMT {MON} {yy}", "\x04"),
    end=("", "{low}/{second_low}", "", "\x03AFP {dd}{hhmm} GMT {MON} {yy}", "\x04"),
    dateline="{CITY}, {month} {day}, {year} (AFP) - ",
    flags=_flags("line", "CORRECTION", "1ST LEAD", "URGENT"),
    serial="GLN{number:04d}",
    slug_case="title",
    quotes="curly",
    crosshead="- {text} -",
    shows=frozenset({"slug", "date", "clock", "credit"}),
)  # fmt: skip
AP = Look(
    name="ap",
    credit=("AP",),
    head=("\x16\x16\x01{serial}\x1f_asian", "{letter} i\x13\x11 BC-{slug}   {mm}-{dd} {words:04d}",
          "\x02^BC-{slug}{flag_slug},{words}<", "?^{flag_line}<", "^{headline}<", "?^{flag_eds}<",
          "?^By {BYLINE}=", ),
    then=("\x16\x16\x01{serial}\x1f_asian",
          "{letter} i\x13\x11 BC-{slug} {nth}Add   {mm}-{dd} {words:04d}",
          "\x02^BC-{slug}, {nth} Add{flag_slug},{words}<", "^{TOWN}: {pickup}<"),
    more=("", "\t(more)", "", "\t\x03AP-WF-{mm}-{dd}-{yy} {hhmm}GMT<", "\x0c", "\x04"),
    end=("", "\t\x03AP-WF-{mm}-{dd}-{yy} {hhmm}GMT<", "\x0c", "\x04"),
    dateline="{CITY} (AP) _ ",
    flags={"corrected": ("slug", ", CORRECTIVE"), "lead": ("slug", ", 1st Ld-Writethru"),
           "urgent": ("line", "URGENT")},
    serial="z{number:04d}",
    slug_case="title",
    quotes="latex",
    width=0,
    indent="\t",
    gap=("", " "),
    shows=frozenset({"slug", "clock", "credit"}),
)  # fmt: skip
AP_PLAIN = replace(
    AP,
    head=("{serial}", "BC-{slug}{flag_slug},{words}", "?{flag_line}", "{headline}",
          "?By {BYLINE}", ""),
    then=("{serial}", "BC-{slug}, {nth} Add{flag_slug},{words}", "{TOWN}: {pickup}", ""),
    more=("", "   MORE", "", "AP-GMT-{mm}-{dd}-{yy} {hhmm}GMT"),
    end=("", "AP-GMT-{mm}-{dd}-{yy} {hhmm}GMT"),
    width=70, indent="   ", gap=(), serial="W{number:04d}",
)  # fmt: skip
_REUTE = "\x16\x16\x01{serial}\x1freute"
_ANPA = "{letter} f BC-{SLUG24}   {mm}-{dd} {words:04d}"
REUTERS87 = Look(
    name="reuters1987",
    credit=("Reuters",),
    head=("\x05\x05\x05F", _REUTE, _ANPA, "\x02", "{flag_headline}{headline}"),
    then=("\x05\x05\x05F", _REUTE, _ANPA, "\x02", "{flag_headline}{SHORT} ={n} {TOWN}"),
    more=(" MORE", "\x03", "\x03"),
    end=(" Reuter", "\x03", "\x03"),
    dateline="{CITY}, {month} {day} - ",
    flags=_flags("headline", "CORRECTED - ", "1STLD ", "URGENT "),
    serial="f{number:04d}",
    headline_case="upper",
    width=64,
    indent="    ",
    gap=(),
    shows=frozenset({"date", "clock", "credit"}),
)
REUTERS = replace(
    REUTERS87,
    name="reuters",
    head=(_REUTE, _ANPA, "\x02{flag_headline}{headline}"),
    then=(_REUTE, _ANPA, "\x02{flag_headline}{SHORT} ={n} {TOWN}"),
    more=(" MORE", "\x03"),
    end=(" REUTER", "\x03"),
    flags=_flags("headline", "CORRECTED-", "UPDATE 1-", "URGENT "),
    width=74,
)
REUTERS_LATER = replace(
    REUTERS,
    head=(_REUTE, _ANPA, "\x02{flag_headline}{headline}", "?By {byline}"),
    then=(_REUTE, _ANPA, "\x02{flag_headline}{headline} (TAKE {n})"),
    more=("(MORE)", "\x03"),
    end=("(Reporting by {name}; Editing by {second_name})", " REUTERS", "\x03"),
    dateline="{CITY}, {month} {day} (Reuters) - ",
    headline_case="as is",
)  # fmt: skip
UPI = Look(
    name="upi",
    credit=("UPI",),
    head=("{serial}", "{slug}", "?{flag_line}", "{headline}", "?By {BYLINE}", ""),
    then=("{serial}", "{slug} {nth} add", ""),
    more=("", "(more)", "upi {mm}-{dd}-{yy} {hhmm}GMT"),
    end=("", "upi {mm}-{dd}-{yy} {hhmm}GMT"),
    dateline="{CITY} (UPI) -- ",
    flags=_flags("line", "CORRECTED", "1st ld", "URGENT"),
    serial="a{number:04d}",
    slug_case="lower",
    width=66,
    indent="    ",
    gap=(),
    shows=frozenset({"slug", "clock", "credit"}),
)
DPA = Look(
    name="dpa",
    credit=("dpa",),
    head=("\x01eca{number:03d} {grade} i {words} ccccb   dpa {number:03d}", "", "{slashed}/",
          "?\x02{flag_line}",
          "{stx}{headline} =", "?By {byline}, dpa =", ""),
    then=("\x01eca{number:03d} {grade} i {words} ccccb   dpa {number:03d}", "", "{slashed}/",
          "\x02{headline} ({n}) =", ""),
    more=("", "(Folgt {next})", "", "\x03{dd}{hhmm} GMT {Mon} {yy} ", "\x7f", "\x7f\x04"),
    end=("", "dpa {low} {second_low}", "", "\x03{dd}{hhmm} GMT {Mon} {yy} ", "\x7f", "\x7f\x04"),
    dateline="{city} (dpa) - ",
    flags=_flags("line", "CORRECTION", "1ST LEAD", "EXTRA"),
    serial="eca{number:03d}",
    slug_case="title",
    width=70,
    shows=frozenset({"slug", "clock", "credit"}),
)  # fmt: skip
XINHUA = Look(
    name="xinhua",
    credit=("Xinhua",),
    head=("{serial} hk{low}", "{slug}", "{flag_headline}{headline}", ""),
    then=("{serial} hk{low}", "{slug} ({n})", "{headline} -- {n}", ""),
    more=("", "(more)"),
    end=("", "Enditem"),
    dateline="{CITY}, {month} {day} (Xinhua) -- ",
    flags=_flags("headline", "Corrected: ", "1st LD: ", "Urgent: "),
    serial="xjw{number:04d}",
    slug_case="title",
    width=62,
    indent="    ",
    gap=(),
    crosshead="    {TEXT}",
    shows=frozenset({"slug", "date", "credit"}),
)
YONHAP = Look(
    name="yonhap",
    credit=("Yonhap",),
    head=("AEN{year}{mm}{dd}{number:06d}", "{flag_headline}{headline}", "?{flag_eds}",
          "?By {byline}", ""),
    then=("AEN{year}{mm}{dd}{number:06d}", "{flag_headline}{headline}-{n}", ""),
    more=("", "(MORE)"),
    end=("", "{low}{second_low}@yna.example", "(END)"),
    dateline="{CITY}, {month} {day} (Yonhap) -- ",
    flags=_flags("headline", "(CORRECTED) ", "(LEAD) ", "(URGENT) "),
    quotes="curly",
    width=70,
    shows=frozenset({"date", "credit"}),
)  # fmt: skip
BERNAMA = Look(
    name="bernama",
    credit=("Bernama",),
    head=("{serial}", "{slug}", "", "{flag_headline}{headline}", ""),
    then=("{serial}", "{slug} {n}{last_bracket} {TOWN}", ""),
    more=("", "MORE"),
    end=("", "-- BERNAMA", "{INITIALS} {SECOND}"),
    dateline="{CITY}, {month} {day} (Bernama) -- ",
    flags=_flags("headline", "CORRECTED ", "LD ", "URGENT "),
    serial="BNM{number:04d}",
    quotes="curly",
    headline_case="upper",
    width=74,
    indent="    ",
    shows=frozenset({"slug", "date", "credit"}),
)
PTI = Look(
    name="pti",
    credit=("PTI",),
    head=("{serial}", "{flag_before}{slug}", "{headline}", "?By {byline}", ""),
    then=("{serial}", "{flag_before}{slug} {n}{last_word}", ""),
    more=("", "(MORE) PTI {INITIALS} {SECOND}", ""),
    end=("", "PTI {INITIALS} {SECOND}", ""),
    dateline="{city}, {Mon} {day} (PTI) ",
    flags=_flags("before", "CORRECTED ", "LD ", "URGENT "),
    serial="{prefix}{number}",
    prefixes=("DEL", "BOM", "FES"),
    quotes="curly",
    width=68,
    indent="  ",
    gap=(),
    shows=frozenset({"slug", "date", "credit"}),
)
PRWIRE = Look(
    name="prwire",
    credit=("PRNewswire",),
    head=("{release}", "", "{flag_headline}{headline}", ""),
    then=("Page {n} - {FOUR}", ""),
    more=("", "-more-"),
    end=("", "###"),
    dateline="{CITY}, {Pmon} {day}, {year} /PRNewswire/ -- ",
    flags=_flags("headline", "CORRECTION: ", "UPDATED: ", ""),
    quotes="curly",
    width=58,
    shows=frozenset({"date", "credit"}),
)

KNOWN: dict[str, tuple[Look, ...]] = {
    "bss": (BSS, BSS_FRAMED),
    "afp": (AFP, replace(AFP, more=("", "(more)", *AFP.more[2:]), width=60)),
    "ap": (AP, AP_PLAIN),
    "reuters1987": (REUTERS87,),
    "reuters": (REUTERS, REUTERS_LATER),
    "upi": (UPI,),
    "dpa": (DPA,),
    "xinhua": (XINHUA,),
    "yonhap": (YONHAP,),
    "bernama": (BERNAMA,),
    "pti": (PTI,),
    "prwire": (PRWIRE, replace(PRWIRE, then=("{SHORT}/{n}-{n}-{n}", ""), end=("", "# # #"))),
}
"""The wires that the desk knows, each with the looks that it has."""
