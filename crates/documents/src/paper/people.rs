//! A member by name, as people write it.

use std::collections::BTreeMap;

use domain::characters::fold;
use domain::id::PersonId;
use unicode_normalization::UnicodeNormalization;

use super::rows::unstyled;
use super::{PaperChoice, PaperOwner};

/// Why a name means no member, or more than one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NameFault {
    pub(super) reason: String,
    /// Between whom a person can choose.
    pub(super) choice: Option<PaperChoice>,
}

/// Who does an action: by name, by the beginning of the name, or by initials. Where several are possible, `chosen` names one; what
/// there was to choose from is returned beside it.
pub(super) fn owner(
    cell: &str,
    action: &str,
    members: &BTreeMap<PersonId, String>,
    chosen: &[PaperOwner],
) -> Result<(Option<PersonId>, Option<PaperChoice>), NameFault> {
    let cell = unstyled(cell).trim_start_matches('@').trim();
    let wanted = folded(cell);
    if matches!(wanted.as_str(), "" | "-" | "–" | "—" | "?" | "nobody" | "none" | "n/a" | "tbd" | "unassigned") {
        return Ok((None, None));
    }
    let found = meant(&wanted, members);
    match found[..] {
        [] => {
            let reason =
                format!("Nobody in the team is called “{cell}”: write one member's name, or a dash for nobody yet.");
            Err(NameFault { reason, choice: None })
        }
        [person] => Ok((Some(person), None)),
        [one, other, ..] => {
            let choice = PaperChoice { action: action.to_owned(), name: cell.to_owned(), members: found.clone() };
            let here = |chosen: &&PaperOwner| {
                chosen.action == choice.action && folded(&chosen.name) == wanted && found.contains(&chosen.member)
            };
            if let Some(chosen) = chosen.iter().find(here) {
                return Ok((Some(chosen.member), Some(choice)));
            }
            let (one, other) = (&members[&one], &members[&other]);
            let reason = if folded(one) == folded(other) {
                format!("Several members are called “{one}”: choose who it is.")
            } else {
                format!("“{cell}” may be {one} or {other}: write the whole name, or choose.")
            };
            Err(NameFault { reason, choice: Some(choice) })
        }
    }
}

/// Everybody whom a folded name may mean, in the first way in which it means anybody.
fn meant(wanted: &str, members: &BTreeMap<PersonId, String>) -> Vec<PersonId> {
    let initials = |name: &str| name.split_whitespace().filter_map(|word| word.chars().next()).collect::<String>();
    let ways: [&dyn Fn(&str) -> bool; 4] = [
        &|name| name == wanted,
        &|name| name.split_whitespace().next() == Some(wanted),
        &|name| name.starts_with(wanted),
        &|name| initials(name) == wanted,
    ];
    let all = |way: &&dyn Fn(&str) -> bool| {
        let found = members.iter().filter(|(_, name)| way(&folded(name)));
        found.map(|(person, _)| *person).collect::<Vec<_>>()
    };
    ways.iter().map(all).find(|found| !found.is_empty()).unwrap_or_default()
}

/// A name as it is compared: composed, without differences of case and of white space.
pub(super) fn folded(name: &str) -> String {
    fold(&name.nfkc().collect::<String>())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn names_are_found_however_they_are_written() {
        let person = |n: u128| PersonId(Uuid::from_u128(n));
        let names = ["Zoë Größer", "Jonas Weber", "Jo Nakamura", "İpek Şahin"];
        let members: BTreeMap<_, _> = (1..).map(person).zip(names.map(String::from)).collect();
        let check = |cell: &str, expected: Option<u128>| {
            let found = owner(cell, "Do it", &members, &[]).map(|(found, _)| found);
            assert_eq!(found, Ok(expected.map(person)), "{cell:?}");
        };
        check("Zoë Größer", Some(1));
        check("Zoe\u{308} Gro\u{308}ßer", Some(1));
        check("ZOË GRÖSSER", Some(1));
        check("zoe\u{308}", Some(1));
        check("**@Zoë**", Some(1));
        check("[Jonas](https://x.example/jonas)", Some(2));
        check("Jonas\u{a0}Weber", Some(2));
        check("JN", Some(3));
        check("İPEK", Some(4));
        check("–", None);
    }

    #[test]
    fn between_two_of_the_same_name_one_is_chosen() {
        let [one, other] = [1, 2].map(|n| PersonId(Uuid::from_u128(n)));
        let members: BTreeMap<_, _> = [(one, "Mei Tanaka".to_owned()), (other, "Mei Tanaka".to_owned())].into();
        let choice = PaperChoice { action: "Do it".into(), name: "mei".into(), members: vec![one, other] };
        let fault = owner("mei", "Do it", &members, &[]).unwrap_err();
        assert_eq!(fault.reason, "Several members are called “Mei Tanaka”: choose who it is.");
        assert_eq!(fault.choice, Some(choice.clone()));
        let chosen = PaperOwner { action: "Do it".into(), name: "Mei".into(), member: other };
        assert_eq!(owner("mei", "Do it", &members, std::slice::from_ref(&chosen)), Ok((Some(other), Some(choice))));
        // A choice for one action does not apply to another, nor does a choice of somebody whom the name does not fit.
        assert!(owner("mei", "Do that", &members, std::slice::from_ref(&chosen)).is_err());
        let stranger = PaperOwner { member: PersonId(Uuid::from_u128(3)), ..chosen };
        assert!(owner("mei", "Do it", &members, &[stranger]).is_err());
    }
}
