import runside.dropin
