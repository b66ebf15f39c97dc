"""``runside.Settings``: what ``init(settings=...)`` takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from runside.errors import UsageError
from runside.sdk.setting_fields import FIELDS, check_field, field_name


class Settings:
    """Settings for ``init(settings=...)``, by the names that W&B's ``Settings`` has.

    ``Settings(project="digits", mode="offline", console="off", silent=True)``. Of its fields these mean something
    here: ``project entity run_id run_name run_notes run_tags run_group run_job_type root_dir mode reinit resume
    allow_val_change console save_code silent quiet``. The others, which tune W&B's own service, are checked and kept.
    A field that nobody set is None.

    Raises UsageError, which names the field, for one that does not exist and for a value that it cannot hold.
    """

    def __init__(self, **fields: Any) -> None:
        for name, value in fields.items():
            setattr(self, name, value)

    def __setattr__(self, name: str, value: object) -> None:
        field, checked = check_field(name, value)
        vars(self)[field] = checked

    def __getattr__(self, name: str) -> Any:
        field = field_name(name)
        if field is None:
            raise AttributeError(f"Settings has no field {name!r}")
        return vars(self).get(field)

    def __dir__(self) -> list[str]:
        return sorted({*object.__dir__(self), *FIELDS})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Settings) and _given(self) == _given(other)

    def __repr__(self) -> str:
        given = (f"{name}={value!r}" for name, value in sorted(_given(self).items()))
        return f"Settings({', '.join(given)})"


def given_settings(settings: object) -> dict[str, Any]:
    """The fields that were set of what ``init(settings=...)`` got: Settings, a dict, or None.

    Raises UsageError as ``Settings`` does, and for anything else.
    """
    if settings is None:
        return {}
    if isinstance(settings, Mapping):
        settings = Settings(**settings)
    if not isinstance(settings, Settings):
        raise UsageError(f"settings is a runside.Settings or a dict, not {settings!r}")
    return _given(settings)


def _given(settings: Settings) -> dict[str, Any]:
    return {name: value for name, value in vars(settings).items() if value is not None}
