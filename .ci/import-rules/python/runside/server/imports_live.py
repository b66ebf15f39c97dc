import runside.live
