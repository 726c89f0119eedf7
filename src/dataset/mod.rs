//! The dataset folder.
