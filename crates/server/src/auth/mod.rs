//! Who is asking: passwords, sessions, guests' seats, and extractors that let a request through or not.

pub mod cookies;
pub mod demonstration;
pub(crate) mod device;
pub mod email;
mod extract;
pub mod origin;
pub mod password;
pub(crate) mod session;
pub mod token;

pub use self::extract::{
    AtTheDoor, ClientAddress, OptionalAccount, Pass, SignedIn, TeamMember, TeamOwner, WorkshopPerson,
};
pub(crate) use self::extract::{counted, guest_of, place, screen_of, visitors_may_look};
