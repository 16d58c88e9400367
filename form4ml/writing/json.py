"""The record as JSON: the contract `form4ml/record/1`, numbers with the digits as filed, read back without loss."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, TextIO

import simplejson
from pydantic import ValidationError

from form4ml.record import Reading, json_schema
from form4ml.writing.files import WriteError


def dumps(reading: Reading, indent: int | None = 2) -> str:
    """One JSON object, without a final line break; with `indent` None on a single line."""
    separators = (",", ":") if indent is None else (",", ": ")
    try:
        text: str = simplejson.dumps(
            _positional(reading.as_dict()),
            indent=indent,
            separators=separators,
            ensure_ascii=False,
            use_decimal=True,
            allow_nan=False,
        )
    except ValueError as error:
        raise WriteError(f"{reading.source.name}: not every value can be written as JSON: {error}") from error
    # a half of a surrogate pair has no UTF-8; its escape is the same JSON string
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def write(reading: Reading, stream: TextIO) -> None:
    stream.write(dumps(reading) + "\n")


def write_line(reading: Reading, stream: TextIO) -> None:
    stream.write(dumps(reading, indent=None) + "\n")


def load(text: str | bytes) -> Reading:
    """The reading that one JSON object holds.

    Raises:
        WriteError: the text is not JSON or not a record of this contract.
    """
    try:
        return Reading.model_validate(simplejson.loads(text, use_decimal=True))
    except (simplejson.JSONDecodeError, UnicodeDecodeError) as error:
        raise WriteError(f"not a form4ml record: the text is no JSON ({error})") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = "/".join(str(step) for step in first["loc"])
        raise WriteError(f"not a form4ml record: {where}: {first['msg']}") from error


def load_lines(lines: Iterable[str]) -> Iterator[Reading]:
    """The readings of a JSON Lines text, blank lines passed over."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield load(line)
            except WriteError as error:
                raise WriteError(f"line {number}: {error}") from error


def schema_text() -> str:
    """The contract as a JSON Schema document."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def _positional(value: Any) -> Any:
    """The same plain values with every decimal as its digits, so that none is written with an exponent."""
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError(f"{value} is no number")
        return simplejson.RawJSON(format(value, "f"))
    if isinstance(value, dict):
        return {key: _positional(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_positional(part) for part in value]
    return value
