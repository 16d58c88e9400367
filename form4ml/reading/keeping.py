"""Small pictures of pages, kept for a person to look at."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

_LONGEST = 1600  # pixels of the longer side
_LONGEST_BILEVEL = 2400  # one bit a pixel packs well, and shrinking would turn it grey
_QUALITY = 55  # of JPEG
_BETWEEN = 0.004  # share of pixels between black and white from which a page is no fax


def small(page: Grey) -> bytes | None:
    """The page as JPEG, or as PNG of one bit where it is black and white only. None without Pillow."""
    import numpy as np

    try:
        from PIL import Image
    except ModuleNotFoundError:  # a PDF with a text layer is read without it
        return None
    some = page[::3, ::3]
    image = Image.fromarray(page)
    bilevel = int(np.count_nonzero((some > 25) & (some < 230))) < _BETWEEN * some.size
    longest = max(image.size)
    if longest > (_LONGEST_BILEVEL if bilevel else _LONGEST):
        scale = _LONGEST / longest
        image = image.resize((max(1, round(image.width * scale)), max(1, round(image.height * scale))))
        bilevel = False
    out = BytesIO()
    if bilevel:
        image.point(lambda grey: 255 if grey > 127 else 0).convert("1").save(out, "PNG", optimize=True)
    else:
        image.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()
