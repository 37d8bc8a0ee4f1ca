//! Accounts: the first one of a server, signing in and out, what people change of their own, and forgotten passwords.

mod links;
mod messages;
mod passwords;
mod profile;
mod sessions;
mod set_up;

pub(crate) use self::links::reset_link;
pub use self::links::set_up_link;
pub(crate) use self::messages::{choose_messages, my_messages, unsubscribe};
pub(crate) use self::passwords::{request_password_reset, reset_password};
pub(crate) use self::profile::{change_account, describe_account, erase_account};
pub(crate) use self::sessions::{sign_in, sign_out};
pub(crate) use self::set_up::set_up;
