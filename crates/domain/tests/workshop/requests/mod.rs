//! What people might ask: any command, from anybody, about few enough things that they meet.

mod people;
mod rounds;
mod steps;
mod walls;
mod whole;

use domain::id::PersonId;
use domain::token::Token;
use domain::workshop::{Command, RoundNumber, Standing, Wall};
use proptest::prelude::*;
use uuid::Uuid;

use self::people::{about_people, about_the_door};
use self::rounds::{about_hands, about_rounds};
use self::steps::{about_guesses, about_texts, about_the_talk};
use self::walls::{about_notes, about_walls};
use self::whole::{about_actions, about_the_whole};
use crate::world::MEI;

/// Who asks in which standing, after how many minutes, and for what.
pub(crate) fn request() -> impl Strategy<Value = (PersonId, Standing, i64, Command)> {
    let command = prop_oneof![
        2 => about_people(), 2 => about_the_door(), 6 => about_rounds(), 4 => about_hands(), 2 => about_texts(), 2 => about_the_talk(),
        2 => about_guesses(),
        2 => about_notes(), 2 => about_walls(), 1 => about_actions(), 1 => about_the_whole()
    ];
    let standing = prop_oneof![5 => Just(Standing::Member), 1 => Just(Standing::Guest), 1 => Just(Standing::Owner)];
    (prop_oneof![2 => Just(MEI), 3 => person()], standing, 0..2_i64, command)
}

fn person() -> impl Strategy<Value = PersonId> {
    (1..6_u128).prop_map(|n| PersonId(Uuid::from_u128(n)))
}

fn small() -> impl Strategy<Value = u128> {
    0..6_u128
}

fn round() -> impl Strategy<Value = RoundNumber> {
    (1..8_u32).prop_map(RoundNumber)
}

fn token() -> impl Strategy<Value = Option<Token>> {
    let token = |digit: &str| Just(Some(Token::parse(&digit.repeat(64)).unwrap()));
    prop_oneof![3 => Just(None), 2 => token("1"), 1 => token("2")]
}

fn wall() -> impl Strategy<Value = Wall> {
    prop_oneof![Just(Wall::Crappy), Just(Wall::Awesome), Just(Wall::Actions)]
}
