#!/usr/bin/env python3
"""How many English words is a character of a script without spaces? On the translated messages of the programs of this machine.

usage: words-per-token.py LANGUAGE ...      for instance: words-per-token.py zh_CN ja th

Least squares over the messages that are mostly in such a script: words of the English message, less the words that stand in the translation as well, against
its Han characters, its kana, and its letters of Thai, Khmer, Lao and Myanmar with their marks.
"""
import glob
import gettext
import sys
import unicodedata

KINDS = ("Han", "kana", "letter")


def kind_of(c):
    code = ord(c)
    if 0x3400 <= code <= 0x9FFF:
        return 0
    if 0x3040 <= code <= 0x30FF:
        return 1
    return 2 if 0x0E00 <= code <= 0x0EFF or 0x1000 <= code <= 0x109F or 0x1780 <= code <= 0x17FF else None


def count(text):
    """Characters of each kind, and words."""
    counts = [0, 0, 0]
    words = 0
    inside = False
    for c in text:
        category = unicodedata.category(c)
        if category[0] == "M" or category == "Cf":
            continue
        kind = kind_of(c)
        if category[0] not in "LN":
            inside = False
        elif kind is not None:
            counts[kind] += 1
            inside = False
        else:
            words += not inside
            inside = True
    return counts, words


def solve(rows, values):
    size = len(rows[0])
    matrix = [[sum(row[i] * row[j] for row in rows) for j in range(size)] + [sum(row[i] * value for row, value in zip(rows, values))] for i in range(size)]
    for i in range(size):
        for j in range(size):
            if i != j:
                factor = matrix[j][i] / matrix[i][i]
                matrix[j] = [x - factor * y for x, y in zip(matrix[j], matrix[i])]
    return [matrix[i][size] / matrix[i][i] for i in range(size)]


for language in sys.argv[1:] or sys.exit(__doc__):
    rows = []
    values = []
    for path in sorted(glob.glob(f"/usr/share/locale/{language}/LC_MESSAGES/*.mo")):
        try:
            with open(path, "rb") as file:
                catalog = gettext.GNUTranslations(file)._catalog
        except (OSError, UnicodeDecodeError):
            continue
        for english, other in catalog.items():
            if isinstance(english, str) and english and english != other:
                counts, words = count(other)
                if sum(counts) > 3 * words:
                    rows.append(counts)
                    values.append(count(english)[1] - words)
    used = [i for i in range(len(KINDS)) if 20 * sum(row[i] for row in rows) > sum(map(sum, rows))]
    shares = solve([[row[i] for i in used] for row in rows], values)
    print(f"{language}: {len(rows)} messages; words to a token: " + ", ".join(f"{KINDS[i]} {share:.2f}" for i, share in zip(used, shares)))
