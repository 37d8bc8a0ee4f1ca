use super::*;

#[test]
fn times_at_the_beginning() {
    let check = |text: &str, day: Option<&str>, second: Option<i64>, rest: &str| {
        let found = find_time(text).unwrap_or_default();
        let found_day = found.day.and_then(format_day);
        assert_eq!((found_day.as_deref(), found.second, &text[found.length..]), (day, second, rest), "{text}");
    };
    const TEN: i64 = 36_000;
    check("10:00 we are paged", None, Some(TEN), " we are paged");
    check("**10:00 UTC** - we", None, Some(TEN), "** - we");
    check("[10:00] we", None, Some(TEN), "] we");
    check("At 10:00:31.250Z, we", None, Some(TEN + 31), ", we");
    check("~10am the", None, Some(TEN), " the");
    check("10:00 p.m. the", None, Some(TEN + 43_200), " the");
    check("12:30 AM PST: the", None, Some(1_800 + 28_800), ": the");
    check("1000 UTC the", None, Some(TEN), " the");
    check("10h00 the", None, Some(TEN), " the");
    check("10:00 - 10:15 UTC the", None, Some(TEN), " the");
    check("2026-11-03 10:00 the", Some("2026-11-03"), Some(TEN), " the");
    check("2026-11-03T10:00:00Z the", Some("2026-11-03"), Some(TEN), " the");
    check("2026-11-03T12:00+02:00 the", Some("2026-11-03"), Some(TEN), " the");
    check("Nov 3rd, 2026, 10:00 UTC: the", Some("2026-11-03"), Some(TEN), ": the");
    check("3 November 2026 at 10:00 the", Some("2026-11-03"), Some(TEN), " the");
    check("11/03/2026 10:00 the", Some("2026-11-03"), Some(TEN), " the");
    check("3.11.2026 10:00 the", Some("2026-11-03"), Some(TEN), " the");
    check("Tuesday, 2026-11-03 the", Some("2026-11-03"), None, " the");
    check("10:00 2026-11-03 the", Some("2026-11-03"), Some(TEN), " the");
    check("100 requests failed", None, None, "100 requests failed");
    check("2026 was a year", None, None, "2026 was a year");
    check("3 of 5 nodes", None, None, "3 of 5 nodes");
    check("May be it was", None, None, "May be it was");
    check("10.4.2 was deployed", None, None, "10.4.2 was deployed");
    check("", None, None, "");
}

#[test]
fn days_anywhere() {
    let check =
        |text: &str, day: Option<&str>| assert_eq!(find_day(text).and_then(format_day).as_deref(), day, "{text}");
    check("Outage of 2026-11-03: orders", Some("2026-11-03"));
    check("2026-11-03-orders.md", Some("2026-11-03"));
    check("what happened on November 3, 2026?", Some("2026-11-03"));
    check("nothing 1.2.3", None);
}

proptest::proptest! {
    #[test]
    fn any_text_is_read(text: String) {
        if let Some(found) = find_time(&text) {
            proptest::prop_assert!(text.is_char_boundary(found.length));
        }
        let _ = (parse_stamp(&text), find_day(&text));
    }
}
