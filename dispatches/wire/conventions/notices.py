"""Notices: kills, corrections and advisories, and what each is about."""

from __future__ import annotations

import re
from typing import Final

from dispatches.wire.ids import Serial, Target
from dispatches.wire.values import Kind, Line

from .sheet import Sheet

_KILL_HEADS = (
    "kill", "kill kill", "kill kill kill", "kill notice", "mandatory kill", "bulletin kill",
    "urgent kill", "story killed", "story withdrawn", "withdrawn", "withdrawal", "withdraw",
    "hold", "story hold", "hold notice", "do not use", "do not publish", "withhold", "cancel",
    "cancelled", "story cancelled", "annul", "annulation", "annulé", "anulado", "anular",
    "annullare", "annullato", "zurückgezogen", "zurückziehung", "achtung zurückziehung",
    "retirado", "retiro", "anulacion", "anulación", "annullamento", "rückruf", "disregard",
    "spike", "attention editors - kill", "retraction", "retract", "retracted", "story retracted",
    "attention - kill", "editors - kill", "ritirata", "elimination", "recall",
)  # fmt: skip
_ADVISORY_HEADS = (
    "advisory", "note to editors", "notes to editors", "editors' note", "editors’ note",
    "service message", "attention editors", "news schedule", "sked", "schedule", "digest",
    "news digest", "digest advisory", "digest-advisory", "news budget", "budget", "menu",
    "news menu", "attention-editors", "attention/editors", "editors", "news advisory",
    "editors note", "advisory to editors", "service note", "notice to editors", "daybook",
    "service advisory", "test", "test message", "memo", "news list", "newslist", "agenda",
    "coverage advisory", "coverage", "planned coverage", "technical notice", "messages", "message",
    "note to subscribers", "notice to subscribers", "notice", "hinweis", "avis", "aviso",
    "vorschau", "prévisions", "menu du jour", "previsiones", "wire note", "housekeeping",
)  # fmt: skip
_CORRECTION_HEADS = (
    "correction", "corrections", "correction notice", "corrective", "corrigendum", "clarification",
    "erratum", "errata", "berichtigung", "korrektur", "rectificatif", "corrección", "correzione",
    "rettifica", "amendment", "please correct",
)  # fmt: skip
NOTICE_WORDS: Final = frozenset(_KILL_HEADS + _ADVISORY_HEADS + _CORRECTION_HEADS)
"""Headlines that say by themselves that a transmission is a notice."""

_KILLS, _ADVISES, _CORRECTS = map(frozenset, (_KILL_HEADS, _ADVISORY_HEADS, _CORRECTION_HEADS))
_KILL_PREFIX = re.compile(
    r"(?:(?:(?:attention |attn )?(?:editors|desks|clients|subscribers) ?[-–—:,]+ ?)?"
    r"(?:mandatory |bulletin |urgent ){0,3}(?:kill|story withdrawn|story killed|withdrawal|"
    r"annulation|withdrawn|kill notice)"
    r" ?(?:--?|[–—:/]) ?)(?P<rest>\S.*)",
    re.IGNORECASE,
)
_KILL_BODY = re.compile(
    r"(?:please|kindly|must|asked to|requested to|advised to) (?:\w+ (?:and )?){0,2}"
    r"(?:kill|withdraw|disregard|withhold|spike|not (?:to )?(?:use|publish|run)|"
    r"do not (?:use|publish)|delete|hold)\b|a kill is mandatory|\b(?:is|are|has been|"
    r"have been|was) (?:hereby )?"
    r"(?:withdrawn|killed|cancelled|annulled|retracted)\b|\bkill (?:the|our|story|item)\b|"
    r"\bdo not (?:use|publish) (?:the|our|this|story|item)\b|"
    r"\bwithdraws? (?:the|our|its) .{0,60}\b(?:story|item|report|dispatch)|"
    r"\bretract (?:the|our|this) |veuillez annuler|"
    r"bitte .{0,60}nicht (?:verwenden|veröffentlichen)|rogamos anul|"
    r"prière d.annuler|zurückgezogen\b",
    re.IGNORECASE,
)
_ABOUT_COPY = re.compile(
    r"\b(?:story|item|report|dispatch|copy|noticia|información|despacho|redaktionen|headlined|"
    r"slugged|sent earlier|editors|subscribers|"
    r"take|takes|serial|nota|meldung|dépêche|[A-Z]{2,5}-?\d{2,5})\b",
    re.IGNORECASE,
)
_CORRECTION_BODY = re.compile(
    r"(?:please|pls) (?:read|correct|change|make|note|substitute|insert|delete)\b|"
    r"\bshould (?:read|have read|be)\b|\bread(?:ing)?\b.{2,200}?\b(?:instead of|in place of|"
    r"in lieu of|rather than|not)\b|"
    r"\bcorrect(?:s|ing) (?:an? |the )?(?:earlier|previous|spelling|figure|name|date|version|day)|"
    r"\bbitte lesen|lire\b.{2,120}au lieu de|léase|leggere\b|in (?:the )?\w+ (?:graf|para)",
    re.IGNORECASE | re.DOTALL,
)
_PLEASE_READ = re.compile(r"\b(?:please|pls) read\b", re.IGNORECASE)
_ADVISORY_BODY = re.compile(
    r"\W*(?:(?:attention,? |dear )?(?:editors|subscribers|clients|desks)\s*[:,—–-]|"
    r"here (?:are|is) the (?:stories|schedule|news)|this (?:ends|begins|concludes|is a test)|"
    r"we (?:expect|plan|will|regret)|"
    r"the following (?:stories|items)|the desk can be reached|a line fault|due to (?:a|technical)|"
    r"test message|please note|no further|we apologi[sz]e|some (?:stories|items) (?:were|may))",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"(?:“|\"|``|«|„|&quot;)(?P<text>[^“”\"»]{4,200}?)(?:”|\"|''|»|“|&quot;)")
_SLUGGED = re.compile(
    r"(?:slugged|slug|keyed|sent as|do not use|kill|withdraw) (?:the )?"
    r"(?P<slug>[A-Z][\w.&'’/]*(?:-[\w.&'’]+)+)",
)
_SERIALS = re.compile(r"(?<![\w-])(?P<prefix>[A-Za-z]{1,6})-?(?P<number>\d{2,6})(?![\w-])")
_SERIALS_DATED = re.compile(r"\b(?P<prefix>[A-Z]{2,5})(?:19|20)\d{6}(?P<number>\d{3,6})\b")
_SERIALS_BARE = re.compile(
    r"\b(?:item|story|take|dispatch|report|copy|message|number) (?:n[or]\.? ?|number |#)?"
    r"(?P<number>\d{2,6})(?P<prefix>[a-z]{0,3})(?![\w-])",
    re.IGNORECASE,
)
_MARK = re.compile(r"(?P<word>[^:–—-]{2,30}?)(?:\s*[:–—]\s+|\s+--?\s+)")
_LONGEST = 110  # words: a notice is short


def kind(sheet: Sheet, lines: list[Line], has_dateline: bool) -> Kind:
    """What a take is, by its head first and its words then."""
    heads = [_head(sheet.headline), _head(sheet.slug), _head(sheet.title)]
    first = next((line.text.strip() for line in lines if line.text.strip()), "")
    heads.append(_head(first) if len(first) < 40 else "")
    named = _by_head(heads, sheet)
    if has_dateline and named is not Kind.KILL:
        return Kind.TAKE
    words = " ".join(line.text.strip() for line in lines[:20])
    if len(words.split()) > _LONGEST and named is Kind.TAKE:
        return Kind.TAKE
    return _by_body(named, words, sheet, has_dateline)


def _head(text: str) -> str:
    return text.strip(" .!:*=-–—()[]#").casefold()


def _by_head(heads: list[str], sheet: Sheet) -> Kind:
    if any(head in _KILLS for head in heads) or _KILL_PREFIX.fullmatch(sheet.headline):
        return Kind.KILL
    if any(head in _CORRECTS for head in heads if head):
        return Kind.CORRECTION
    if any(head in _ADVISES for head in heads if head):
        return Kind.ADVISORY
    return Kind.TAKE


def _by_body(named: Kind, words: str, sheet: Sheet, has_dateline: bool) -> Kind:
    """What the words say, beside what the head said."""
    continues = (sheet.number or 0) > 1 and named is Kind.TAKE
    if named is Kind.KILL or has_dateline or continues:
        return named if named is Kind.KILL else Kind.TAKE
    if named is Kind.CORRECTION or _corrects(words, sheet):
        return Kind.CORRECTION if words else Kind.TAKE
    if _KILL_BODY.search(words) and _ABOUT_COPY.search(words):
        return Kind.KILL if named is not Kind.TAKE or _addressed(words) else Kind.TAKE
    advises = _ADVISORY_BODY.match(words) and len(words.split()) < 60
    return Kind.ADVISORY if advises else named


def _corrects(words: str, sheet: Sheet) -> bool:
    """Whether words ask editors to put a story right."""
    said = sheet.replaces == "corrected" or bool(_PLEASE_READ.search(words))
    said = said or _head(words[:40].partition(":")[0]) in _CORRECTS
    return bool(said and _CORRECTION_BODY.search(words))


def _addressed(words: str) -> bool:
    """Whether words are addressed to desks, and not copy for readers."""
    return bool(
        re.search(
            r"\b(?:editors|redaktionen|rogamos|prière|veuillez|subscribers|clients|desks|"
            r"headlined|slugged|sent earlier|bitte|we retract|"
            r"substitute story|archives|mandatory)\b|\bstory\b.{0,90}\bis withdrawn",
            words,
            re.IGNORECASE,
        )
    )


def target(sheet: Sheet, lines: list[Line]) -> Target:
    """What a notice says it is about: serials, slug, headline."""
    text = " ".join(line.text.strip() for line in lines if line.text.strip())
    heads = [one.text for one in sheet.removals if one.role == "headline"]
    numbered = " ".join([*heads, text])  # a notice of one line may look like a headline
    own = {str(serial) for serial in sheet.serials}
    named = [
        Serial(found["prefix"], int(found["number"]), len(found["number"]))
        for pattern in (_SERIALS, _SERIALS_DATED, _SERIALS_BARE)
        for found in pattern.finditer(numbered)
    ]
    quoted = _QUOTED.search(text)
    slugged = _SLUGGED.search(text)
    slug = slugged["slug"].rstrip(".,") if slugged else ""
    if not slug and _head(sheet.slug) not in NOTICE_WORDS:
        slug = sheet.slug
    headline = quoted["text"].strip(" ,.") if quoted else _subject(sheet.headline)
    serials = tuple(dict.fromkeys(one for one in named if str(one) not in own))
    return Target(serials, slug, " ".join(headline.split()))


def _subject(headline: str) -> str:
    """The headline that a notice repeats after its own marks."""
    found = _KILL_PREFIX.fullmatch(headline)
    rest = found["rest"] if found else headline
    for _ in range(3):
        mark = _MARK.match(rest)
        if mark is None or _head(mark["word"]) not in NOTICE_WORDS:
            break
        rest = rest[mark.end() :]
    return "" if _head(rest) in NOTICE_WORDS else rest
