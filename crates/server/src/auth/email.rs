//! E-mail addresses as they are kept and compared.

use api::problem::Invalid;
use api::refusal::RequestReason;
use domain::characters::is_seen;
use store::Store;
use store::accounts::AccountRow;
use unicode_normalization::UnicodeNormalization;

use crate::error::Result;

/// The longest address (RFC 5321).
const LONGEST: usize = 254;

/// One form for one address: composed, in lower case, its domain in Unicode rather than as an A-label.
#[must_use]
pub(crate) fn normal(typed: &str) -> String {
    let lower = typed.trim().nfc().collect::<String>().to_lowercase();
    let normal = match lower.rsplit_once('@') {
        Some((local, domain)) => {
            let (unicode, read) = idna::domain_to_unicode(domain);
            format!("{local}@{}", if read.is_ok() { unicode.as_str() } else { domain })
        }
        None => lower,
    };
    normal.chars().take(LONGEST).collect()
}

/// Bounds an e-mail address; only a sent mail shows whether it exists.
pub(crate) fn parse(raw: &str) -> Result<String> {
    let email = normal(raw);
    let forbidden = |c: char| c.is_whitespace() || !is_seen(c.encode_utf8(&mut [0; 4])) || "<>\"\\,;:()".contains(c);
    let shaped = email.split_once('@').is_some_and(|(local, host)| {
        !local.is_empty() && !host.is_empty() && !host.contains('@') && !host.starts_with('.') && !host.ends_with('.')
    });
    if shaped && !raw.trim().chars().any(forbidden) && email.len() <= LONGEST && raw.trim().len() <= LONGEST {
        Ok(email)
    } else {
        Err(Invalid::new("email", RequestReason::Email).into())
    }
}

/// The account whose own an address is.
pub(crate) async fn find_account(store: &dyn Store, typed: &str) -> store::Result<Option<AccountRow>> {
    let normal = normal(typed);
    match store.account_by_email(&normal).await? {
        None if before(typed) != normal => store.account_by_email(&before(typed)).await,
        found => Ok(found),
    }
}

/// The accounts with an address. Those of an earlier release may have it in the form in which it was typed.
pub async fn find_accounts(store: &dyn Store, typed: &str) -> store::Result<Vec<AccountRow>> {
    let normal = normal(typed);
    let mut accounts = store.accounts_by_email(&normal).await?;
    if before(typed) != normal {
        accounts.extend(store.accounts_by_email(&before(typed)).await?);
    }
    Ok(accounts)
}

/// An address as earlier releases kept it.
fn before(typed: &str) -> String {
    typed.trim().to_lowercase().chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_addresses_have_one_normal_form() {
        let check = |raw: &str, expected: Option<&str>| assert_eq!(parse(raw).ok().as_deref(), expected, "{raw:?}");
        check("Ada@Bücher.Example", Some("ada@bücher.example"));
        check("ada@bu\u{308}cher.example", Some("ada@bücher.example"));
        check("ada@xn--bcher-kva.example", Some("ada@bücher.example"));
        check("JOS\u{c9}@example.com", Some("josé@example.com"));
        check("jose\u{301}@example.com", Some("josé@example.com"));
        for hidden in ["\u{200b}", "\u{ad}", "\u{202e}", "\u{2800}", "\u{3164}", "\u{0}", "\u{feff}"] {
            check(&format!("ad{hidden}a@example.com"), None);
            check(&format!("ada@exa{hidden}mple.com"), None);
        }
    }
}
