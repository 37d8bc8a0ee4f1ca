//! Teams: who leaves them, how often they should meet, and what they do not keep.

mod leaving;
pub(crate) mod retention;
mod rhythm;

pub(crate) use self::leaving::remove_member;
pub(crate) use self::rhythm::rhythm;
