import runside.places
