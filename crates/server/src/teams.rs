//! Teams: founding and changing them, their members and invitations, how often they should meet, and what they do not keep.

mod founding;
mod invitations;
mod leaving;
mod members;
pub(crate) mod retention;
mod rhythm;
mod walls;

pub(crate) use self::founding::{create_team, delete_team, describe_team, rename_team};
pub(crate) use self::invitations::{
    accept_invitation, create_invitation, describe_invitation, invitations, revoke_invitation,
};
pub(crate) use self::leaving::remove_member;
pub(crate) use self::members::{change_member, is_member, make_reset_link, wire_member};
pub(crate) use self::rhythm::rhythm;
pub(crate) use self::walls::{set_team_walls, team_walls};
