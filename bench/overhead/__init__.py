"""What logging costs the thread that logs: the loops that are timed, and the trackers that are put into them."""
