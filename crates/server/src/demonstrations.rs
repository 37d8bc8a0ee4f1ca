//! Demonstrations: teams to try the product with, whose other people the server plays.

use store::demonstrations::MostDemonstrations;

/// How many demonstrations may be alive at once.
pub const MOST: MostDemonstrations = MostDemonstrations { in_all: 200, of_an_address: 10 };
