//! What the played people think and write about each card of the starter pack.

/// The texts about one card.
pub(super) struct CardLines {
    /// The scenario in the starter pack.
    pub(super) slug: &'static str,
    /// A wrong idea, and why somebody does not believe it. Neither gives the cause away.
    pub(super) idea: &'static str,
    pub(super) doubt: &'static str,
    /// What two of them think the cause is: the first is wrong, the second comes near.
    pub(super) guesses: [&'static str; 2],
    pub(super) crappy: &'static str,
    pub(super) awesome: &'static str,
    /// A note on What's Crappy that makes people smile.
    pub(super) joke: &'static str,
    /// What is proposed for the Actions wall.
    pub(super) action: &'static str,
}

/// What is written about a card that a visitor wrote.
pub(super) const ANY_CARD: CardLines = card(
    "",
    ("Something was released just before", "First I want to know when it began"),
    ["The last release", "Something is full"],
    (
        "The alarm does not say what to do first",
        "We said “I don’t know yet” out loud",
        "The dashboard was green. It always is",
    ),
    "Link a runbook from every alarm",
);

const fn card(
    slug: &'static str,
    (idea, doubt): (&'static str, &'static str),
    guesses: [&'static str; 2],
    (crappy, awesome, joke): (&'static str, &'static str, &'static str),
    action: &'static str,
) -> CardLines {
    CardLines { slug, idea, doubt, guesses, crappy, awesome, joke, action }
}

pub(super) const CARDS: &[CardLines] = &[
    card(
        "a-table-to-restore",
        (
            "The files went to the cold class, and an empty stub is left",
            "That rule starts after 14 days. Last night’s file is empty, too",
        ),
        ["Somebody switched the backup off", "The dump fails, and the job does not notice"],
        (
            "A green job with an empty file",
            "Ilse looked at the file before she needed it in a hurry",
            "Schrödinger’s backup",
        ),
        "Restore the backup into a test database every week",
    ),
    card(
        "a-third-of-payments",
        ("Quaypay’s new certificate is broken", "It has worked since yesterday, and two in three payments still do"),
        ["Quaypay has a bad gate", "Some of our machines do not trust the chain"],
        (
            "Nobody knows which machines have the old image",
            "Comparing machines took one query",
            "One in three machines has trust issues",
        ),
        "An alarm when machines run different system images",
    ),
    card(
        "cards-charged-again",
        ("Quaypay repeats its confirmations", "Every charge has a reference of its own. We send them"),
        ["Two jobs run at the same time", "The job cannot store that it has charged already"],
        (
            "A missing number counts as zero",
            "Stopped the job first, asked questions afterwards",
            "The one job that never takes a day off",
        ),
        "Stop charging when the credit cannot be read",
    ),
    card(
        "checkout-refuses",
        ("The disk of main-db is full", "It is at 84 %, and the error does not mention the disk"),
        ["A lock that nobody releases", "A number in the database has reached its end"],
        (
            "No alarm counts the ids that are left",
            "We read the error twice before we touched anything",
            "2,147,483,647 problems, and the disk isn’t one",
        ),
        "An alarm when a sequence is 80 % used",
    ),
    card(
        "delivery-prices-vanish",
        (
            "The carrier’s new prices have no list for home",
            "Orders still worked three minutes after the new prices came",
        ),
        ["The carrier sent an empty file", "Two jobs overtook each other"],
        (
            "“Finished” is green, whatever came out",
            "Somebody thought of the radio spot and called marketing",
            "Three jobs for one list, and nobody in charge: just like us",
        ),
        "Let one job alone write the list of prices",
    ),
    card(
        "every-fourth-payout",
        (
            "It is yesterday’s release: it changed how dates are written",
            "1,950 payouts went through with it this morning",
        ),
        ["Certain banks refuse the new date", "Something at Quaypay changes what we send"],
        (
            "We cannot see which of their gates answered",
            "We had proof before we called the provider",
            "Their status page is green. It is always green",
        ),
        "Log which gate of the provider answered",
    ),
    card(
        "every-page-times-out",
        ("We are under attack", "It is a quarter more requests, from the same people as always. They press reload"),
        ["A botnet with good manners", "A rule at the edge eats the CPU"],
        (
            "“Dry run” ran on everything",
            "We asked people when the dashboards were gone",
            "We attacked ourselves, and we won",
        ),
        "Try filter rules on one machine first",
    ),
    card(
        "everything-a-little-broken",
        ("It is the cable between C2 and C4", "That was mended at 13:57. This began at 14:00"),
        ["Too many visitors at the fair", "Everything waits for one small service"],
        (
            "Retries turned a small problem into three",
            "One request, followed to its end, beat ten dashboards",
            "A badge that nobody noticed, until nobody could load it",
        ),
        "Load a page without badges when flags does not answer",
    ),
    card(
        "gift-cards-fail",
        ("The work on rack C4 took the machines down", "Job-5 is in another rack, and it failed as well"),
        ["The rack lost its network", "Something about today’s date"],
        (
            "The scheduler blames machines for bad jobs",
            "“What is special about today?” was the best question",
            "Happy birthday to everybody born today",
        ),
        "Run the tests on 29 February and 31 December",
    ),
    card(
        "machines-come-and-go",
        ("The stricter health check is wrong", "The machines passed it for almost three hours"),
        ["A memory leak in shop-web", "One slow page fails the health check"],
        (
            "The health check asks for the most expensive page",
            "Keeping the machines in bought us time to think",
            "20,000 blanks. Somebody fell asleep on the keyboard",
        ),
        "A health check on a page that is always quick",
    ),
    card(
        "no-order-mails",
        ("It is the release of this morning: notifier 2.14.0", "That was at 11:40, and mails went out until 13:19"),
        ["The new footer breaks the mail server", "One message that notifier cannot read"],
        (
            "The page does not say which message is stuck",
            "Customer care had an answer within five minutes",
            "32 deliveries, 0 failures: optimism as a service",
        ),
        "Move a message to the dead letters after five deliveries",
    ),
    card(
        "paid-more-than-once",
        ("Go back to the version from before Friday", "The three machines with the new version pay once"),
        ["Instant payouts are sent twice by the page", "One machine runs another version"],
        (
            "97 warnings to a mailbox that nobody reads",
            "Stopped the machine first, understood it later",
            "The most generous bug of the year",
        ),
        "Send warnings of payouts to the channel of the team",
    ),
    card(
        "parcels-stand-still",
        ("We need more workers", "They have nothing to do. Something else holds the queue"),
        ["The carrier sends everything twice", "Fetching a job has become too slow"],
        (
            "Waiting jobs and cancelled ones look the same",
            "We stopped the workers, and could see again",
            "The queue queues for itself",
        ),
        "A limit for jobs that are put in again",
    ),
    card(
        "photos-cannot-be-saved",
        ("The store for photos is full", "92 % is not full, and the old photos cannot be read either"),
        ["The quota of tl-photos", "Somebody changed the key"],
        (
            "A key is changed in one place and used in five",
            "Sellers heard early that no photo is lost",
            "“Trial” is the default. What could go wrong",
        ),
        "List every place that uses the storage key",
    ),
    card(
        "search-fails-before-the-sale",
        ("The new machines are of the wrong type", "The old ones report the same errors"),
        ["Search runs out of memory", "A limit that all machines share"],
        (
            "“Out of memory” does not mean memory",
            "We looked at an old machine before we blamed the new ones",
            "More machines made it slower. Math is hard",
        ),
        "Show the number of threads on search’s dashboard",
    ),
    card(
        "sellers-hear-nothing",
        ("There are too few senders", "They have had nothing to do since 05:20"),
        ["The broker lost the queue", "One seller blocks all the others"],
        (
            "“In flight” is on no dashboard",
            "Sellers were told to call before the van came",
            "One seller’s voicemail is full, so nobody gets mail",
        ),
        "Give up on a seller after ten tries, and write to them",
    ),
    card(
        "slow-checkout-at-noon",
        ("The newsletter brought too many visitors", "Last Sunday had more, and all was well"),
        ["orders-api needs more threads", "The broker does not accept messages any more"],
        (
            "Search can stop the checkout, and no picture shows why",
            "The broker’s own page said it in one line",
            "The search indexer hoards messages like a dragon",
        ),
        "A limit for messages that the indexer may hold",
    ),
    card(
        "slow-monday-morning",
        ("It is the new app", "6 % of the people have it. The old one fails as well"),
        ["Monday", "The cache lost what it knew"],
        (
            "No graph shows how much the cache answers",
            "Letting in a fifth first calmed everything",
            "Have you tried turning Monday off and on again",
        ),
        "An alarm when the cache empties",
    ),
    card(
        "this-is-not-a-test",
        ("The copy is behind, so main-db is dying", "It says that every Saturday at this time"),
        ["A network fault between the machines", "The call itself is wrong"],
        (
            "The real alarm and the exercise have the same button",
            "Somebody asked “who has measured this?”",
            "This was a test",
        ),
        "Start every exercise with the word “exercise”",
    ),
];

/// The texts about a card.
pub(super) fn lines_about(slug: &str) -> &'static CardLines {
    CARDS.iter().find(|card| card.slug == slug).unwrap_or(&ANY_CARD)
}
