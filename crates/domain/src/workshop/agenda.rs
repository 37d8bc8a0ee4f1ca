//! How the minutes of a workshop are spent, and how many cards fit into them.

use super::Plan;

/// How a workshop's minutes are spent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agenda {
    /// Until the first card is drawn: coming in, the last actions, the ground rules.
    pub opening: u16,
    /// What a card's investigation takes: the mean of the cards in the hat, rounded up.
    pub card: u16,
    /// Talking about a card.
    pub debrief: u16,
    /// Passing the torch.
    pub hand_over: u16,
    /// What is kept at the end.
    pub reflection: u16,
    /// How many cards are likely to be played before the time that is kept begins, if the hat has as many.
    pub fits: u16,
    /// The minutes that are left over.
    pub spare: u16,
    /// How long the workshop would have to be for everybody who draws to have a turn; nothing where it fits already.
    pub for_everyone: Option<u16>,
    /// What longer meetings would bring.
    pub longer: Vec<Length>,
}

/// A length, and how many cards fit into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// Minutes in all.
    pub minutes: u16,
    /// Cards.
    pub fits: u16,
}

impl Agenda {
    /// The minutes until the first card is drawn.
    pub const OPENING: u16 = 10;
    /// The minutes in which a card is talked about.
    pub const DEBRIEF: u16 = 3;
    /// The minutes in which the torch is passed.
    pub const HAND_OVER: u16 = 1;
    /// The minutes of a card where none is in the hat yet.
    pub const USUAL_CARD: u16 = 10;

    /// The agenda of a workshop of so many minutes, some of them kept for reflection, with cards of these minutes in its
    /// hat and so many people who draw.
    #[must_use]
    pub fn plan(minutes: u16, reflection: u16, cards: &[u16], draws: usize) -> Self {
        let card = mean(cards).unwrap_or(Self::USUAL_CARD);
        let round = card + Self::DEBRIEF + Self::HAND_OVER;
        let around = Self::OPENING.saturating_add(reflection);
        let fits = |minutes: u16| minutes.saturating_sub(around) / round;
        let everyone = u16::try_from(draws).unwrap_or(u16::MAX);
        let needed = around.saturating_add(round.saturating_mul(everyone));
        Self {
            opening: Self::OPENING,
            card,
            debrief: Self::DEBRIEF,
            hand_over: Self::HAND_OVER,
            reflection,
            fits: fits(minutes),
            spare: minutes.saturating_sub(around) % round,
            for_everyone: (fits(minutes) < everyone).then(|| in_fives(needed)).filter(|m| *m <= Plan::MAX_MINUTES),
            longer: [15, 30, 60]
                .map(|more| minutes.saturating_add(more))
                .into_iter()
                .filter(|minutes| *minutes <= Plan::MAX_MINUTES)
                .map(|minutes| Length { minutes, fits: fits(minutes) })
                .collect(),
        }
    }

    /// What one card takes with all that belongs to it.
    #[must_use]
    pub fn round(&self) -> u16 {
        self.card + self.debrief + self.hand_over
    }
}

fn mean(cards: &[u16]) -> Option<u16> {
    let count = u32::try_from(cards.len()).ok().filter(|count| *count > 0)?;
    let sum: u32 = cards.iter().map(|minutes| u32::from(*minutes)).sum();
    u16::try_from(sum.div_ceil(count)).ok()
}

fn in_fives(minutes: u16) -> u16 {
    minutes.div_ceil(5).saturating_mul(5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_fit_before_the_time_that_is_kept() {
        let check = |minutes: u16, reflection: u16, cards: &[u16], fits: u16, spare: u16| {
            let agenda = Agenda::plan(minutes, reflection, cards, 0);
            assert_eq!((agenda.fits, agenda.spare), (fits, spare), "{minutes} minutes, {reflection} kept, {cards:?}");
            let sum = agenda.opening + agenda.fits * agenda.round() + agenda.spare + agenda.reflection;
            assert!(sum == minutes || agenda.fits == 0, "the parts are the whole: {agenda:?}");
        };
        check(60, 15, &[], 2, 7);
        check(60, 15, &[10, 10, 10], 2, 7);
        check(60, 15, &[10, 11], 2, 5);
        check(90, 20, &[8], 5, 0);
        check(60, 55, &[10], 0, 0);
        check(60, 15, &[60], 0, 35);
    }

    #[test]
    fn longer_meetings_bring_more() {
        let agenda = Agenda::plan(60, 15, &[10], 5);
        assert_eq!(agenda.for_everyone, Some(95));
        let lengths: Vec<_> = agenda.longer.iter().map(|length| (length.minutes, length.fits)).collect();
        assert_eq!(lengths, [(75, 3), (90, 4), (120, 6)]);
        assert_eq!(Agenda::plan(95, 15, &[10], 5).for_everyone, None);
        assert_eq!(Agenda::plan(470, 15, &[60], 60).for_everyone, None, "a day is not enough");
        assert_eq!(Agenda::plan(480, 15, &[10], 1).longer, []);
    }
}
