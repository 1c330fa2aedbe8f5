"""What holds whatever the weights, without sampling."""
