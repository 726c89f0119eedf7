//! How far each figure may be trusted.
