"""What formats say, worked out of the answers once: values, and sentences with a finding."""
