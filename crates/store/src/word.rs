//! The words that stand for enumerations in the database: those of the domain here, those of the store beside their types.

use domain::messages::{Channel, Topic};
use domain::preparation::Item;
use domain::runbook::RunbookState;
use domain::survey::{MissedWhy, SurveyOrigin, SurveyOutcome};
use domain::team::Role;
use domain::workshop::{ActionStatus, DebriefQuestion, Familiarity, Level, Phase, Priority, Wall};

/// Something with a few values, each kept as a word. A word in use is never changed.
pub(crate) trait Word: Sized {
    fn word(self) -> &'static str;

    fn parse(word: &str) -> Option<Self>;
}

/// The words of enumerations.
macro_rules! words {
    ($($type:ty { $($variant:ident $word:literal),+ })+) => {$(
        impl $crate::word::Word for $type {
            fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),+
                }
            }

fn parse(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }
    )+};
}
pub(crate) use words;

words! {
    Phase { Planned "planned", Open "open", Running "running", Reflecting "reflecting", Closed "closed" }
    Familiarity { Wrote "wrote", Handled "handled", Practised "practised" }
    Priority { Low "low", Medium "medium", High "high" }
    Wall { Crappy "crappy", Awesome "awesome", Actions "actions" }
    DebriefQuestion {
        WhyTheseSteps "why_these_steps", WhatSlowedUs "what_slowed_us", Alarm "alarm", Dashboard "dashboard",
        LogSearch "log_search"
    }
    Level { Low "low", Medium "medium", High "high" }
    Item {
        Length "length", Place "place", RoomBooked "room_booked", Scribe "scribe", Cards "cards",
        Dealable "dealable", Links "links", Actions "actions", RoomScreen "room_screen"
    }
    SurveyOrigin { Schedule "schedule", Hand "hand", Workshop "workshop" }
    SurveyOutcome { Published "published", TooFew "too_few", Void "void" }
    Role { Owner "owner", Member "member" }
    Channel { Mail "mail", Slack "slack", Webhook "webhook" }
    Topic { Survey "survey", Workshops "workshops", Actions "actions" }
    RunbookState { Draft "draft", Kept "kept", Archived "archived" }
    MissedWhy { Down "down", Open "open", Nobody "nobody" }
    ActionStatus { Open "open", Done "done", Dropped "dropped" }
}
