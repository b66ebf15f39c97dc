"""`runside doctor`: what of Runside is seen from here, what is missing, and what to type."""

from runside.doctor.examination import examine
from runside.doctor.finding import Finding, Status, worst
from runside.doctor.library import Library
from runside.doctor.report import as_json, as_text

__all__ = ["Finding", "Library", "Status", "as_json", "as_text", "examine", "worst"]
