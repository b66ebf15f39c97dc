"""Where a key is drawn, and which keys stand at the top: the rules of ``keyList.ts`` and ``headlineMetrics.ts``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from runside.fold import split_path

_NO_SECTION = "Charts"
_MOST_TILES = 4


def _words_in(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LESS_IS_MORE = _words_in(
    "loss error err nll perplexity ppl mse mae rmse mape wer cer fid eer bpc bpb "
    "crossentropy divergence distance residual"
)
_MORE_IS_MORE = _words_in(
    "accuracy acc f1 auc auroc auprc ap map precision recall sensitivity specificity "
    "iou miou dice bleu rouge meteor r2 score reward return psnr ssim ndcg mrr top1 "
    "top5 success"
)
_VALIDATION = _words_in("val valid validation eval evaluation dev test")

_LEARNING_RATE = re.compile(r"(lr|learning_?rate)([-_./]|$)", re.IGNORECASE)
_PROGRESS = re.compile(
    r"(epochs?|(global|env)?_?steps?|iter(ation)?s?|batch|time|_.*)$", re.IGNORECASE
)
"""Counters and clocks: they say where a run is, not how good it is."""


def place_of(path: str) -> tuple[str, str]:
    """The section and the name of a path's card: what stands before the last ``/`` is the section."""
    label = ".".join(split_path(path))
    section, slash, name = label.rpartition("/")
    return (section, name or label) if slash and section else (_NO_SECTION, label)


def into_sections(paths: Iterable[str]) -> dict[str, list[str]]:
    """Paths by their sections; both stand in the order in which they were first seen."""
    sections: dict[str, list[str]] = {}
    for path in paths:
        sections.setdefault(place_of(path)[0], []).append(path)
    return sections


def direction(path: str) -> str | None:
    """Whether little (``low``) or much (``high``) of a metric is wanted, as far as its name says."""
    words = _words(_last_part(path))
    if not _LESS_IS_MORE.isdisjoint(words):
        return "low"
    return None if _MORE_IS_MORE.isdisjoint(words) else "high"


def headline(paths: Sequence[str]) -> list[str]:
    """Up to four metrics: two of validation, the loss of training, the learning rate; else what there is."""
    metrics = [path for path in paths if not _PROGRESS.match(_last_part(path))]
    rate = [path for path in metrics if _LEARNING_RATE.match(_last_part(path))]
    is_rate = set(rate)
    quality = [path for path in metrics if path not in is_rate]
    validation = _by_direction([p for p in quality if _is_validation(p)], "high")
    training = _by_direction(
        [p for p in quality if not _is_validation(p)], "low" if validation else "high"
    )
    chosen = [*validation[:2], *training[: 1 if validation else 2], *rate[:1]]
    ordered = [*validation, *training, *rate]
    rest = [path for path in ordered if path not in chosen]
    filled = {*chosen, *rest[: _MOST_TILES - len(chosen)]}
    return [path for path in ordered if path in filled]


def headline_label(path: str, paths: Iterable[str]) -> str:
    """What a tile calls its metric: ``validation / loss``; without the prefix where no other metric has that name."""
    own = _last_part(path)
    prefix, slash, _ = path.rpartition("/")
    is_only = not any(other != path and _last_part(other) == own for other in paths)
    if not slash or (is_only and direction(path) is None):
        return _readable(own)
    return f"{_readable(prefix).replace('/', ' / ')} / {_readable(own)}"


def _is_validation(path: str) -> bool:
    return not _VALIDATION.isdisjoint(_words(path))


def _by_direction(paths: Iterable[str], first: str) -> list[str]:
    """Those of the wanted direction first, then the other one, then the rest."""

    def rank(path: str) -> int:
        found = direction(path)
        return 0 if found == first else 2 if found is None else 1

    return sorted(paths, key=rank)


def _last_part(path: str) -> str:
    return path.rpartition("/")[2]


def _readable(text: str) -> str:
    return text.replace("_", " ")


def _words(text: str) -> set[str]:
    """``valLoss``, ``val_loss`` and ``val/loss`` are the words "val" and "loss"."""
    apart = re.sub(r"([a-z0-9])([A-Z])", r"\1 \2", text)
    return set(re.split(r"[^a-z0-9]+", apart.lower()))
