"""What a row of the page shows, for telling which part of the form it belongs to."""

from __future__ import annotations

from collections.abc import Callable

from form4ml.features.word import kind, plain
from form4ml.layout.view import View


class RowContext:
    """A view's rows with what several row features share, computed once."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.words: list[list[str]] = []
        self.kinds: list[list[str]] = []
        for row in view.rows:
            texts = [token.text for token in view.tokens[row.first : row.last]]
            self.words.append([plain(text) for text in texts])
            self.kinds.append([kind(text) for text in texts])
        self.widths = [page.width or 0.0 for page in view.document.pages]
        self.captions = [_caption(words) for words in self.words]
        self.passed = _passed(self.captions)
        self.coming = _passed(self.captions[::-1])[::-1]


def _caption(words: list[str]) -> str:
    """Which great heading of the form a row holds, if any: what lies between two of them is of one part."""
    line = " ".join(words)
    derivative = "erivativ" in line
    if derivative and any(sign in line for sign in ("non-d", "nonder", "non d", "nond")):
        return "1"
    if ("puts" in line and "warrant" in line) or ("convertible securit" in line and "option" in line):
        return "2"
    if derivative and words[0].lstrip("‘'`").startswith(("table", "tabie", "tabic")):
        return "2"
    if "explanation" in line and "response" in line:
        return "n"
    if "signature" in line and "reporting" in line:
        return "s"
    return "b" if "name and address of" in line or "address of reporting" in line else ""


def _passed(captions: list[str]) -> list[tuple[str, str, int]]:
    """For each row the last heading passed, the one before that, and how many rows ago the last one was."""
    out: list[tuple[str, str, int]] = []
    last, earlier, ago = "", "", 0
    for caption in captions:
        ago += 1
        if caption:
            last, earlier, ago = caption, (last if last != caption else earlier), 0
        out.append((last, earlier, ago))
    return out


def bag(c: RowContext, i: int) -> list[str]:
    return ["w=" + word for word in {w for w in c.words[i][:40] if len(w) > 1}]


def opening(c: RowContext, i: int) -> list[str]:
    words = c.words[i]
    return ["a0=" + words[0], "a01=" + "_".join(words[:2]), "z=" + words[-1]]


def sorts(c: RowContext, i: int) -> list[str]:
    kinds = c.kinds[i]
    out = ["k=" + k for k in set(kinds)]
    values = sum(k[0] in "DN$" for k in kinds)
    small = sum(k in ("w", "w-") for k in kinds)
    out.append(f"values={min(values, 6)}")
    out.append(f"small={min(10 * small // len(kinds), 9)}")
    out.append(f"n={len(kinds) if len(kinds) < 6 else 6 + min(len(kinds) // 6, 6)}")
    out.append("pattern=" + "".join(k[0] for k in kinds[:6]))
    return out


def before(c: RowContext, i: int) -> list[str]:
    if i == 0:
        return ["p=first"]
    words = c.words[i - 1]
    return ["p0=" + words[0], "pz=" + words[-1], "pn=" + str(min(len(words) // 3, 6)), "pk=" + c.kinds[i - 1][0]] + [
        "pw=" + w for w in set(words[:20]) if len(w) > 3
    ]


def after(c: RowContext, i: int) -> list[str]:
    if i + 1 == len(c.words):
        return ["q=last"]
    words = c.words[i + 1]
    return ["q0=" + words[0], "qk=" + c.kinds[i + 1][0]] + ["qw=" + w for w in set(words[:12]) if len(w) > 3]


def place(c: RowContext, i: int) -> list[str]:
    row = c.view.rows[i]
    out = [
        f"gap={min(int(row.gap * 2), 8)}",
        f"at={20 * i // len(c.words)}",
        f"page={min(row.page, 3)}",
    ]
    tokens = c.view.tokens
    width = c.widths[row.page] if row.page < len(c.widths) else 0.0
    first, last = tokens[row.first].box, tokens[row.last - 1].box
    if width and first is not None and last is not None:
        out += [f"left={int(16 * first.left / width)}", f"right={int(16 * last.right / width)}"]
    else:
        out.append("plain")
    cell = tokens[row.first].cell
    if cell is not None:
        out.append("cell=" + cell.table)
    return out


def captions(c: RowContext, i: int) -> list[str]:
    last, earlier, ago = c.passed[i]
    coming, _, away = c.coming[i]
    near = "here" if ago == 0 else "near" if ago < 4 else "head" if ago < 16 else "far"
    return [
        "cap=" + last,
        f"cap={last}<{earlier}",
        f"cap={last}{near}",
        f"cap={last}>{coming}",
        f"cap={last}>{coming}{'near' if away < 3 else ''}",
    ]


ROW: tuple[tuple[str, Callable[[RowContext, int], list[str]]], ...] = (
    ("bag", bag),
    ("opening", opening),
    ("sorts", sorts),
    ("before", before),
    ("after", after),
    ("place", place),
    ("captions", captions),
)


def row_attributes(view: View, names: frozenset[str] | None = None) -> list[list[str]]:
    """Attributes of every row of a view."""
    context = RowContext(view)
    functions = [function for name, function in ROW if names is None or name in names]
    return [[attribute for function in functions for attribute in function(context, i)] for i in range(len(view.rows))]
