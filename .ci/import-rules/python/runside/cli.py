"""The only part that may know both sides."""

import runside.sdk
import runside.server
