import runside.data
