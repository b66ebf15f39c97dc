from runside.journal import imports_fold
