"""Letters: campaign templates rendered for one signer and one addressee, and the forms they leave in."""
