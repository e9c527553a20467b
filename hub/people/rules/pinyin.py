"""How a name is spelled in pinyin (拼音), so that it is found without Chinese characters."""

import os

# pypinyin's dictionary of phrases takes 40 MB of every process, and names are not in it.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")

from pypinyin import Style, lazy_pinyin

# Surnames that are read otherwise than the same characters elsewhere.
_SURNAMES = {
    "单": "shan", "仇": "qiu", "曾": "zeng", "解": "xie", "查": "zha", "朴": "piao",
    "区": "ou", "盖": "ge", "缪": "miao", "翟": "zhai", "覃": "qin", "任": "ren",
}  # fmt: skip


def spell(name: str) -> tuple[str, str]:
    """The pinyin of a name without spaces or tones, and its initials: `wangshufen`, `wsf`."""
    syllables = lazy_pinyin(name, style=Style.NORMAL)
    if name[:1] in _SURNAMES:
        syllables[0] = _SURNAMES[name[0]]
    letters = ["".join(c for c in s.lower() if c.isascii() and c.isalnum()) for s in syllables]
    return "".join(letters)[:160], "".join(s[:1] for s in letters)[:40]
