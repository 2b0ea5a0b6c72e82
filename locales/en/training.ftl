# Training
