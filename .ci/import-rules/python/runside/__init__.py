"""The public API may reach for both sides, lazily."""


def init() -> object:
    import runside.sdk

    return runside.sdk


def _load_jupyter_server_extension(app: object) -> object:
    import runside.server

    return runside.server
