import runside.doctor
