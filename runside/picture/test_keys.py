"""Sections and headline: as ``src/model/keyList.ts`` and ``src/panel/headlineMetrics.ts`` choose them."""

from __future__ import annotations

import pytest

from runside.picture.keys import direction, headline, headline_label, into_sections, place_of


@pytest.mark.parametrize(
    ("path", "section", "name"),
    [
        ("loss", "Charts", "loss"),
        ("train/loss", "train", "loss"),
        ("a/b/c", "a/b", "c"),
        ("train/", "train", "train/"),
        ("/loss", "Charts", "/loss"),
        ("model.layer/w", "model.layer", "w"),
        ("model\\.layer/w", "model.layer", "w"),
    ],
)
def test_what_stands_before_the_last_slash_is_the_section(
    path: str, section: str, name: str
) -> None:
    assert place_of(path) == (section, name)


def test_sections_and_keys_stand_in_the_order_in_which_they_came() -> None:
    assert into_sections(["b/x", "a/x", "loss", "b/y"]) == {
        "b": ["b/x", "b/y"],
        "a": ["a/x"],
        "Charts": ["loss"],
    }


def test_the_headline_has_validation_first_then_the_loss_of_training_then_the_rate() -> None:
    keys = ["epoch", "train/loss", "train/acc", "lr", "validation/loss", "validation/acc", "_x"]
    assert headline(keys) == ["validation/acc", "validation/loss", "train/loss", "lr"]
    assert headline(["epoch", "step"]) == []
    assert headline([f"m{number}" for number in range(9)]) == ["m0", "m1", "m2", "m3"]


def test_a_tile_says_the_prefix_where_the_name_alone_would_not_do() -> None:
    keys = ["validation/loss", "train/learning_rate", "my/odd_thing"]
    assert headline_label("validation/loss", keys) == "validation / loss"
    assert headline_label("train/learning_rate", keys) == "learning rate"


def test_the_name_says_what_is_wanted() -> None:
    assert direction("train/valLoss") == "low"
    assert direction("top1_accuracy") == "high"
    assert direction("lr") is None
