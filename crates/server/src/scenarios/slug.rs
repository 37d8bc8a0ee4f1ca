//! The name of a scenario in URLs and as a file.

use domain::scenario::SLUG_LENGTH;
use domain::scenario::limits::is_plain_name;

/// The first of `wish`, `wish-2`, `wish-3` and so on that is not taken.
pub(super) fn free_slug(wish: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let mut slugs = (1..).map(|count| numbered(wish, count));
    slugs.find(|slug| !is_taken(slug)).unwrap_or_else(|| wish.to_owned())
}

/// A slug with a number behind it, no longer than slugs are.
pub(super) fn numbered(wish: &str, count: u32) -> String {
    let end = if count == 1 { String::new() } else { format!("-{count}") };
    let room = SLUG_LENGTH.end() - end.len();
    format!("{}{end}", wish.get(..room).unwrap_or(wish))
}

pub(super) fn is_slug(text: &str) -> bool {
    is_plain_name(text, &SLUG_LENGTH)
}

/// Lower-case words joined by hyphens, short enough for a number behind them.
pub(super) fn slug(title: &str) -> String {
    let words: String = title.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    let mut slug = words.split_whitespace().collect::<Vec<_>>().join("-");
    slug.truncate(50);
    let slug = slug.trim_end_matches('-');
    if slug.len() < 3 { format!("card-{slug}").trim_end_matches('-').to_owned() } else { slug.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_slugs() {
        let check = |title: &str, expected: &str| {
            assert_eq!(slug(title), expected, "{title}");
            assert!(is_slug(expected));
        };
        check("Résumés stall behind one file", "r-sum-s-stall-behind-one-file");
        check("DB", "card-db");
        check("日本", "card");
        check(&"long ".repeat(30), "long-long-long-long-long-long-long-long-long-long");
    }

    #[test]
    fn a_number_is_added_to_a_slug_within_its_limit() {
        assert_eq!(numbered("orders-wait", 1), "orders-wait");
        assert_eq!(numbered("orders-wait", 12), "orders-wait-12");
        let longest = "x".repeat(60);
        assert_eq!(numbered(&longest, 1), longest);
        assert!(is_slug(&numbered(&longest, 50)) && numbered(&longest, 50).ends_with("x-50"));
        assert_eq!(free_slug("card-pack", |slug| ["card-pack", "card-pack-2"].contains(&slug)), "card-pack-3");
    }
}
