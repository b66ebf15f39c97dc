import runside.server
