"""What a corpus is made of: the shares of layouts, eras, scan qualities and page modes, as a value that can be stored."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

K = TypeVar("K")

LAYOUTS = ("compact", "viewer", "agent", "paper", "ascii")
ERAS = ("1996", "2002", "2003", "2023", "2026")


class RecipeError(ValueError):
    """A recipe that cannot be read, in one line."""


class Choice(NamedTuple):
    """What the recipe says one filing is to be."""

    layout: str
    era: str
    quality: str
    mode: int  # Tesseract's page segmentation mode
    held_out: bool
    noise: float  # rate of added character swaps, 0 for none
    typed: bool = False  # taken as the text that was filed, neither printed nor scanned


class Recipe(BaseModel):
    """Weights; what is chosen how often is its weight's share of the sum."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    layouts: dict[str, float] = {"compact": 45, "viewer": 30, "agent": 10, "paper": 10, "ascii": 5}
    eras: dict[str, dict[str, float]] = {
        "compact": {"2003": 60, "2023": 25, "2026": 15},
        "viewer": {"2003": 60, "2023": 30, "2026": 10},
        "agent": {"2003": 70, "2023": 20, "2026": 10},
        "paper": {"1996": 60, "2002": 40},
        "ascii": {"1996": 60, "2002": 40},
    }
    qualities: dict[str, float] = {
        "scan200": 30, "clean200": 18, "clean300": 12, "fax200": 13, "low150": 15, "photocopy": 6, "jpeg100": 3, "faded": 3,
    }  # fmt: skip
    modes: dict[int, float] = {3: 80, 4: 12, 6: 8}
    held_out: float = 0.12  # share of filings kept for validation
    noisy: float = 0.1  # share of documents with added character swaps
    noise: tuple[float, float] = (0.004, 0.03)  # range of their rates
    houses: float = 0.0  # share of filings that tell the trades of a house of funds, vehicle by vehicle
    rare: float = 0.0  # share of old forms typed in rarer ways: bands, ledgers, prices in eighths, continuation sheets
    teaches_notes: bool = True  # whether the CRF's notes' chain learns from these filings too
    typed: float = 0.0  # share of the text forms that are taken as filed

    @model_validator(mode="after")
    def _known(self) -> Recipe:
        from form4ml.synthesis.ocr import MODES
        from form4ml.synthesis.scan import QUALITIES

        weighed: list[tuple[str, dict[Any, float], tuple[Any, ...]]] = [
            ("layout", self.layouts, LAYOUTS),
            ("quality", self.qualities, tuple(QUALITIES)),
            ("page mode", self.modes, MODES),
            *((f"era of {layout}", self.eras.get(layout, {}), ERAS) for layout in self.layouts),
        ]
        for what, given, known in weighed:
            strange = [str(name) for name in given if name not in known]
            if strange:
                raise ValueError(f"unknown {what}: {', '.join(strange)} (known: {', '.join(map(str, known))})")
            if not given or min(given.values()) < 0 or not sum(given.values()):
                raise ValueError(f"no {what} with a weight above 0")
        return self

    @classmethod
    def load(cls, path: Path) -> Recipe:
        """Raises RecipeError in one line: what, where, what to do."""
        try:
            return cls.model_validate(json.loads(path.read_text(encoding="utf-8")))
        except OSError as error:
            raise RecipeError(f"{path}: {error.strerror}; give a JSON file with a recipe") from error
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"])) or "recipe"
            raise RecipeError(f"{path}: {where}: {first['msg']}") from error
        except ValueError as error:
            raise RecipeError(f"{path}: not JSON ({error})") from error

    def choose(self, rng: random.Random) -> Choice:
        layout = _drawn(self.layouts, rng)
        era = _drawn(self.eras[layout], rng)
        quality, mode = _drawn(self.qualities, rng), _drawn(self.modes, rng)
        held_out, noisy = rng.random() < self.held_out, rng.random() < self.noisy
        noise = rng.uniform(*self.noise) if noisy else 0.0
        typed = layout == "ascii" and rng.random() < self.typed
        return Choice(layout, era, quality, mode, held_out, noise, typed)


def _drawn(weights: dict[K, float], rng: random.Random) -> K:
    return rng.choices(list(weights), list(weights.values()))[0]
