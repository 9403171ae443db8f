"""The word lists of made-up news: common words as they are, proper names put together anew."""

from __future__ import annotations

from random import Random


def listed(text: str, mark: str = "|") -> tuple[str, ...]:
    """The words of a list that is written in one run."""
    return tuple(text.split(mark))


GOODS = listed(
    "barley|copper|timber|cement|fertiliser|cotton yarn|lentils|frozen shrimp|ceramic tiles|"
    "bicycles|salted fish|rubber|crude palm oil|newsprint|steel coils|tea|coffee beans|"
    "hand tools|medicines|school books|solar panels|cooking gas|leather shoes|garlic|onions|"
    "sugar beet|cashew nuts|glass bottles|sewing machines|water pumps|raw wool|silk thread|"
    "paper pulp|aluminium sheet|soya meal|dried apricots|tractor parts|batteries|optical fibre|"
    "roof slates"
)
WORKS = listed(
    "harbour|railway bridge|power station|dairy|cotton mill|airport|dockyard|sugar refinery|"
    "grain silo|district hospital|reservoir|tunnel|canal lock|radio mast|brickworks|"
    "market hall|cable car|wind farm|tannery|sewage plant|museum wing|stadium|copper smelter|"
    "bus depot|law college|ferry landing|weather station|observatory|tea garden|flood wall|"
    "print works|cold store"
)
BODIES = listed(
    "Ministry of Fisheries|Ministry of Irrigation|Ministry of Railways|Auditor's Office|"
    "Harbour Board|Grain Council|Coast Guard|Teachers' Federation|Dockers' Union|Central Bank|"
    "Seismic Institute|Football League|Cricket Association|Chess Union|"
    "Medical Research Council|Court of Appeal|Electoral Commission|Forest Service|"
    "Customs Bureau|Chamber of Shipping|Cyclists' Federation|National Archive|"
    "Health Directorate|Aviation Authority|Postal Union|Weather Office"
)
POSTS = listed(
    "Fisheries Minister|Governor|Mayor|Captain|Gen.|Prof.|Dr.|Sen.|Judge|Col.|Ambassador|"
    "Deputy Premier|Chief Engineer|Commissioner|Rep.|Auditor General|Harbour Master|Coach"
)
TRADES = listed(
    "economist|union official|meteorologist|trader|geologist|spokeswoman|spokesman|lawyer|"
    "surgeon|surveyor|farmer|customs clerk|engineer|witness|shopkeeper|pilot|historian|"
    "biologist|broker|fire officer|fisherman|inspector|shipping agent|teacher|referee"
)
UNITS = listed(
    "tonnes|crates|barrels|sacks|containers|truckloads|bales|litres|boxes|wagons|pallets"
)
PEOPLE = listed(
    "families|workers|passengers|villagers|pupils|patients|sailors|soldiers|voters|farmers|"
    "miners|spectators|delegates|tenants|nurses|commuters|pensioners|herders|apprentices"
)
DEEDS = listed(
    "inspected|reopened|surveyed|financed|evacuated|enlarged|auctioned|insured|audited|"
    "repaired|abandoned|surrounded|photographed|measured|electrified|repainted|valued|flooded|"
    "guarded|dismantled|refitted|leased|sealed|visited|modernised|equipped|fenced|purchased"
)
MOVES = listed(
    "unload|deliver|withhold|replace|destroy|ration|export|collect|distribute|recycle|"
    "confiscate|store|transport|purchase|examine|register|subsidise|harvest|reject|weigh|"
    "package|donate"
)
QUALITIES = listed(
    "unexpected|modest|disputed|long-awaited|state-owned|low-lying|sluggish|well-known|hurried|"
    "unprecedented|cautious|half-finished|sparsely populated|costly|record-breaking|fragile|"
    "provisional|one-sided|heavily guarded|rain-soaked|widespread|temporary|vigorous|secretive|"
    "second-hand|anonymous|remote|stubborn|far-reaching|lukewarm|single-track|generous"
)
MATTERS = listed(
    "inquiry|ceasefire|census|tariff|drought|landslide|strike|treaty|epidemic|auction|merger|"
    "eclipse|referendum|earthquake|budget|blockade|championship|heat wave|subsidy|lawsuit|"
    "expedition|shortage|pension reform|harvest|oil spill|curfew|boundary dispute|"
    "vaccination drive|recount|bankruptcy|festival|salvage operation|toll|quarantine|blackout|"
    "regatta"
)
MANNERS = listed(
    "reluctantly|overnight|without warning|by a narrow margin|at short notice|in stages|"
    "in secret|unanimously|twice|for the third year running|under protest|before dawn|"
    "against advice|with borrowed equipment|in heavy fog|by hand|on schedule|after a recount|"
    "by lamplight|despite objections|in driving sleet|at a loss|within hours|without ceremony"
)
CAUSES = listed(
    "insurance premiums doubled|the monsoon arrived late|a gearbox failed|"
    "two witnesses disagreed|spare parts ran out|the river changed course|a transformer burned|"
    "loans were called in|records went missing|a quorum was lacking|pumps broke down|"
    "the contract lapsed|salt water seeped in|the runway cracked|demand collapsed abroad|"
    "fuel turned scarce|a referee fell ill|rock samples were mislabelled|the currency slid|"
    "locusts returned|wages lagged behind prices|an anchor dragged|frost killed the seedlings|"
    "the boiler leaked"
)
FEELINGS = listed(
    "We have waited for this|Nobody asked us|It cannot go on like this|The figures speak|"
    "Our patience is not endless|I saw the water rise|That is only half the truth|"
    "You could hear the timbers crack|We counted them one by one|"
    "Every household lost something|I would sign it again|There is no second plan|"
    "It was over in a minute|They promised more|The old map was wrong|"
    "Some of us slept on the roof|This is a beginning|My men are tired|We shall appeal|"
    "A smaller crew could do it|The price is a scandal|Ask the people upstream|"
    "No cheque has arrived|Our engines are older than I am|Silence is not consent|"
    "The snow hid everything|We were lucky|It smells of burnt sugar|The vote was fair"
)
MONTHS = listed(
    "January|February|March|April|May|June|July|August|September|October|November|December"
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CROSSHEADS = listed(
    "Empty warehouses|Rising water|Second opinion|Narrow margin|Old grievances|Night shift|"
    "Borrowed time|Unpaid wages|Cold comfort|Long queues|Thin ice|Broken seals|Late payment|"
    "Heavy losses|Missing pages|Quiet diplomacy|Sharp decline|Open question|Loose cargo"
)
BREAKABLE = (
    ("agricul", "tural"), ("govern", "ment"), ("depart", "ment"), ("develop", "ment"),
    ("popula", "tion"), ("informa", "tion"), ("adminis", "tration"), ("commit", "tee"),
    ("interna", "tional"), ("invest", "ment"), ("tempo", "rary"), ("pro", "visional"),
    ("unprece", "dented"), ("mete", "orologist"), ("econo", "mist"), ("passen", "gers"),
    ("vil", "lagers"), ("contain", "ers"), ("commis", "sioner"), ("specta", "tors"),
)  # fmt: skip
"""Words that a printer may break, and where: no dictionary knows the halves joined by a hyphen."""

_ONSETS = listed("b br d dr f g gr h j k kr l m n p r s sk st t tr v w z sh th", " ")
_VOWELS = listed("a a e e i o o u ai ou", " ")
_CODAS = listed("l m n nd r rk rn s sh t th v lk ng", " ")
_PLACE_ENDS = listed(
    "burg|ford|gate|haven|mouth|pur|abad|ovo|stad|minde|ville|ana|ia|esh|garh|mere|vik"
)
_FIRM_ENDS = listed(
    "Shipping|Textiles|Mining|Foods|Motors|Airways|Holdings|Chemicals|Timber|Insurance|Steel"
)
_GIVEN = listed(
    "Ada|Bruno|Celia|Darius|Edda|Farid|Greta|Hamid|Ines|Jonas|Katya|Lars|Mira|Nadim|Olga|Pavel|"
    "Rosa|Samir|Tilda|Umar|Vera|Walid|Yara|Zoran|Anika|Boris|Clara|Dilip|Elena|Gustav|Henrik|"
    "Ilse"
)


def stem(rng: Random) -> str:
    """A name that nobody bears: two or three syllables, capitalised."""
    many = 2 if rng.random() < 0.7 else 3
    parts = [rng.choice(_ONSETS) + rng.choice(_VOWELS) for _ in range(many)]
    return ("".join(parts) + rng.choice(_CODAS)).capitalize()


def person(rng: Random) -> tuple[str, str]:
    """A given name and a surname."""
    return rng.choice(_GIVEN), stem(rng)


def city(rng: Random) -> str:
    """A town: now and then of two words."""
    name = (stem(rng) + rng.choice(_PLACE_ENDS)).capitalize()
    before = rng.choice(("New ", "Port ", "San ", "Upper ")) if rng.random() < 0.15 else ""
    return before + name


def country(rng: Random) -> str:
    """A country or a province."""
    return stem(rng) + rng.choice(("ia", "istan", "land", "ania"))


def firm(rng: Random) -> str:
    """A company."""
    tail = rng.choice((" Ltd", " Corp", " Inc", "", ""))
    return f"{stem(rng)} {rng.choice(_FIRM_ENDS)}{tail}"
