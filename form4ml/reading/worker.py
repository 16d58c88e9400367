"""Reads page pictures one after another, in this process or, where a page may take only so long, in one of its own."""

from __future__ import annotations

import atexit
import pickle
import struct
import subprocess
import sys
from threading import Timer
from typing import IO, TYPE_CHECKING, Any

from form4ml.reading.building import Builder
from form4ml.reading.errors import ReadError, missing_extra
from form4ml.reading.options import ReadOptions
from form4ml.reading.picture import PictureReading, add_page, read_picture

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

_LENGTH = struct.Struct("!Q")
_COMMAND = (sys.executable, "-c", "from form4ml.reading.worker import serve; serve()")
_START_UP = 120.0  # seconds allowed for starting the process


class PictureReader:
    """Reads a document's pictures in order. A page that takes too long is left empty, with a note."""

    def __init__(self, name: str, options: ReadOptions) -> None:
        self._name = name
        self._options = options
        self._carry: Any = None
        self._failures: list[str] = []
        self._read = 0

    def add(self, build: Builder, picture: Grey, index: int) -> None:
        """Read the picture as page `index` of the document that `build` grows."""
        arguments = (picture, index, self._name, self._options, self._carry)
        seconds = self._options.page_timeout
        answer = _answer(arguments) if seconds is None else _HELPER.ask(arguments, seconds)
        if isinstance(answer, ReadError):
            raise answer
        if isinstance(answer, str):
            self._failures.append(f"page {index + 1} was not read: {answer}")
            height, width = picture.shape
            answer = PictureReading([], width, height, notes=(self._failures[-1],), carry=self._carry)
        else:
            self._read += 1
        self._carry = answer.carry
        add_page(build, answer)

    def finish(self) -> None:
        """ReadError where not one page could be read."""
        if self._failures and not self._read:
            raise ReadError(self._name, self._failures[0], "allow more time a page, or try the other OCR engine")


class _Helper:
    """The other process, started when first asked and kept from document to document: engines take long to load."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, arguments: tuple[Any, ...], seconds: float) -> PictureReading | ReadError | str:
        fresh = self._process is None
        process = self._process = self._process or subprocess.Popen(
            _COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        assert process.stdin is not None
        assert process.stdout is not None
        late: list[bool] = []

        def stop() -> None:
            late.append(True)
            process.kill()

        try:
            if fresh:
                with _Alarm(_START_UP, stop):
                    _receive(process.stdout)
            with _Alarm(seconds, stop):
                _send(process.stdin, arguments)
                answer: PictureReading | ReadError | str = _receive(process.stdout)
        except (OSError, EOFError):
            self.stop()
            return f"OCR was stopped after {seconds:g} seconds" if late else "OCR broke down"
        except BaseException:  # whoever stopped us: an answer still under way must not meet the next request
            self.stop()
            raise
        return answer

    def stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()


_HELPER = _Helper()
atexit.register(_HELPER.stop)


class _Alarm(Timer):
    """A timer that runs while a `with` block does."""

    def __enter__(self) -> None:
        self.daemon = True
        self.start()

    def __exit__(self, *_: object) -> None:
        self.cancel()


def _answer(arguments: tuple[Any, ...]) -> PictureReading | ReadError | str:
    """The reading, an error of the input, or what went wrong on this page alone."""
    name = arguments[2]
    try:
        return read_picture(*arguments)
    except ReadError as error:
        return error
    except ModuleNotFoundError as error:
        return missing_extra(name, error.name or "") or f"OCR failed ({error})"
    except MemoryError:
        return "it is too large for this machine's memory"
    except Exception as error:  # native engines raise whatever they like
        return f"OCR failed ({type(error).__name__}: {str(error)[:100]})"


def serve() -> None:
    """The other process: says it is ready, then answers each request on standard input."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever an engine prints must not get between the answers
    _send(answers, "ready")
    while True:
        try:
            arguments = _receive(requests)
        except EOFError:
            return
        _send(answers, _answer(arguments))


def _send(stream: IO[bytes], value: object) -> None:
    data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def _receive(stream: IO[bytes]) -> Any:
    """The next value; only ever from a process of our own."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return pickle.loads(data)
