//! The texts and actions of made-up past workshops.

use domain::workshop::DebriefQuestion::{self, Alarm, Dashboard, LogSearch, WhatSlowedUs, WhyTheseSteps};
use domain::workshop::Outcome::{self, Parked, Solved, SolvedWithHelp};
use domain::workshop::Priority::{self, High, Low, Medium};

/// A workshop of the past.
pub(super) struct Meeting {
    pub(super) days_ago: i64,
    pub(super) title: &'static str,
    /// The facilitator: the index in the list of responders.
    pub(super) facilitator: usize,
    pub(super) cards: [DemoCard; 3],
    pub(super) agreed: &'static [Agreed],
}

/// A card that was played in it.
pub(super) struct DemoCard {
    /// The scenario in the starter pack.
    pub(super) slug: &'static str,
    pub(super) outcome: Outcome,
    /// What was crappy, and the question that it answers.
    pub(super) crappy: &'static [(Option<DebriefQuestion>, &'static str)],
    pub(super) awesome: &'static str,
}

/// A commitment, and what became of it.
pub(super) struct Agreed {
    pub(super) text: &'static str,
    pub(super) owner: Option<usize>,
    pub(super) priority: Priority,
    /// After so many days it was to be done.
    pub(super) due: i64,
    /// The card and its crappy note from which it was made.
    pub(super) from: (usize, usize),
    pub(super) became: Fate,
}

/// The result of a commitment.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is open still.
    Open,
    /// It was ticked off after so many days.
    Done(i64),
    /// It turned out to be done when the next workshop looked.
    FoundDone,
    /// The next workshop dropped it, for this reason.
    Dropped(&'static str),
}

const fn played(
    slug: &'static str,
    outcome: Outcome,
    crappy: &'static [(Option<DebriefQuestion>, &'static str)],
    awesome: &'static str,
) -> DemoCard {
    DemoCard { slug, outcome, crappy, awesome }
}

const fn agreed(
    text: &'static str,
    owner: Option<usize>,
    (priority, due): (Priority, i64),
    from: (usize, usize),
    became: Fate,
) -> Agreed {
    Agreed { text, owner, priority, due, from, became }
}

/// The oldest first.
pub(super) const MEETINGS: [Meeting; 4] = [
    Meeting {
        days_ago: 147,
        title: "A first support workshop",
        facilitator: 2,
        cards: [
            played(
                "no-order-mails",
                SolvedWithHelp,
                &[
                    (Some(Alarm), "The page says that the queue is old, not which message is stuck"),
                    (Some(LogSearch), "Three minutes to find the right log group"),
                    (Some(WhatSlowedUs), "Only one of us may open the broker’s console"),
                ],
                "Customer care heard from us before they had to ask",
            ),
            played(
                "gift-cards-fail",
                Solved,
                &[
                    (Some(WhyTheseSteps), "We suspected the rack because it was touched last"),
                    (Some(Dashboard), "The list of jobs needs the office network"),
                    (None, "No runbook says how to pause a job"),
                ],
                "The job’s own output named the date",
            ),
            played(
                "a-third-of-payments",
                Parked,
                &[
                    (Some(Alarm), "Certificates end without any alarm"),
                    (Some(WhatSlowedUs), "Nobody knew which machines have the old image"),
                ],
                "Failures by machine, one click away",
            ),
        ],
        agreed: &[
            agreed("Link the broker’s runbook from its alarm", Some(1), (High, 14), (0, 0), Fate::Done(9)),
            agreed("Read access to the broker’s console for all of us", Some(0), (Medium, 21), (0, 2), Fate::Done(18)),
            agreed("An alarm four weeks before a certificate ends", Some(2), (High, 28), (2, 0), Fate::FoundDone),
        ],
    },
    Meeting {
        days_ago: 119,
        title: "Payments and payouts",
        facilitator: 2,
        cards: [
            played(
                "every-fourth-payout",
                Solved,
                &[
                    (Some(Dashboard), "The payout dashboard wants a password that nobody has"),
                    (Some(LogSearch), "Two log searches, two ways to write a date"),
                ],
                "The provider’s handbook was open within a minute",
            ),
            played(
                "paid-more-than-once",
                SolvedWithHelp,
                &[
                    (Some(Alarm), "Paying late raises an alarm, paying twice does not"),
                    (Some(WhyTheseSteps), "We nearly went back to the version that repeats"),
                ],
                "Finance answered at once, because we rang",
            ),
            played(
                "checkout-refuses",
                Solved,
                &[
                    (Some(WhatSlowedUs), "Four minutes to learn who may switch off a trigger"),
                    (None, "The error is clear only to whoever has met it before"),
                ],
                "From the request log the gap could be filled afterwards",
            ),
        ],
        agreed: &[
            agreed("An alarm when a seller is paid twice in a day", Some(1), (High, 28), (1, 0), Fate::Done(30)),
            agreed(
                "Put the payout dashboard’s password where all of us find it",
                Some(0),
                (Medium, 7),
                (0, 0),
                Fate::Done(6),
            ),
            agreed(
                "One way to write dates in all log searches",
                Some(2),
                (Low, 42),
                (0, 1),
                Fate::Dropped("The new log search comes in spring, and has one."),
            ),
        ],
    },
    Meeting {
        days_ago: 63,
        title: "Between the edge and the shop",
        facilitator: 0,
        cards: [
            played(
                "every-page-times-out",
                Solved,
                &[(Some(Dashboard), "The filter’s rules are on no dashboard")],
                "All of us knew the emergency switch",
            ),
            played(
                "machines-come-and-go",
                SolvedWithHelp,
                &[
                    (Some(Alarm), "The health check calls healthy machines ill"),
                    (Some(LogSearch), "How long the start page takes is in no log"),
                ],
                "Keeping every machine in bought us time to look",
            ),
            played(
                "photos-cannot-be-saved",
                Solved,
                &[
                    (Some(WhatSlowedUs), "A key is changed in one place and used in five"),
                    (None, "Nobody hears of it when keys are changed"),
                ],
                "Sellers were told early that no photo is lost",
            ),
        ],
        agreed: &[
            agreed("Put the filter’s rules on the edge’s dashboard", Some(0), (Medium, 14), (0, 0), Fate::Done(12)),
            agreed("List every place that uses the storage key", Some(1), (Medium, 28), (2, 0), Fate::FoundDone),
            agreed("A health check on a page that is always quick", Some(2), (High, 56), (1, 0), Fate::Open),
        ],
    },
    Meeting {
        days_ago: 28,
        title: "The hard ones",
        facilitator: 1,
        cards: [
            played(
                "slow-monday-morning",
                Parked,
                &[
                    (Some(Alarm), "Every machine green, and the cache half empty"),
                    (Some(Dashboard), "No graph shows how much is found in the cache"),
                    (Some(WhatSlowedUs), "Every tool cuts off the statement’s text"),
                    (None, "None of us felt sure how many visitors to let in again"),
                ],
                "Letting in a fifth at first calmed everything",
            ),
            played(
                "parcels-stand-still",
                SolvedWithHelp,
                &[
                    (Some(LogSearch), "Six minutes to search the log of one worker"),
                    (Some(WhatSlowedUs), "Waiting jobs and cancelled ones look the same"),
                    (Some(WhyTheseSteps), "More workers felt right, and made it worse"),
                ],
                "First stopping, then looking",
            ),
            played(
                "everything-a-little-broken",
                SolvedWithHelp,
                &[
                    (Some(Alarm), "Four pages for one cause"),
                    (Some(Dashboard), "No picture of which service asks which"),
                ],
                "One request, followed to its end, beat ten graphs",
            ),
        ],
        agreed: &[
            agreed("An alarm when the cache empties", Some(0), (High, 35), (0, 1), Fate::Open),
            agreed(
                "Write down how to let visitors in again, step by step",
                Some(2),
                (Medium, 21),
                (0, 3),
                Fate::Done(15),
            ),
            agreed("One picture of which service asks which", Some(1), (Medium, 42), (2, 1), Fate::Open),
            agreed("Count waiting jobs alone", None, (Low, 42), (1, 1), Fate::Open),
        ],
    },
];
