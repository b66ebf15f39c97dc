"""``runside.Settings``: what ``init(settings=...)`` takes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from runside.errors import UsageError
from runside.journal import FILES_FOLDER
from runside.sdk.setting_fields import FIELDS, check_field, field_name


class Settings:
    """Settings for ``init(settings=...)``, by the names that W&B's ``Settings`` has.

    ``Settings(project="digits", mode="offline", console="off", silent=True)``. Of its fields these mean something
    here: ``project entity run_id run_name run_notes run_tags run_group run_job_type root_dir mode reinit resume
    allow_val_change console save_code silent quiet``. The others, which tune W&B's own service, are checked and kept.
    A field that nobody set is None. Those of ``run.settings`` also say where the run's files are.

    Raises UsageError, which names the field, for one that does not exist and for a value that it cannot hold.
    """

    _folder: Path | None = None
    """The run's own, in ``run.settings``."""

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

    @property
    def sync_dir(self) -> str | None:
        """The folder of the run; None where there is no run, and where nothing of it is kept."""
        return None if self._folder is None else str(self._folder)

    @property
    def files_dir(self) -> str | None:
        """The folder of the run's files, which ``run.dir`` makes; None as for :attr:`sync_dir`."""
        return None if self._folder is None else str(self._folder / FILES_FOLDER)

    @property
    def run_url(self) -> None:
        """None, as ``run.url``: a run has no page on a network. So have its project and sweep none."""

    project_url = sweep_url = run_url

    @property
    def _offline(self) -> bool:
        """What programs ask to learn whether the run only writes files."""
        return bool(self.mode == "offline")

    @property
    def _noop(self) -> bool:
        """What programs ask to learn whether the run keeps nothing."""
        return bool(self.mode == "disabled")

    def model_dump(self, *, exclude_none: bool = False) -> dict[str, Any]:
        """All fields as a dict; those that nobody set are None, or left out with ``exclude_none``."""
        return {
            name: value
            for name in sorted(FIELDS)
            if (value := getattr(self, name)) is not None or not exclude_none
        }

    def __dir__(self) -> list[str]:
        return sorted({*object.__dir__(self), *FIELDS})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Settings) and _given(self) == _given(other)

    def __repr__(self) -> str:
        given = (f"{name}={value!r}" for name, value in sorted(_given(self).items()))
        return f"Settings({', '.join(given)})"


def settings_of_run(folder: Path | None, **fields: Any) -> Settings:
    """The settings of a run that lies in ``folder``; None where nothing of it is kept."""
    settings = Settings(**fields)
    vars(settings)["_folder"] = folder
    return settings


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
    return {
        name: value
        for name, value in vars(settings).items()
        if name in FIELDS and value is not None
    }
