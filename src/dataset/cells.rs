//! Cells of what reports are made of: places in documents, and numbers.

use std::io::Write as _;

use super::line::Line;
use crate::document::Locator;
use crate::report::Value;

impl Line {
    pub(super) fn locator(&mut self, locator: &Locator) {
        self.written(|text| locator.write_to(text));
    }

    pub(super) fn value(&mut self, value: Option<Value>) {
        self.bare(|bytes| {
            let Some(number) = value.and_then(Value::number) else { return };
            match i64::try_from(number.mantissa()) {
                Ok(whole) if number.scale() == 0 => {
                    bytes.extend_from_slice(itoa::Buffer::new().format(whole).as_bytes());
                }
                // Writing into memory cannot fail.
                _ => drop(write!(bytes, "{}", number.normalize())),
            }
        });
    }
}
