"""What the actors share: land, factories, infrastructure, the outside world."""
