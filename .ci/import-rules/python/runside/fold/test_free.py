import runside.sdk
import time
