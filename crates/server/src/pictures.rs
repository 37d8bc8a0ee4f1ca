//! A team's pictures: made again from their pixels, and kept.

mod clean;
mod save;

pub(crate) use self::clean::{MAX_BYTES, clean, file_name};
pub(crate) use self::save::{check_upload, save_picture, stored_picture};
