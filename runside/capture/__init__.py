"""What is captured around a run, each off the training thread."""
