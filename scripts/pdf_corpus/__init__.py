"""Reports as PDF from as many producers as can be had, with their true figures."""
