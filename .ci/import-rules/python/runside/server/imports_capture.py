import runside.capture
