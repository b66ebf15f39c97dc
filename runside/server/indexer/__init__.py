"""The index process: finds runs, follows their journals, keeps the index, answers questions about
it.
"""
