"""Names of projects, runs and tags: which are allowed, and how ours are made."""

from __future__ import annotations

import random
from collections.abc import Iterable

from runside.errors import UsageError

NO_PROJECT = "uncategorized"
PROJECT_LENGTH = 128
TAG_LENGTH = 64
_NOT_IN_PROJECT = "/\\#?%:"
_NOT_IN_ID = ":;,#?/'"
_ID_CHARACTERS = "0123456789abcdefghijklmnopqrstuvwxyz"


def _words(text: str) -> list[str]:
    return text.split()


_QUALITIES = _words(
    "amber ample azure bold brave bright brisk calm clear cool cosy crisp deep dry eager early "
    "earnest even fair fine firm fond free fresh gentle glad golden good grand green happy hardy "
    "honest jolly keen kind late light lively loyal lucid lucky mellow merry mild neat noble open "
    "patient plain proud quick quiet rapid ready rich round sharp silent silver simple smooth "
    "snowy soft solid steady still stout strong sunny sure swift tender tidy true vast vivid warm "
    "wide wild wise witty young "
)

_PLACES = _words(
    "acre arch bay beach beacon bend bluff bridge brook canyon cape cave cedar cliff coast cove "
    "creek dale dawn delta dune dusk elm falls fen field fir fjord forest garden glade glen grove "
    "harbour heath hill hollow island isle lagoon lake lane lark leaf maple marsh meadow mesa "
    "mill mist moon moor moss oak oasis ocean orchard path peak pine plain pond pool port prairie "
    "rain reef ridge river rock sand sea shade shore sky spring star stone storm stream summit "
    "sun surf tide trail tree vale valley wave willow wind wood "
)

# Of its own, so that a user's `random.seed` neither repeats our names nor is disturbed by them.
_random = random.SystemRandom()


def new_name() -> str:
    """A name for a run, as ``calm-river-14``: two words and a number, easy to say and hardly ever the same twice."""
    return f"{_random.choice(_QUALITIES)}-{_random.choice(_PLACES)}-{_random.randint(1, 99)}"


def new_id() -> str:
    """An id for a run: eight of the characters 0–9 and a–z."""
    return "".join(_random.choices(_ID_CHARACTERS, k=8))


def check_project(project: object) -> str:
    """The name of a project, or UsageError where it is none."""
    project = _check_name("project", project)
    if len(project) > PROJECT_LENGTH:
        raise UsageError(
            f"a project's name has at most {PROJECT_LENGTH} characters; {project[:24]!r}… has {len(project)}"
        )
    _check_characters("project", project, _NOT_IN_PROJECT)
    return project


def check_id(run_id: object) -> str:
    """The id of a run, or UsageError where it is none."""
    run_id = _check_name("id", run_id)
    _check_characters("id", run_id, _NOT_IN_ID)
    return run_id


def check_text(what: str, text: object) -> str | None:
    """A text that may be left out, or UsageError where it is something else."""
    if text is None or isinstance(text, str):
        return text
    raise UsageError(f"{what} must be a text, not {type(text).__name__}")


def check_tags(tags: object) -> tuple[str, ...]:
    """Tags, each once, in their order; one text is one tag. UsageError names a tag that is none."""
    if isinstance(tags, str):
        tags = (tags,)
    if not isinstance(tags, Iterable):
        raise UsageError(f"tags are a list of texts, not {tags!r}")
    return tuple(dict.fromkeys(_check_tag(tag) for tag in tags))


def _check_tag(tag: object) -> str:
    if not isinstance(tag, str) or not 1 <= len(tag) <= TAG_LENGTH:
        raise UsageError(f"a tag is a text of 1 to {TAG_LENGTH} characters, not {tag!r}")
    return tag


def _check_name(what: str, name: object) -> str:
    checked = check_text(what, name)
    if checked is None:
        raise UsageError(f"{what} must be a text, not None")
    if not checked.strip():
        raise UsageError(f"{what} must not be empty")
    return checked


def _check_characters(what: str, name: str, refused: str) -> None:
    found = [character for character in refused if character in name]
    if found:
        raise UsageError(
            f"{what} {name!r} holds {' '.join(found)}: none of {' '.join(refused)} may stand there"
        )
