"""What the learned arrays say of the next step: sparse members, and the candidates they name."""
