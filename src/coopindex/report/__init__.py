"""What there is to say, as sections (`page`, `sections`, `explanation`, `context`), and how it is laid out (`markdown`, `write`)."""
