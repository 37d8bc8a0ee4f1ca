//! A team's pictures: made again from their pixels, and kept.

mod clean;
mod keep;

pub(crate) use self::clean::{MAX_BYTES, clean, file_name};
pub(crate) use self::keep::{check_upload, keep, stored_picture};
