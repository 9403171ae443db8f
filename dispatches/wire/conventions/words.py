"""The words that wires share, whatever agency sends them: more, end, months, agencies."""

from __future__ import annotations

EDGES = " \t()[]{}*-–—=_/\\.:;,#<>…«»|~+^\"'“”‘’␂␃␄"
"""What a mark may be dressed in: "(MORE)", "-more-", "-- BERNAMA", "/30/"."""


def bare(text: str) -> str:
    """A line without what a mark is dressed in, in small letters.

    >>> bare("(MORE)"), bare("-- BERNAMA"), bare("# # #")
    ('more', 'bernama', '')
    """
    return text.strip(EDGES).casefold()


def _set(text: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in text.split(","))


MORE = _set(
    "more, more to come, more follows, more to follow, more more, more more more, mtf, mf, tbc,"
    "to be continued, continued, continues, contd, cont'd, cont’d, cont, cont'd next take, follows,"
    "folgt, folgen, mehr, mehr folgt, fortsetzung, fortsetzung folgt, wird fortgesetzt, forts,"
    "suite, suit, à suivre, a suivre, sigue, siguen, continúa, continua, continuará, más, hay más,"
    "segue, seguono, continuação, continuação segue, mais, há mais, meer, meer volgt, volgt,"
    "wordt vervolgd, vervolg, mere, mere følger, mer, mer følger, mer följer, forts følger,"
    "forts följer, jatkuu,"
    "ciąg dalszy, ciąg dalszy nastąpi, cdn, c.d.n, pokračování, pokračuje, pokr, folytatjuk, folyt,"
    "devam, devamı var, devam edecek, devam ediyor, продолжение следует, продолжение, далее, ещё,"
    "bersambung, lagi, lanjut, va urma, urmează, nastavak sledi, nastavlja se, sledi, slijedi,"
    "jätkub, tęsinys, turpinājums, συνεχίζεται, còn tiếp, xem tiếp, itutuloy, inaendelea,"
    "يتبع, المزيد, ادامه دارد, جاری, আরও, চলবে, जारी, และต่อ,"
    "続く, つづく, 계속, 待续, 未完待续, 未完"
)
"""The words by which a take says that it goes on."""

END = _set(
    "end, ends, end item, enditem, end items, enditems, endit, end of story, end of text,"
    "end of copy, end of report, end of release, end text, endall, ends all, eom, eos, eot, 30, 0,"
    "fin, fine, ende, final, fim, einde, slut, loppu, konec, koniec, kraj, vége, son, bitti, конец,"
    "sfârșit, tamat, habis, selesai, tamam, τέλος, النهاية, انتهى, پایان, সমাপ্ত, समाप्त, hết,"
    "完, 终, 끝, 終わり, 終, over, xxx, zzz, last, last take, concludes, ends story, story ends"
)
"""The words by which a take says that it is the last."""

LITTLE = _set(
    "a, all, an, and, any, are, as, at, bad, be, big, but, by, can, day, did, do, end, few, "
    "for, get, go, got, had, has, he, her, him, his, how, i, if, in, is, it, its, job, law, "
    "led, let, low, man, may, me, men, met, mid, my, new, no, non, nor, not, now, of, off, "
    "old, on, one, or, our, out, own, pay, per, put, ran, run, sat, saw, say, see, set, she, "
    "six, so, ten, the, tie, to, top, too, two, up, us, use, van, war, was, way, we, who, "
    "why, win, won, yes, yet, you"
)
"""Words that are written like initials, and are none."""

NUMBERS = {
    word: number
    for number, word in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ],
        start=1,
    )
}
"""Numbers in words: "PAGE TWO", "-TWO-LAST"."""

ORDINALS = {
    word: number
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
        ],
        start=1,
    )
}
"""Ordinals in words: "FIRST ADD"."""

_MONTHS = (
    "jan januar january janvier janv enero ene gennaio gen janeiro januari jän jänner ocak января",
    "feb februar february février fevrier févr febrero febbraio fevereiro februari şubat февраля",
    "mar mär märz march mars marzo março marco maart mrt mac maret mart марта",
    "apr april avril avr abril abr aprile nisan апреля",
    "may mai mayo maggio mag maio mei mayıs мая",
    "jun june juni juin junio giugno giu junho haziran июня",
    "jul july juli juillet juil juill julio luglio lug julho julai temmuz июля",
    "aug august août aout agosto ago augustus ogos agustus ağustos августа",
    "sep sept september septembre septiembre settembre set setembro eylül сентября",
    "oct okt october oktober octobre octubre ottobre ott outubro out ekim октября",
    "nov november novembre noviembre novembro kasım ноября",
    "dec dez dezember december décembre diciembre dic dicembre dezembro disember aralık декабря",
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}
"""The months, in full or cut, in the languages of the wires."""

_AGENCIES = (
    "AFP|Agence France-Presse, AP|Associated Press|The Associated Press, UPI, BSS, PTI, UNI, ANI,"
    "IANS, Reuters|Reuter|Thomson Reuters, dpa|dpa-AFX, TASS|ITAR-TASS, Interfax, RIA Novosti|RIA,"
    "Xinhua, CNS, Kyodo|Kyodo News, Jiji|Jiji Press, Yonhap, KCNA, CNA, VNA, TNA, Bernama, Antara,"
    "PNA, APP, PPI, INP, UNB, SLBC, RSS, ANSA, AGI, Adnkronos, EFE, Europa Press, Lusa, ANP, Belga,"
    "APA, ATS|Keystone-ATS, SDA, NTB, TT, Ritzau, STT, PAP, CTK|ČTK, MTI, Agerpres, Mediafax, BTA,"
    "HINA, STA, FoNet, Tanjug|TANJUG, SRNA, MIA, ATA, ANA|ANA-MPA, AAP, CP|The Canadian Press,"
    "NZPA, NZN, SAPA, PANA, NAN, ENA, MENA, SPA, WAM, QNA, KUNA, BNA, Petra, SANA, NNA, INA, IRNA,"
    "ISNA, Fars, AA|Anadolu, Anka, Prensa Latina|PL, Notimex, Telam|Télam, ABr|Agência Brasil, AVN,"
    "Andina, Bloomberg, Dow Jones|DJ, MarketWatch, MENAFN, PRNewswire|PR Newswire|PRN,"
    "PRNewswire-AsiaNet, AsiaNet, Business Wire|BUSINESS WIRE|BUSINESSWIRE, GlobeNewswire|"
    "GLOBE NEWSWIRE, Newsfile, ACN Newswire, CNW|CNW Group, Marketwired, EIN Presswire,"
    "Cision, ots, LSE, RNS"
)
AGENCIES = {
    name.strip().casefold(): names.split("|")[0].strip()
    for names in _AGENCIES.split(",")
    for name in names.split("|")
}
"""Agencies by the names that they print, and what each is called."""


def agency(name: str) -> str:
    """What an agency is called by the name that it prints; the name itself where it is unknown.

    >>> agency("REUTER"), agency("Sunlandia News")
    ('Reuters', 'Sunlandia News')
    """
    return AGENCIES.get(name.strip().casefold(), name.strip())
