# Pix
