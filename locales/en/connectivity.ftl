# Connectivity
