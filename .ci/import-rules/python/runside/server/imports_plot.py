import runside.plot
