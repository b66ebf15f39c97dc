import runside.sdk
