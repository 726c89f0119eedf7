//! From a document to readings.
