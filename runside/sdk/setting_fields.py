"""The fields of ``Settings``: which there are, and what each may hold.

The names are those of the W&B SDK 0.31, and of older ones where programs still use them, so that a ``Settings(...)``
that was written for it is taken here. Facts of its public interface; which of them are heeded, ``settings.py`` says.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from runside.errors import UsageError

MODES = ("online", "offline", "disabled", "shared", "dryrun", "run")
REINIT = ("default", "return_previous", "finish_previous", "create_new")
RESUME = ("allow", "must", "never", "auto")
CONSOLES = ("auto", "off", "wrap", "redirect", "wrap_raw", "wrap_emu")

_TRUE = frozenset({"1", "true", "yes", "on", "y", "t"})
_FALSE = frozenset({"0", "false", "no", "off", "n", "f"})

Check = Callable[[str, Any], Any]


def flag(what: str, value: object) -> bool:
    """True or False, also as a text such as ``true`` or ``0``. Raises UsageError, naming ``what``, for anything else."""
    if isinstance(value, bool):
        return value
    if value in (0, 1):
        return bool(value)
    text = value.strip().lower() if isinstance(value, str) else None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    raise UsageError(f"{what} is True or False, not {value!r}")


def text(what: str, value: object) -> str:
    if isinstance(value, str):
        return value
    raise UsageError(f"{what} must be a text, not {type(value).__name__}")


def one_of(*choices: str) -> Check:
    def check(what: str, value: object) -> str:
        if isinstance(value, str) and value in choices:
            return value
        raise UsageError(f"{what} {value!r} is none of {', '.join(choices)}")

    return check


def flag_or(*choices: str) -> Check:
    def check(what: str, value: object) -> object:
        return value if isinstance(value, bool) else one_of(*choices, "True", "False")(what, value)

    return check


def _path(what: str, value: object) -> str:
    if isinstance(value, (str, os.PathLike)):
        return os.fspath(value)
    raise UsageError(f"{what} is a path, not {value!r}")


def _whole(what: str, value: object) -> int:
    if isinstance(value, bool) or not hasattr(value, "__index__"):
        raise UsageError(f"{what} is an integer, not {value!r}")
    return int(value.__index__())


def _number(what: str, value: object) -> float:
    if isinstance(value, bool) or not (hasattr(value, "__float__") or hasattr(value, "__index__")):
        raise UsageError(f"{what} is a number, not {value!r}")
    return float(value)  # type: ignore[arg-type]


def _texts(what: str, value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, Iterable):
        items = tuple(value)
        if all(isinstance(item, str) for item in items):
            return items
    raise UsageError(f"{what} is a list of texts, not {value!r}")


def _wholes(what: str, value: object) -> tuple[int, ...]:
    if isinstance(value, Iterable) and not isinstance(value, (str, Mapping)):
        return tuple(_whole(what, item) for item in value)
    raise UsageError(f"{what} is a list of integers, not {value!r}")


def _table(what: str, value: object) -> dict[str, Any]:
    if isinstance(value, Mapping) and all(isinstance(name, str) for name in value):
        return dict(value)
    raise UsageError(f"{what} is a dict, not {value!r}")


def _table_or_texts(what: str, value: object) -> object:
    return _table(what, value) if isinstance(value, Mapping) else _texts(what, value)


def _call(what: str, value: object) -> object:
    if callable(value):
        return value
    raise UsageError(f"{what} is a function, not {value!r}")


def _any(what: str, value: object) -> object:
    return value


def _names(names: str) -> list[str]:
    return names.split()


_CHECKS: dict[str, Check] = {
    **dict.fromkeys(
        _names(
            "allow_media_symlink allow_offline_artifacts allow_val_change console_multipart disable_code disable_git "
            "disable_git_fork_point disable_hints disable_job_creation finish_timeout_raises force "
            "insecure_disable_ssl label_disable launch quiet relogin resumed sagemaker_disable save_code show_colors "
            "show_emoji show_errors show_info show_warnings silent stop_on_fatal_error strict symlink sync_tensorboard "
            "table_raise_on_max_row_limit_exceeded use_dot_wandb x_cli_only_mode x_disable_machine_info x_disable_meta "
            "x_disable_service x_disable_stats x_disable_viewer x_file_stream_no_gzip x_flow_control_custom "
            "x_flow_control_disabled x_primary x_save_requirements x_server_side_derived_summary x_skip_transaction_log "
            "x_stats_no_cgroup x_stats_self_usage x_stats_track_process_tree x_sync x_update_finish_state"
        ),
        flag,
    ),
    **dict.fromkeys(
        _names(
            "api_key app_url_override base_url docker email entity git_commit git_remote git_remote_url host http_proxy "
            "https_proxy job_name magic notebook_name organization problem project run_group run_id run_job_type "
            "run_name run_notes start_method sweep_id username x_executable x_history_value_encoding x_jupyter_name "
            "x_label x_runqueue_item_id x_service_transport x_stats_coreweave_metadata_base_url "
            "x_stats_coreweave_metadata_endpoint x_stats_dcgm_exporter x_stats_gpu_type x_sync_dir_suffix"
        ),
        text,
    ),
    **dict.fromkeys(
        _names(
            "code_dir credentials_file git_root identity_token_file launch_config_path program program_abspath "
            "program_relpath root_dir settings_system sweep_param_path x_files_dir x_jupyter_path x_jupyter_root "
            "x_stats_neuron_monitor_config_path"
        ),
        _path,
    ),
    **dict.fromkeys(
        _names(
            "console_chunk_max_bytes console_chunk_max_seconds heartbeat_seconds max_end_of_run_history_metrics "
            "max_end_of_run_summary_metrics summary_timeout summary_warnings x_file_stream_max_bytes "
            "x_file_stream_max_line_bytes x_file_stream_retry_max x_file_transfer_retry_max x_graphql_retry_max "
            "x_live_policy_rate_limit x_live_policy_wait_time x_log_level x_network_buffer x_stats_buffer_size "
            "x_stats_cpu_count x_stats_cpu_logical_count x_stats_gpu_count x_stats_pid"
        ),
        _whole,
    ),
    **dict.fromkeys(
        _names(
            "finish_timeout init_timeout login_timeout x_file_stream_retry_wait_max_seconds "
            "x_file_stream_retry_wait_min_seconds x_file_stream_timeout_seconds x_file_stream_transmit_interval "
            "x_file_transfer_retry_wait_max_seconds x_file_transfer_retry_wait_min_seconds "
            "x_file_transfer_timeout_seconds x_graphql_retry_wait_max_seconds x_graphql_retry_wait_min_seconds "
            "x_graphql_timeout_seconds x_internal_check_process x_service_wait x_start_time "
            "x_stats_sample_rate_seconds x_stats_samples_to_average x_stats_sampling_interval "
            "x_transaction_log_flush_interval"
        ),
        _number,
    ),
    **dict.fromkeys(_names("config_paths ignore_globs run_tags x_stats_disk_paths"), _texts),
    **dict.fromkeys(
        _names(
            "azure_account_url_to_access_key capture_loggers x_extra_http_headers x_proxies "
            "x_stats_open_metrics_endpoints x_stats_open_metrics_http_headers"
        ),
        _table,
    ),
    **dict.fromkeys(_names("anonymous fork_from resume_from"), _any),
    "console": one_of(*CONSOLES),
    "job_source": one_of("repo", "artifact", "image"),
    "mode": one_of(*MODES),
    "reinit": flag_or(*REINIT),
    "resume": flag_or(*RESUME),
    "stop_fn": _call,
    "x_stats_gpu_device_ids": _wholes,
    "x_stats_open_metrics_filters": _table_or_texts,
}

FIELDS = frozenset(_CHECKS)


def field_name(name: str) -> str | None:
    """The field that is meant by a name; None where there is none. Fields that begin with ``x_`` once began with ``_``."""
    if name in _CHECKS:
        return name
    later = f"x{name}"
    return later if name.startswith("_") and later in _CHECKS else None


def check_field(name: str, value: object) -> tuple[str, object]:
    """A field and its value, as it is kept; None, the value of a field that nobody set, fits each.

    Raises UsageError, which names the field, for one that does not exist and for a value that it cannot hold.
    """
    field = field_name(name)
    if field is None:
        import difflib  # 3 ms of `init`, for a mistake

        near = difflib.get_close_matches(name, FIELDS, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise UsageError(f"Settings has no field {name!r}{hint}")
    return field, None if value is None else _CHECKS[field](f"Settings({name}=)", value)
