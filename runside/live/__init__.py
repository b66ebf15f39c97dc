"""The kernel's side of the live link: new journal lines to the pages that watch, over a comm.

``protocol/README.md``, "The live link", says what is sent. Messages can be lost; the journal is the truth.
"""
