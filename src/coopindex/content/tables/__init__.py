"""Tables as they are read, whatever holds them."""
