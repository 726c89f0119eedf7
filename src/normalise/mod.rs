//! From a document to readings.

pub mod identify;
