"""From forms to the values that the engine works on."""
