"""What runs: the API, workers, the command line and the demo; and the wiring that joins the rooms."""
