//! The words that stand for enumerations in the database.

use domain::preparation::Item;
use domain::survey::{Origin, Outcome};
use domain::workshop::{ActionStatus, DebriefQuestion, Familiarity, Level, Phase, Priority, Wall};

use crate::accounts::LinkPurpose;
use crate::outbox::{Channel, OutgoingState, Topic};
use crate::rounds::MissedWhy;
use crate::runbooks::RunbookState;
use crate::teams::Role;

/// Something with a few values, each kept as a word. A word in use is never changed.
pub(crate) trait Word: Sized {
    fn word(self) -> &'static str;

    fn read(word: &str) -> Option<Self>;
}

macro_rules! words {
    ($($type:ty { $($variant:ident $word:literal),+ })+) => {$(
        impl Word for $type {
            fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),+
                }
            }

            fn read(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }
    )+};
}

words! {
    Role { Owner "owner", Member "member" }
    LinkPurpose { SetUp "set_up", ResetPassword "reset_password" }
    Phase { Planned "planned", Open "open", Running "running", Reflecting "reflecting", Closed "closed" }
    Familiarity { Wrote "wrote", Handled "handled", Practised "practised" }
    Priority { Low "low", Medium "medium", High "high" }
    Wall { Crappy "crappy", Awesome "awesome", Actions "actions" }
    DebriefQuestion {
        WhyTheseSteps "why_these_steps", WhatSlowedUs "what_slowed_us", Alarm "alarm", Dashboard "dashboard",
        LogSearch "log_search"
    }
    Level { Low "low", Medium "medium", High "high" }
    RunbookState { Draft "draft", Kept "kept", Archived "archived" }
    Item {
        Length "length", Place "place", RoomBooked "room_booked", Scribe "scribe", Cards "cards",
        Dealable "dealable", Links "links", Actions "actions", RoomScreen "room_screen"
    }
    Origin { Schedule "schedule", Hand "hand", Workshop "workshop" }
    MissedWhy { Down "down", Open "open", Nobody "nobody" }
    Outcome { Published "published", TooFew "too_few", Void "void" }
    Channel { Mail "mail", Slack "slack", Webhook "webhook" }
    Topic { Survey "survey", Workshops "workshops", Actions "actions" }
    OutgoingState {
        Waiting "waiting", Sending "sending", Sent "sent", Dropped "dropped", Failed "failed", Doubtful "doubtful"
    }
    ActionStatus { Open "open", Done "done", Dropped "dropped" }
}
