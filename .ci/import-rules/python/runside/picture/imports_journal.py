import runside.journal
