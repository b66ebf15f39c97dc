"""Parts of ``bench/read_back.py``."""
