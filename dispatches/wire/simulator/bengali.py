"""A few Bengali words, and the sentences that they make."""

from __future__ import annotations

from random import Random

_WHO = ("মন্ত্রী", "কৃষকেরা", "জেলেরা", "শিক্ষকেরা", "প্রকৌশলী", "চিকিৎসকেরা", "নাবিকেরা")
_WHERE = ("নদীর ঘাটে", "বন্দরে", "হাটে", "জেলা শহরে", "সেতুর কাছে", "গুদামে")
_WHAT = ("চাল", "পাট", "ইলিশ", "লবণ", "চা", "সিমেন্ট", "ঔষধ")
_DID = ("জমা দিয়েছেন", "বিতরণ করেছেন", "কিনেছেন", "পাঠিয়েছেন", "গুনে দেখেছেন")
_DIGITS = str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯")


def paragraph(rng: Random, *, fault: str = "") -> str:
    """Two sentences. The fault is "stop" (a full stop ends them) or "digits" (two systems)."""
    first, second = (_sentence(rng) for _ in range(2))
    if fault == "digits":
        return f"{first}। {rng.randint(12, 98)} টন বাকি, {second}।"
    return f"{first}। {second}{'.' if fault == 'stop' else '।'}"


def _sentence(rng: Random) -> str:
    number = str(rng.randint(12, 9800)).translate(_DIGITS)
    parts = (rng.choice(_WHO), rng.choice(_WHERE), number, "টন")
    return " ".join((*parts, rng.choice(_WHAT), rng.choice(_DID)))
