#!/usr/bin/env python3
"""How alike are texts that have nothing in common, by width of the shingle? On the translated messages of the programs of this machine.

usage: chance-overlap.py LANGUAGE ...      for instance: chance-overlap.py th km my zh_CN ja

The same messages in English and in the language, thirty to an article and no message twice; printed is the mean Jaccard similarity of all pairs of articles.
Tokens are cut roughly as Dedup cuts them: words, single Han characters and kana, letters of Thai, Khmer, Lao and Myanmar with their marks.
"""
import glob
import gettext
import itertools
import random
import sys
import unicodedata

SIZE = 30


def is_single(c):
    return 0x3040 <= ord(c) <= 0x30FF or 0x3400 <= ord(c) <= 0x9FFF


def is_letter(c):
    return 0x0E00 <= ord(c) <= 0x0EFF or 0x1000 <= ord(c) <= 0x109F or 0x1780 <= ord(c) <= 0x17FF


def tokens(text):
    found = []
    word = False
    for c in text.lower():
        category = unicodedata.category(c)
        if category == "Cf":
            continue
        if category[0] not in "LMN":
            word = False
        elif category[0] == "M" and found:
            found[-1] += c
        elif is_single(c) or is_letter(c):
            found.append(c)
            word = False
        elif word:
            found[-1] += c
        else:
            found.append(c)
            word = True
    return found


def messages(language):
    found = {}
    for path in sorted(glob.glob(f"/usr/share/locale/{language}/LC_MESSAGES/*.mo")):
        try:
            with open(path, "rb") as file:
                catalog = gettext.GNUTranslations(file)._catalog
        except (OSError, UnicodeDecodeError):
            continue
        for english, other in catalog.items():
            if isinstance(english, str) and len(english) > 40 and len(other) > 10 and english != other:
                found[english] = other
    return found


def overlap(texts, width):
    articles = []
    for start in range(0, len(texts) - SIZE, SIZE):
        run = list(itertools.chain.from_iterable(texts[start:start + SIZE]))
        articles.append({tuple(run[i:i + width]) for i in range(len(run) - width + 1)})
    pairs = list(itertools.combinations(articles, 2))
    return sum(len(x & y) / len(x | y) for x, y in pairs) / len(pairs)


for language in sys.argv[1:] or sys.exit(__doc__):
    found = messages(language)
    keys = sorted(found)
    random.Random(1).shuffle(keys)
    keys = keys[:3000]
    english = [tokens(key) for key in keys]
    other = [tokens(found[key]) for key in keys]
    print(f"{language}: {len(keys)} messages, {sum(map(len, other)) / sum(map(len, english)):.2f} tokens to an English word")
    print("  English  " + "  ".join(f"w{width} {overlap(english, width):.4f}" for width in (2, 3, 4, 5)))
    print("  " + language.ljust(7) + "  " + "  ".join(f"w{width} {overlap(other, width):.4f}" for width in (2, 3, 4, 5, 6, 8, 10)))
