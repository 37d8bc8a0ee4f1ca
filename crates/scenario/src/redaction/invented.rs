//! Invented people, who stand for real ones.

/// Invented people, in the order in which they appear.
const INVENTED: &str = "Robin Vale,Kim Arden,Sasha Lund,Alex Moreau,Noa Keller,Jules Okoye,Charlie Brandt,Mika Sato,Rowan Hale,Toni Ferro,\
    Ariel Novak,Sam Whitlock,Quinn Adair,Luca Berger,Yuri Palmen,Nico Santoro,Remy Castel,Dana Whitby,Kai Nakano,Eli Rosner,Marlo Ives,\
    Jamie Oduya,Lior Amsel,Taylor Finnis,Ashe Corwin,Ren Ishida,Andrea Lindqvist,Casey Munro,Frankie Dunmore,Imani Sefu,Kerry Aldous,Logan Pryce,\
    Morgan Tait,Nour Haddad,Ollie Marchetti,Parker Lowell,Reese Calder,Sandy Kirkwall,Tatum Beckett,Umi Hayashi,Val Petrakis,Wren Ashdown,\
    Xen Duarte,Zion Mabry,Addison Fyfe,Blair Conway,Cameron Leith,Devon Arkwell,Ellis Thorne,Finley Strand,Gray Hollis,Harper Quill,Indigo Marsh,\
    Jordan Pell,Kit Sorrel,Lane Draper,Max Ferris,Nat Ondine,Ode Larsen,Pax Winther,Rory Galt,Shay Lenner,Tru Ambrose,Uri Stavros,Vic Damaro,\
    Winn Eskel,Yael Corbin,Zuri Banda,Amari Holt,Bo Lindgren,Coby Farrow,Dax Merrow,Emery Stroud,Flo Gardin,Gabi Renner,Hadi Soleil,Ira Bexley,\
    Joss Tarrant,Koa Pemba,Lex Arundel,Milo Verne,Nevin Orr,Oakley Dunn,Perry Sandler,Ridley Moss,Skye Ennis,Teo Varga,Uma Fenwick,Vesper Lyle,\
    Wynn Abara,Yoko Brandel,Zane Orwell";

/// First and last names.
pub(super) fn invented() -> impl Iterator<Item = (&'static str, &'static str)> {
    INVENTED.split(',').filter_map(|name| name.trim().split_once(' '))
}

/// Whether a name is one of the invented ones.
pub(super) fn is_pseudonym(name: &str) -> bool {
    invented().any(|(first, last)| name == first || name == last || name.split_once(' ') == Some((first, last)))
}

/// Whether a handle is that of an invented person.
pub(super) fn is_handle(lower: &str) -> bool {
    let (front, back) = lower.split_once('.').unwrap_or((lower, ""));
    invented().any(|(first, last)| front == first.to_lowercase() && (back.is_empty() || back == last.to_lowercase()))
        || lower.strip_prefix("person-").is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit()))
}
