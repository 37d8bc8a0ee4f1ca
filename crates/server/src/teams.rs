//! Teams: who leaves them, and what they do not keep.

mod leaving;
pub(crate) mod retention;

pub(crate) use self::leaving::remove_member;
