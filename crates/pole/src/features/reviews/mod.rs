//! Reviews: reviewers and their ties, who reviews what without conflict of interest, marks and scores.
//!
//! Tells the others the score of each dossier and whether its reviews are complete.
