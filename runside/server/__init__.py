"""The Jupyter server extension: runs on disk, indexed and served to the page."""
