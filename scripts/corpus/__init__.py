"""Generator of the project's own test reports: figures first, then documents that print them."""
