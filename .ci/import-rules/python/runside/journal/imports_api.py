import runside
