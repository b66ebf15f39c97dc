import runside.fold
