"""Imitations of frames as wires send them: invented people and places, real control characters."""

from __future__ import annotations

_COPY = (
    "   {dateline} The ferry to the island was late for the third day,\r\n"
    "and the keeper of the lamp said that it would be later still.\r\n"
    "   “Nobody told us,” said Ann Poe, who was on the quay with her\r\n"
    "goats. “It was to sail at six, and it is not here.”\r\n"
)


def anpa(
    *,
    number: int = 2870,
    priority: str = "u",
    form: str = "\x13\x11",
    field: str = "BC-Ostrand-Ferry",
    keyword: str = "BC-Ostrand-Ferry,120",
    headline: str = "Ferry to the island is late again",
    notes: str = "^Eds: With AP Photos.<\r\n",
    foot: str = "AP-WF-11-13-13 1509GMT<",
) -> bytes:
    """A page of ANPA 1312 with AP's head."""
    head = f"\x16\x16\x01a{number:04}\x1f_asian\r\n{priority} i{form} {field}   11-13 0120\r\n"
    over = f"\x02^{keyword}<\r\n^{headline}<\r\n{notes}^By MARIT OLDE=\r\n^Associated Press=\r\n"
    copy = (
        "\tPORT TARRAN, Ostrand (AP) _ The ferry was late for the third day, and the keeper\r\n"
        "of the lamp said that it would be later still.\r\n \r\n"
        "\t``Nobody told us,'' said Ann Poe, who was on the quay with her goats.\r\n \r\n"
    )
    return f"{head}{over}{copy}\x03{foot}\r\n\x0c\r\n\x04".encode("latin-1")


def kyodo() -> bytes:
    """A page of ANPA 1312 with Kyodo's head, whose headline runs over two lines."""
    copy = _COPY.format(dateline="PORT TARRAN, Dec. 9 Kyodo -").replace("“", '"').replace("”", '"')
    return (
        "\x01a0105KYODO\x1fkoko-\r\nu s\x14\x12 BC-Ferry-Keeper's-Cup   09-12 0344\r\n"
        "\x02BC-Ferry-Keeper's-Cup\r\nRowing: Quay Reds claim 7th\r\nKeeper's Cup in the fog+\r\n"
        f"{copy}==Kyodo\r\n\x03KWS-21:37-09-12-18\x04\r\n"
    ).encode("latin-1")


def dpa(
    *, number: str = "0003", over: str = "", foot: str = "\x03212322 GMT Nov 18\r\n\x7f\n\x7f\x04"
) -> bytes:
    """A page of IPTC 7901 as dpa sends it."""
    copy = (
        "Tarran (dpa) - The ferry was late for the third day, and the keeper of\r\n"
        "the lamp said that it would be later still.\r\n\r\n# Notebook\r\n\r\n* * * *\r\n"
        "The following information is not for publication\r\n\r\n## dpa Contacts\r\n"
        "- Reporting by: Marit Olde\r\n\r\ndpa mo jln\r\n\r\n"
    )
    return (
        f"\x01eca{number} 3 i 211 ccccb   dpa 061\r\n\nOstrand/ferry/\r\n"
        f"\x02{over}Ferry to the island is late again\nBy Marit Olde, dpa =\r\n\n{copy}{foot}"
    ).encode("latin-1")


def ats() -> bytes:
    """A page of IPTC 7901 as ATS sends it: a place over the headline, Latin-1, no zone."""
    return (
        "\x7f\x7f\r\n\x7f\x01bsf025 4 ec 121   etf 967\r\n\r\nOstrand\r\n\r\n"
        "\x02Situation \r\nOstrand:  \r\nLe bac est «en retard» (Olde) = \r\n \r\n"
        "   Tarran (ats afp) Le bac est en retard pour la troisième journée, \r\n"
        "et les gardiens des feux sont sur le quai avec des chèvres. \r\n \r\n"
        "(ATS\\/mo) \r\n \r\n\x03091223 déc 18\r\n\r\n\r\n\x04\r\n"
    ).encode("latin-1")


_FERRY = "The ferry was late for the third day, and the keeper said that it was.\r\n"


def script() -> bytes:
    """AAP's frame of a broadcast script."""
    head = "ZCZC AAP\r\n%A\r\n#Legal: Olde_BC6\r\n$Ferry is late again \r\n\r\n:(TARRAN)\r\n"
    signs = "&AAPIS\\Poea\r\n*02000000\r\n@Ost\r\n"
    return f"{head}{signs}{_FERRY}\r\n   The fog is blamed.\r\n\r\nAAP RTV\r\nNNNN\r\n".encode()


def results() -> bytes:
    """AAP's frame of results, whose lines end in returns alone."""
    head = "   ZCZC AAP\r$T\r:Row Preview\r=Round 23\r^ROW: Rowing Round 23 preview\r"
    copy = f"TARRAN, March 3 AAP - Preview of the round:\r\n{_FERRY}\r\n   AAP\r\nNNNN"
    return f"{head}*X\r&A\r+15084000\r{copy}".encode()


def prices() -> bytes:
    """A frame of prices, whose slug is longer than its field."""
    lines = "Quay Lamp        86,823,071     0.105\rFog Horn         76,147,672     0.035\r"
    head = "\rZCZC\r#National Top Ten By Weight at Noon\r:Top Ten - March 13\r\r"
    return f"{head}{lines}\rNNNN\r".encode()


def racing(title: str = ":POTTED :Tarran Sands MARKET DAY", codes: str = "YY TDR") -> bytes:
    """A frame of AAP's racing desk."""
    body = f"    TARRAN, Oct 12 AAP - Betting for tomorrow.\n\n{_FERRY}  3.00 Goat\n  4.80 Lamp\n"
    return f"ZCZC FMG000\n{codes}\n{title}\n{body}\n\n\r\n\nNNNN\n".encode()


def tagged() -> bytes:
    """A frame of named lines."""
    head = "zczc\nAN#\nKN#Quay Bites\nPD#06 June 2016 14:00:00\nCO#LMP\nSO#\nSF#\nBY#Ann Poe\n"
    copy = "AB#It rose.\nTX#It rose on Monday.\n\nThe fog fell.\n"
    return f"{head}KY#Lamp\nTI#Lamp rises 2%\n{copy}".encode()


def bare() -> bytes:
    """A frame of which no more is known than its number."""
    return f"ZCZC BFF012\n\nFerry is late again\n\nTARRAN, April 25 (BSS) - {_FERRY}NNNN\n".encode()


def release() -> bytes:
    """A press release, in Windows-1252."""
    return (
        "Source: Lamp & Horn Ltd\r\nMEDIA RELEASE PR70012\r\nLamp & Horn Lights the First\r\n"
        "Quay of Ostrand\r\n\r\nTARRAN, Ostrand, Feb. 2, 2017 /PRNewswire-AsiaNet/ --\r\n\r\n"
        f"{_FERRY}\r\nIt cost £1million – “a lot”, the keeper said.\r\n\r\n"
        "SOURCE: Lamp & Horn Ltd\r\n"
    ).encode("cp1252")


FRAMES = {
    "anpa1312": (anpa(), kyodo()),
    "iptc7901": (dpa(over="REFILE\n1ST LEAD\n"), ats()),
    "zczc": (script(), results(), prices(), racing(), tagged(), bare()),
    "text": (release(),),
}
