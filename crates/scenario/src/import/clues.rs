//! What the words of an incident tell: a symptom, a report, what somebody did about it, or the cause.

/// Words of alarms and monitoring.
const ALARMS: &[&str] = &[
    "alert",
    "alarm",
    "paged",
    "pager",
    "pages on-call",
    "monitoring",
    "warning",
    "monitor",
    "pingdom",
    "nagios",
    "sentry",
];

/// Words of people who notice something.
const REPORTS: &[&str] =
    &["report", "notif", "complain", "ticket", "notice", "support", "asks", "asked", "mentions", "told", "received"];

/// Words of trouble.
const SYMPTOMS: &[&str] = &[
    "error",
    "fail",
    "unavailable",
    "outage",
    "is down",
    "was down",
    "were down",
    "went down",
    "go down",
    "goes down",
    "been down",
    "being down",
    "down for",
    "slow",
    "latency",
    "timeout",
    "timed out",
    "time out",
    "degraded",
    "unable",
    "cannot",
    "can't",
    "can’t",
    "wasn't",
    "wasn’t",
    "weren't",
    "isn't",
    "aren't",
    "doesn't",
    "don't",
    "could not",
    "not able",
    "broken",
    "crash",
    "stuck",
    "missing",
    "unreachable",
    "50x",
    "500",
    "502",
    "503",
    "504",
    "5xx",
    "offline",
    "not working",
    "stopped",
    "loss",
    "lost",
    "refused",
    "hang",
    "spike",
    "backlog",
    "exhaust",
    "delay",
    "drop",
    "stale",
    "wrong",
    "inaccessible",
    "interrupted",
    "disruption",
    "is full",
    "was full",
    "disk full",
    "crash-loop",
    "forbidden",
    "not start",
    "no longer",
    "not load",
    "not respond",
    "denied",
    "exceed",
    "did not",
    "didn't",
    "incorrect",
];

/// Words that give the cause or the cure away.
const REVEALING: &[&str] = &[
    "expired",
    "was found",
    "were found",
    "renamed",
    "misconfig",
    "bug",
    "root cause",
    "cause",
    "because",
    "due to",
    "turned out",
    "turns out",
    "identified",
    "diagnos",
    "realis",
    "realiz",
    "discover",
    "figured",
    "found that",
    "found the",
    "suspect",
    "we find",
    "they find",
    "engineers find",
    "find that",
    "finds that",
    "rolled the",
    "determine",
    "revert",
    "rolled back",
    "roll back",
    "rollback",
    "rolling back",
    "fix",
    "resolved",
    "resolve",
    "mitigat",
    "restart",
    "restored",
    "recover",
    "patch",
    "workaround",
    "to address",
    "to resolve",
    "hotfix",
    "merged",
    "back to normal",
    "increased the",
    "scaled",
    "deleted",
    "removed",
    "disabled",
    "manually",
    "confirmed",
    "closed",
    "stable",
    "concluded",
    "rebooted",
    "reboot",
    "redeployed",
    "back up",
    "back online",
    "solved",
    "downgraded",
    "corrected",
    "traced",
    "as a result of",
    "triggered by",
    "root-cause",
    "culprit",
    "operational again",
    "all clear",
    "upgraded",
];

/// Words that join a cause to its effect.
const CAUSES: &[&str] = &[
    "root cause",
    "caused by",
    "cause was",
    "cause of",
    "because",
    "due to",
    "as a result of",
    "triggered by",
    "triggered a",
    "the trigger",
    "turned out",
    "led to",
    "resulted in",
    "caused",
    "reason",
];

/// Words that name a cause and hardly anything else.
const CERTAIN_CAUSES: &[&str] = &[
    "root cause was",
    "root cause of",
    "root cause is",
    "primary cause",
    "caused by",
    "was caused",
    "turned out",
    "triggered by",
    "bug",
    "misconfig",
];

/// Words of what ended an incident.
const CURES: &[&str] = &[
    "resolved",
    "resolves",
    "fix",
    "mitigated",
    "rolled back",
    "roll back",
    "rollback",
    "revert",
    "restored",
    "recovered",
    "patched",
    "solved",
    "to address",
    "to resolve",
    "workaround",
    "back to normal",
    "back to their normal",
    "operational",
    "working again",
    "works again",
    "healthy",
    "back online",
    "corrected",
    "restarted",
    "renewed",
    "downgraded",
];

/// Words of what may have ended an incident.
const REMEDIES: &[&str] = &[
    "increased",
    "removed",
    "disabled",
    "rebooted",
    "recreated",
    "replaced",
    "upgraded",
    "deleted",
    "scaled",
    "cleaned",
    "redeployed",
    "rotated",
    "cleared",
    "switched",
    "killed",
    "bumped",
    "reinstalled",
    "changed",
    "added",
    "moved",
    "reset",
    "terminated",
];

fn has_any(text: &str, words: &[&str]) -> bool {
    let lower = text.to_lowercase();
    words.iter().any(|word| {
        lower.match_indices(word).any(|(at, _)| lower[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric()))
    })
}

pub(super) fn is_alarm(text: &str) -> bool {
    has_any(text, ALARMS)
}

pub(super) fn is_report(text: &str) -> bool {
    has_any(text, REPORTS)
}

pub(super) fn is_symptom(text: &str) -> bool {
    has_any(text, SYMPTOMS)
}

pub(super) fn reveals(text: &str) -> bool {
    has_any(text, REVEALING)
}

pub(super) fn names_cause(text: &str) -> bool {
    has_any(text, CAUSES)
}

/// Whether a text names a cause in words that are used for little else.
pub(super) fn names_certain_cause(text: &str) -> bool {
    has_any(text, CERTAIN_CAUSES)
}

pub(super) fn names_cure(text: &str) -> bool {
    has_any(text, CURES)
}

pub(super) fn names_remedy(text: &str) -> bool {
    has_any(text, REMEDIES)
}

/// The sentences of a text. A full stop ends one when white space and no small letter follow.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let after = &text[end..];
        let ends = match c {
            '\n' => true,
            '.' | '!' | '?' => {
                let next = after.trim_start().chars().next();
                let is_end = after.starts_with(char::is_whitespace) && next.is_none_or(|c| !c.is_lowercase());
                after.is_empty() || (is_end && !(c == '.' && is_abbreviated(&text[start..at])))
            }
            _ => false,
        };
        if ends {
            sentences.push(text[start..end].trim());
            start = end;
        }
    }
    sentences.push(text[start..].trim());
    sentences.retain(|sentence| sentence.chars().any(char::is_alphabetic));
    sentences
}

/// Whether a text ends with an abbreviation or the number of a day, behind which a full stop ends no sentence.
fn is_abbreviated(text: &str) -> bool {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default().to_lowercase();
    let is_number = !last.is_empty() && last.len() < 3 && last.bytes().all(|byte| byte.is_ascii_digit());
    is_number || ["e.g", "i.e", "a.m", "p.m", "approx", "vs", "ca", "no", "cf", "etc"].contains(&last.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_a_new_one_begins() {
        let check = |text: &str, expected: &[&str]| assert_eq!(sentences(text), expected, "{text}");
        check("It was down. We saw it!", &["It was down.", "We saw it!"]);
        check("Version 1.2 failed, e.g. on Monday. Then", &["Version 1.2 failed, e.g. on Monday.", "Then"]);
        check("At 10 p.m. UTC it was down", &["At 10 p.m. UTC it was down"]);
        check("On 21. January we saw it", &["On 21. January we saw it"]);
        check("One\nTwo", &["One", "Two"]);
        check("", &[]);
    }

    #[test]
    fn words_count_from_their_beginning() {
        assert!(is_symptom("Requests failed") && !is_symptom("breakdown"));
        assert!(reveals("We rolled back") && !reveals("The queue grew"));
    }
}
