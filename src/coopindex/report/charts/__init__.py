"""Every chart of a report."""
