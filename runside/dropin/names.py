"""What is in each module of the name ``wandb…``, and where it really is.

The modules and names are those that the public documentation of the W&B SDK shows, and those that Lightning, Transformers,
Accelerate, Ignite, Optuna, skorch and TorchRL import.
"""

from __future__ import annotations

from collections.abc import Mapping

VERSION = "0.31.0"
"""The version of the W&B SDK whose calls these are."""

OF_THE_CURRENT_RUN = frozenset({"run", "config", "summary"})
"""Names that mean something else after each ``init``, and so are looked up each time."""


def _same(names: str, home: str = "runside") -> dict[str, str]:
    return {name: f"{home}:{name}" for name in names.split()}


_ERRORS = {
    **_same("Error UsageError CommError", "runside.errors"),
    **_same("AuthenticationError UnsupportedError", "runside.dropin.errors"),
}
_TERM = _same("termsetup termlog termwarn termerror", "runside.dropin.terminal")
_TYPES = _same(
    "Audio Bokeh Classes Graph HTML Histogram Html Image JoinedTable Molecule Object3D PartitionedTable Plotly "
    "Table Video box3d",
    "runside.data",
)
_MEDIA = dict.fromkeys(("BatchableMedia", "Media", "WBValue"), "runside.data:Medium")
_API = {"Api": "runside:Api"}
_ARTIFACT = {"Artifact": "runside:Artifact"}
_RUN = {"Run": "runside:Run"}
_PLOTS = _same(
    "bar confusion_matrix histogram line line_series plot_table pr_curve roc_curve scatter visualize",
    "runside.plot",
)
_IDS = _same("generate_id", "runside.dropin.utilities")

MODULES: Mapping[str, Mapping[str, str]] = {
    "wandb": {
        **_same("config run summary"),
        **_same("init log finish define_metric watch unwatch save restore alert"),
        **_same("log_artifact use_artifact log_model use_model link_model"),
        **_same("login setup teardown require ensure_configured Settings AlertLevel"),
        **_same("Error UsageError CommError", "runside.errors"),
        **_same("plot_table visualize", "runside.plot"),
        **_same("agent controller sweep", "runside.dropin.not_here"),
        **_same("mark_preempting patched", "runside.dropin.older"),
        "__version__": "runside.dropin.names:VERSION",
        "Config": "runside.sdk.config:Config",
        "join": "runside:finish",
        "wandb_lib": "wandb.sdk.lib",
        "wandb_sdk": "wandb.sdk",
        **_TYPES,
        **_API,
        **_ARTIFACT,
        **_RUN,
        **_TERM,
    },
    "wandb.apis": {**_API, "PublicApi": "runside:Api"},
    "wandb.apis.public": {**_API, **_ARTIFACT, **_same("File Project Run Runs", "runside.api")},
    "wandb.data_types": {**_TYPES, **_MEDIA},
    "wandb.env": {
        **_same("get_dir get_entity get_project get_run get_tags", "runside.dropin.environment"),
        **_same("is_offline is_quiet is_silent", "runside.dropin.environment"),
        **_same("set_entity set_project", "runside.dropin.environment"),
        **_same("API_KEY BASE_URL CONSOLE DIR ENTITY JOB_TYPE MODE", "runside.dropin.environment"),
        **_same("NAME NOTES PROJECT RESUME RUN_GROUP RUN_ID", "runside.dropin.environment"),
        **_same("SAVE_CODE SILENT TAGS", "runside.dropin.environment"),
    },
    "wandb.errors": {**_ERRORS, **_TERM},
    "wandb.errors.errors": _ERRORS,
    "wandb.errors.term": _TERM,
    "wandb.integration": {},
    "wandb.plot": _PLOTS,
    "wandb.sdk": {
        **_same("finish init login setup teardown Settings"),
        **_ARTIFACT,
        **_RUN,
        "Config": "runside.sdk.config:Config",
        "Summary": "runside.sdk.summary:Summary",
    },
    "wandb.sdk.artifacts": _ARTIFACT,
    "wandb.sdk.artifacts.artifact": _ARTIFACT,
    "wandb.sdk.data_types": {},
    "wandb.sdk.data_types.audio": _same("Audio", "runside.data"),
    "wandb.sdk.data_types.base_types": {},
    "wandb.sdk.data_types.base_types.media": _MEDIA,
    "wandb.sdk.data_types.base_types.wb_value": _MEDIA,
    "wandb.sdk.data_types.bokeh": _same("Bokeh", "runside.data"),
    "wandb.sdk.data_types.graph": _same("Graph", "runside.data"),
    "wandb.sdk.data_types.helper_types": {},
    "wandb.sdk.data_types.helper_types.classes": _same("Classes", "runside.data"),
    "wandb.sdk.data_types.histogram": _same("Histogram", "runside.data"),
    "wandb.sdk.data_types.html": _same("Html", "runside.data"),
    "wandb.sdk.data_types.image": _same("Image", "runside.data"),
    "wandb.sdk.data_types.molecule": _same("Molecule", "runside.data"),
    "wandb.sdk.data_types.object_3d": _same("Object3D box3d", "runside.data"),
    "wandb.sdk.data_types.plotly": _same("Plotly", "runside.data"),
    "wandb.sdk.data_types.table": _same("JoinedTable PartitionedTable Table", "runside.data"),
    "wandb.sdk.data_types.video": _same("Video", "runside.data"),
    "wandb.sdk.lib": _same("RunDisabled SummaryDisabled", "runside.dropin.older"),
    "wandb.sdk.lib.config_util": {"ConfigError": "runside.errors:ConfigError"},
    "wandb.sdk.lib.disabled": _same("RunDisabled SummaryDisabled", "runside.dropin.older"),
    "wandb.sdk.lib.runid": _IDS,
    "wandb.sdk.lib.telemetry": _same("context", "runside.dropin.older"),
    "wandb.sdk.wandb_alerts": _same("AlertLevel"),
    "wandb.sdk.wandb_config": {"Config": "runside.sdk.config:Config"},
    "wandb.sdk.wandb_init": _same("init"),
    "wandb.sdk.wandb_login": _same("login"),
    "wandb.sdk.wandb_run": {**_RUN, **_same("finish")},
    "wandb.sdk.wandb_settings": _same("Settings"),
    "wandb.sdk.wandb_setup": _same("setup teardown"),
    "wandb.sdk.wandb_summary": {"Summary": "runside.sdk.summary:Summary"},
    "wandb.util": {
        **_IDS,
        **_same("get_module json_dump_safer json_dumps_safer", "runside.dropin.utilities"),
        **_same("make_artifact_name_safe random_string", "runside.dropin.utilities"),
    },
    "wandb.wandb_run": _RUN,
}
"""For each module the names in it, each as ``module:name``; a home without a name is the module itself."""


def is_package(module: str) -> bool:
    """Whether there are modules below this one, or would be."""
    return module == "wandb.integration" or any(name.startswith(f"{module}.") for name in MODULES)
