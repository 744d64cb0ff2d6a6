"""The article's pictures, each with the file of the show that it stands for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from segue import files, pictures
from segue.addresses import is_address
from segue.errors import Problem
from segue.model import Image

_HINT = "put the picture into the episode's images/ folder and write images/name.png"


def located(
    images: Sequence[Image], locate: Callable[[str], Path], problems: list[Problem]
) -> tuple[Image, ...]:
    """The pictures with their files and sizes; what is wrong with one is added to `problems`.

    `locate` gives the path of a name and raises ValueError for one outside of the show.
    """
    return tuple(_located(image, locate, problems) for image in images)


def _located(image: Image, locate: Callable[[str], Path], problems: list[Problem]) -> Image:
    if is_address(image.url):
        return image
    try:
        # Many editors write my%20cell.png for "my cell.png".
        candidates = [locate(image.url), locate(unquote(image.url))]
    except ValueError as error:
        message = f"the image {image.url}: {error}"
        problems.append(Problem(code="image-path", message=message, line=image.line, hint=_HINT))
        return image
    file = next((each for each in candidates if files.exists(each)), None)
    if file is None:
        named = f"no image {image.url}" if image.url else "a picture that is no file of the show"
        message = f"there is {named}"
        problems.append(Problem(code="missing-file", message=message, line=image.line, hint=_HINT))
        return image
    width, height = pictures.size(file)
    return replace(image, file=file, width=width, height=height)
