"""The emoji sequences that X counts as one: Unicode's of 2018, which twitter-text 3.1.0 knows.

X's own page says that any emoji counts 2; its library counts the parts of younger sequences one by
one. A post must pass both, so the larger count is used. A lone emoji counts 2 in any case, which is
why only sequences stand here. Checked 2026-11.
"""

from __future__ import annotations

import functools
import re

# Code points shown as text unless U+FE0F follows.
_TEXT = """
203C 2049 2139 2194-2199 21A9-21AA 231A-231B 2328 23CF 23ED-23EF 23F1-23F2 23F8-23FA 24C2
25AA-25AB 25B6 25C0 25FB-25FE 2600-2604 260E 2611 2614-2615 2618 2620 2622-2623 2626 262A
262E-262F 2638-263A 2640 2642 2648-2653 2660 2663 2665-2666 2668 267B 267F 2692-2697 2699
269B-269C 26A0-26A1 26AA-26AB 26B0-26B1 26BD-26BE 26C4-26C5 26C8 26CF 26D1 26D3-26D4 26E9-26EA
26F0-26F5 26F8 26FA 26FD 2702 2708-2709 270F 2712 2714 2716 271D 2721 2733-2734 2744 2747 2757
2763-2764 27A1 2934-2935 2B05-2B07 2B1B-2B1C 2B50 2B55 3030 303D 3297 3299 1F004 1F170-1F171
1F17E-1F17F 1F202 1F21A 1F22F 1F237 1F321 1F324-1F32C 1F336 1F37D 1F396-1F397 1F399-1F39B
1F39E-1F39F 1F3CD-1F3CE 1F3D4-1F3DF 1F3F3 1F3F5 1F3F7 1F43F 1F441 1F4FD 1F549-1F54A 1F56F-1F570
1F573 1F576-1F579 1F587 1F58A-1F58D 1F5A5 1F5A8 1F5B1-1F5B2 1F5BC 1F5C2-1F5C4 1F5D1-1F5D3
1F5DC-1F5DE 1F5E1 1F5E3 1F5E8 1F5EF 1F5F3 1F5FA 1F6CB 1F6CD-1F6CF 1F6E0-1F6E5 1F6E9 1F6F0 1F6F3
"""
# The same, which also take a skin tone.
_SKIN_TEXT = """
261D 26F7 26F9 270C-270D 1F3CB-1F3CC 1F574-1F575 1F590
"""
# Code points that take a skin tone.
_SKIN = """
270A-270B 1F385 1F3C2-1F3C4 1F3C7 1F3CA 1F442-1F443 1F446-1F450 1F466-1F469 1F46E 1F470-1F478
1F47C 1F481-1F483 1F485-1F487 1F4AA 1F57A 1F595-1F596 1F645-1F647 1F64B-1F64F 1F6A3 1F6B4-1F6B6
1F6C0 1F6CC 1F918-1F91C 1F91E-1F91F 1F926 1F930-1F939 1F93D-1F93E 1F9B5-1F9B6 1F9B8-1F9B9
1F9D1-1F9DD
"""
# Those that take a gender after it.
_GENDERED = """
1F3C3-1F3C4 1F3CA 1F46E 1F471 1F473 1F477 1F481-1F482 1F486-1F487 1F645-1F647 1F64B 1F64D-1F64E
1F6A3 1F6B4-1F6B6 1F926 1F935 1F937-1F939 1F93D-1F93E 1F9B8-1F9B9 1F9D6-1F9DD
"""
# Regions that have a flag.
_FLAGS = """
AC AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR
BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CP CR CU CV CW CX CY CZ DE DG DJ DK DM DO
DZ EA EC EE EG EH ER ES ET EU FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT
GU GW GY HK HM HN HR HT HU IC ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR
KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU
MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY
QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TA TC TD TF TG
TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM UN US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA
ZM ZW
"""

_ZWJ, _FULL, _TONE = "\u200d", "\ufe0f", "[\U0001f3fb-\U0001f3ff]"
_SIGN = f"[♀♂]{_FULL}"
_HEART = f"{_ZWJ}❤{_FULL}{_ZWJ}"
_CHILDREN = f"(?:👦{_ZWJ}👦|👧{_ZWJ}[👦👧]|[👦👧])"


@functools.cache
def sequence() -> re.Pattern[str]:
    """A pattern that matches one emoji sequence, longest first."""
    region = {letter: chr(0x1F1E6 + ord(letter) - ord("A")) for letter in map(chr, range(65, 91))}
    flags = "|".join(region[flag[0]] + region[flag[1]] for flag in _FLAGS.split())
    nations = "|".join(
        "".join(chr(0xE0000 + ord(letter)) for letter in name)
        for name in ("gbeng", "gbsct", "gbwls")
    )
    alternatives = (
        f"[👨👩]{_TONE}?{_ZWJ}(?:[⚕⚖✈]{_FULL}|[🌾🍳🎓🎤🎨🏫🏭💻💼🔧🔬🚀🚒🦰-🦳])",
        f"[🏋🏌🕴🕵⛹](?:{_TONE}|{_FULL}){_ZWJ}{_SIGN}",
        f"{_class(_GENDERED)}{_TONE}?{_ZWJ}{_SIGN}",
        f"(?:👨{_HEART}💋{_ZWJ}👨|👩{_HEART}💋{_ZWJ}[👨👩]|👨{_HEART}👨|👩{_HEART}[👨👩])",
        f"(?:👨{_ZWJ}[👨👩]|👩{_ZWJ}👩|[👨👩]){_ZWJ}{_CHILDREN}",
        f"🏳{_FULL}{_ZWJ}🌈|🏴{_ZWJ}☠{_FULL}|👁{_ZWJ}🗨|[👯🤼🧞🧟]{_ZWJ}{_SIGN}",
        f"[#*0-9]{_FULL}?\u20e3|[©®™♟]{_FULL}|{_class(_TEXT)}{_FULL}",
        f"{_class(_SKIN_TEXT)}(?:{_FULL}{_TONE}?|{_TONE})|{_class(_SKIN)}{_TONE}",
        f"🏴(?:{nations})\U000e007f|{flags}",
    )
    return re.compile("|".join(alternatives))


def _class(ranges: str) -> str:
    """A character class of code points given as hexadecimal ranges."""
    parts = (part.partition("-") for part in ranges.split())
    inside = "".join(
        chr(int(first, 16)) + (f"-{chr(int(last, 16))}" if last else "") for first, _, last in parts
    )
    return f"[{inside}]"
