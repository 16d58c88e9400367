"""Reads page images: PNG, JPEG, TIFF of several pages, and the other formats that Pillow opens."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, Any

from form4ml.document import Document
from form4ml.reading.building import Builder
from form4ml.reading.errors import ReadError
from form4ml.reading.options import ReadOptions, check_pages, check_pixels

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

_FORMATS = ("PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP")
_PLUGINS = {"WEBP": "WebP"}  # where the module is not just the format's name, capitalized
_HINT = "export it again as PNG, TIFF or PDF"


def read_image(data: bytes, name: str, sha256: str, options: ReadOptions) -> Document:
    """A document of kind "image", one page a frame, boxes in the pixels of the frame turned upright."""
    from form4ml.reading.worker import PictureReader

    build = Builder()
    reader = PictureReader(name, options)
    for index, frame in enumerate(_frames(data, name, options)):
        reader.add(build, frame, index)
    reader.finish()
    return build.document(name, "image", sha256)


def _frames(data: bytes, name: str, options: ReadOptions) -> Iterator[Grey]:
    """The image's frames, grey, turned as its camera says."""
    from PIL import Image, ImageOps

    for kind in _FORMATS:
        import_module(f"PIL.{_PLUGINS.get(kind, kind.capitalize())}ImagePlugin")
    with _errors(name), Image.open(BytesIO(data), formats=_FORMATS) as image:
        count = getattr(image, "n_frames", 1)
        check_pages(count, name, options)
        for index in range(count):
            image.seek(index)
            width, height = image.size
            check_pixels(width, height, f"page {index + 1}", name, options)
            yield _grey(ImageOps.exif_transpose(image))


@contextmanager
def _errors(name: str) -> Iterator[None]:
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # our own limit on pixels is checked for every frame
            yield
    except ReadError:
        raise
    except UnidentifiedImageError as error:
        raise ReadError(name, "it is not an image that can be read, or is cut off at its start", _HINT) from error
    except Image.DecompressionBombError as error:
        raise ReadError(name, "it has far more pixels than a page", "scan it at 200 to 300 dpi") from error
    except (OSError, SyntaxError, ValueError, EOFError, KeyError, IndexError, TypeError, ArithmeticError) as error:
        raise ReadError(name, f"the image is damaged or cut off ({error})", _HINT) from error


def _grey(image: Any) -> Grey:
    """8-bit grey on white, whatever the image's mode."""
    import numpy as np
    from PIL import Image

    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        values = np.asarray(image, dtype=np.float64)
        most = 255.0 if float(values.max(initial=0)) <= 255 else 65535.0
        return np.asarray(np.clip(values * (255.0 / most), 0, 255), np.uint8)
    if image.mode in ("LA", "PA", "RGBA", "RGBa", "La") or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        paper.alpha_composite(image)
        image = paper
    return np.ascontiguousarray(image.convert("L"), dtype=np.uint8)
