"""Templates and markup."""
