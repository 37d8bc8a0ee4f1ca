//! The people of the corpus: those of the users file, and others who only sign or are only mentioned.

use super::random::{Alphabet, Random};

/// A person as a users file lists them.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    /// The id in the chat, such as `U04MZ7Q2KXA`.
    pub(crate) id: String,
    /// The name under which they write.
    pub(crate) handle: String,
    pub(crate) first: &'static str,
    pub(crate) full: String,
    pub(crate) email: String,
}

const FIRST: [&str; 36] = [
    "Marta",
    "Yusuf",
    "Ingrid",
    "Tomasz",
    "Priya",
    "Liam",
    "Chidi",
    "Soledad",
    "Henrik",
    "Aiko",
    "Mateo",
    "Zeynep",
    "Anneliese",
    "Bogdan",
    "Siobhán",
    "Rashid",
    "Katarzyna",
    "Emeka",
    "Noémie",
    "Viktor",
    "Leilani",
    "Goran",
    "Haruto",
    "Paloma",
    "Dmitri",
    "Fatima",
    "Jürgen",
    "Oluwaseun",
    "Camille",
    "Rafael",
    "Sunniva",
    "Mehmet",
    "Beatriz",
    "Anders",
    "Nadia",
    "Wojciech",
];

const OTHER_FIRST: [&str; 36] = [
    "Tobias",
    "Amara",
    "Quentin",
    "Xiomara",
    "Stellan",
    "Ludmila",
    "Ikenna",
    "Thérèse",
    "Casper",
    "Meera",
    "Øystein",
    "Renata",
    "Kwame",
    "Giulia",
    "Pavel",
    "Dolores",
    "Farid",
    "Hildegard",
    "Jasper",
    "Kamala",
    "Lorenzo",
    "Milica",
    "Nikolai",
    "Odette",
    "Piotr",
    "Rosalind",
    "Salvador",
    "Tamsin",
    "Ulrike",
    "Valentina",
    "Winston",
    "Yaroslav",
    "Zuzana",
    "Alastair",
    "Brigitte",
    "Cornelius",
];

const LAST: [&str; 48] = [
    "Kowalczyk",
    "Demir",
    "Halvorsen",
    "Okonkwo",
    "Raghunathan",
    "O'Sullivan",
    "Fernández",
    "Lindqvist",
    "Tanaka",
    "Vasquez",
    "Öztürk",
    "Zimmermann",
    "Popescu",
    "Byrne",
    "Haddad",
    "Nowakowski",
    "Eze",
    "Lefèvre",
    "Sokolov",
    "Kealoha",
    "Petrović",
    "Yamamoto",
    "Iglesias",
    "Volkov",
    "Rahman",
    "Müller-Hartwig",
    "Adeyemi",
    "Rousseau",
    "Carvalho",
    "Nygaard",
    "Yıldırım",
    "Azevedo",
    "Bergström",
    "Ferrante",
    "Castellanos",
    "Whitcombe",
    "Dubois",
    "McAllister",
    "van der Meer",
    "Achterberg",
    "Ramaswamy",
    "Szabó",
    "Kristoffersen",
    "Papadopoulos",
    "Delacroix",
    "Hollingsworth",
    "Nakamura",
    "Thorvaldsen",
];

/// Where mailboxes of others are.
const MAIL_DOMAINS: [&str; 14] = [
    "brightparcel.com",
    "kestrel-freight.co.uk",
    "nordlicht-versand.de",
    "olivegrove.io",
    "tidewater.org",
    "gmail.com",
    "outlook.com",
    "mail.vantage-books.net",
    "posteo.de",
    "fastmail.com",
    "lumenworks.fr",
    "quietharbour.shop",
    "support.meridian-pay.com",
    "uni-falkenau.edu",
];

/// The company's own domains; hosts below them are its own.
pub(crate) const OWN_DOMAINS: [&str; 3] = ["harbourline.net", "corp.harbourline.com", "hl-internal.cloud"];

/// The first thirty-six are in the users file.
pub(crate) fn users(random: &mut Random) -> Vec<Person> {
    FIRST.iter().enumerate().map(|(index, first)| person(random, first, LAST[index], OWN_DOMAINS[0])).collect()
}

/// Somebody who is not in the users file.
pub(crate) fn stranger(random: &mut Random) -> Person {
    let (first, last) = (*random.pick(&OTHER_FIRST), *random.pick(&LAST));
    let domain = *random.pick(&MAIL_DOMAINS);
    person(random, first, last, domain)
}

fn person(random: &mut Random, first: &'static str, last: &str, domain: &str) -> Person {
    let (plain_first, plain_last) = (plain(first), plain(last));
    let initial = &plain_first[..1];
    let number = random.between(2, 97);
    let handle = match random.below(4) {
        0 => format!("{plain_first}.{plain_last}"),
        1 => format!("{initial}{plain_last}"),
        2 => format!("{plain_first}_{}", &plain_last[..1]),
        _ => format!("{plain_first}{number}"),
    };
    let local = match random.below(5) {
        0 => format!("{plain_first}_{plain_last}"),
        1 => format!("{plain_first}.{plain_last}+shop"),
        2 => format!("{initial}{plain_last}{number}"),
        _ => format!("{plain_first}.{plain_last}"),
    };
    Person {
        id: format!("U0{}", random.text(Alphabet::UpperDigits, 9)),
        handle,
        first,
        full: format!("{first} {last}"),
        email: format!("{local}@{domain}"),
    }
}

/// A name as addresses write it.
fn plain(name: &str) -> String {
    let lower = name.to_lowercase();
    lower
        .chars()
        .filter_map(|c| match c {
            'a'..='z' => Some(c),
            'á' | 'å' => Some('a'),
            'é' | 'è' => Some('e'),
            'ı' | 'í' => Some('i'),
            'ö' | 'ø' | 'ó' => Some('o'),
            'ü' => Some('u'),
            'ć' => Some('c'),
            _ => None,
        })
        .collect()
}
