"""How rough a made-up day is: one number a fault, and three days ready made."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Rates:
    """How often each fault strikes: 0 is never, 1 is whenever it can.

    The first group strikes stories (of these a story has one at most), the next is beside them,
    then faults of a take, of a paragraph, what a check ought to find, and how a feed counts.
    """

    missing_first: float = 0.0
    missing_middle: float = 0.0
    missing_last: float = 0.0
    never_ends: float = 0.0
    resent: float = 0.0
    resent_anew: float = 0.0
    resent_near: float = 0.0
    corrected: float = 0.0
    lead: float = 0.0
    broken_off: float = 0.0
    cut_paragraph: float = 0.0
    one_page: float = 0.0

    interleaved: float = 0.0
    late: float = 0.0
    same_slug: float = 0.0
    flash: float = 0.0
    urgent: float = 0.0
    killed: float = 0.0
    correction: float = 0.0
    advisory: float = 0.0
    embargo: float = 0.0
    twin: float = 0.0

    mojibake: float = 0.0
    mojibake_twice: float = 0.0
    quotes_lost: float = 0.0
    lines_apart: float = 0.0
    blank_lines: float = 0.0
    controls: float = 0.0
    frames_lost: float = 0.0
    returns: float = 0.0
    desk_note: float = 0.0
    contact: float = 0.0
    word_count: float = 0.0
    rule: float = 0.0

    lost_line: float = 0.0
    soft_hyphen: float = 0.0
    lost_space: float = 0.0
    letter_spaced: float = 0.0

    open_quote: float = 0.0
    undecided: float = 0.0
    disagree: float = 0.0
    bad_date: float = 0.0
    garbled: float = 0.0
    two_names: float = 0.0
    bengali: float = 0.0
    odd_link: float = 0.0
    bare_crosshead: float = 0.0

    serials_wrap: float = 0.0
    serials_restart: float = 0.0


CLEAN = Rates()

USUAL = Rates(
    missing_first=0.02, missing_middle=0.03, missing_last=0.03, never_ends=0.01, resent=0.03,
    resent_anew=0.02, resent_near=0.02, corrected=0.04, lead=0.04, broken_off=0.02,
    cut_paragraph=0.05, one_page=0.03,
    interleaved=0.6, late=0.04, same_slug=0.02, flash=0.03, urgent=0.06, killed=0.03,
    correction=0.02, advisory=0.02, embargo=0.02, twin=0.02,
    mojibake=0.03, mojibake_twice=0.01, quotes_lost=0.01, lines_apart=0.02, blank_lines=0.05,
    controls=0.03, frames_lost=0.01, returns=0.1,
    desk_note=0.05, contact=0.05, word_count=0.05, rule=0.05,
    lost_line=0.2, soft_hyphen=0.1, lost_space=0.01, letter_spaced=0.005,
    open_quote=0.01, undecided=0.02, disagree=0.02, bad_date=0.03, garbled=0.02, two_names=0.03,
    bengali=0.04, odd_link=0.03, bare_crosshead=0.02,
    serials_wrap=0.2, serials_restart=0.2,
)  # fmt: skip

ROUGH = replace(
    USUAL,
    missing_first=0.04, missing_middle=0.06, missing_last=0.06, never_ends=0.02, resent=0.06,
    resent_anew=0.04, resent_near=0.04, corrected=0.07, lead=0.07, broken_off=0.05,
    cut_paragraph=0.08, one_page=0.06,
    interleaved=0.9, late=0.12, same_slug=0.06, flash=0.06, killed=0.06, correction=0.05,
    advisory=0.06, embargo=0.05, twin=0.04,
    mojibake=0.1, mojibake_twice=0.04, quotes_lost=0.03, lines_apart=0.06, blank_lines=0.15,
    controls=0.1, frames_lost=0.05, returns=0.3,
    desk_note=0.15, contact=0.15, word_count=0.15, rule=0.15,
    lost_line=0.5, soft_hyphen=0.4, lost_space=0.04, letter_spaced=0.01,
    open_quote=0.04, undecided=0.05, disagree=0.05, bad_date=0.08, garbled=0.05, two_names=0.06,
    bengali=0.06, odd_link=0.06, bare_crosshead=0.04,
    serials_wrap=0.4, serials_restart=0.4,
)  # fmt: skip

PRESETS = {"clean": CLEAN, "usual": USUAL, "rough": ROUGH}
"""By the names that the command knows."""
