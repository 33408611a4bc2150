"""What the sessions of the noxfile run, besides Sphinx and pytest."""
