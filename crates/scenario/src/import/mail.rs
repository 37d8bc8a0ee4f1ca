//! E-mails: one (`.eml`, RFC 5322 with MIME) or a mailbox of them (`.mbox`, RFC 4155).

use domain::scenario::EvidenceContent;
use mail_parser::mailbox::mbox::MessageIterator;
use mail_parser::{Address, HeaderValue, Message, MessageParser, MimeHeaders};

use super::sketch::Sketch;
use super::{ImportFile, Imported, clues, fault};
use crate::fault::Fault;

/// Headers one of which every mail has.
const HEADERS: [&str; 8] =
    ["from:", "date:", "subject:", "received:", "return-path:", "message-id:", "delivered-to:", "to:"];

/// The most mails of a mailbox.
const MAX_MAILS: usize = 2_000;

/// A mail, as far as it can be on a card.
struct Mail {
    ids: Vec<String>,
    /// The mails that it answers.
    answers: Vec<String>,
    at_s: Option<i64>,
    sender: Option<String>,
    recipients: Vec<String>,
    subject: Option<String>,
    body: String,
    attachments: Vec<String>,
}

/// Whether a text begins with headers of a mail.
pub(super) fn looks_like_mail(head: &str) -> bool {
    let mut lines = head.lines().take(40).take_while(|line| !line.is_empty());
    let is_header = |line: &str| HEADERS.iter().any(|header| line.to_lowercase().starts_with(header));
    let first = lines.next().unwrap_or_default();
    let name = first.split(':').next().unwrap_or_default();
    let begins = first.contains(':') && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    begins && std::iter::once(first).chain(lines).filter(|line| is_header(line)).count() >= 2
}

/// Whether a text begins with the line that separates mails in a mailbox.
pub(super) fn looks_like_mailbox(head: &str) -> bool {
    let mut lines = head.lines();
    let separator = lines.next().unwrap_or_default();
    separator.starts_with("From ") && looks_like_mail(&lines.collect::<Vec<_>>().join("\n"))
}

/// Makes a draft of one mail.
pub(super) fn import_mail(file: &ImportFile) -> Result<Vec<Imported>, Fault> {
    let mail = read_mail(file.bytes)
        .ok_or_else(|| fault(file.name, 1, "This is not an e-mail", "Save the mail with its headers, as .eml"))?;
    Ok(vec![draft(file.name, vec![mail])])
}

/// Makes a draft of each conversation in a mailbox.
pub(super) fn import_mailbox(file: &ImportFile) -> Result<Vec<Imported>, Fault> {
    if !file.bytes.starts_with(b"From ") {
        let mend = "A mailbox begins with a line From; import a single mail as .eml";
        return Err(fault(file.name, 1, "This is not a mailbox", mend));
    }
    let mut conversations: Vec<Vec<Mail>> = Vec::new();
    for (number, message) in MessageIterator::new(file.bytes).enumerate() {
        if number == MAX_MAILS {
            let what = format!("The mailbox has more than {MAX_MAILS} mails");
            return Err(fault(file.name, 0, &what, "Cut it to the conversations that you want"));
        }
        let mail = message.ok().and_then(|message| read_mail(message.contents())).ok_or_else(|| {
            let what = format!("Mail {} of the mailbox cannot be read", number + 1);
            fault(file.name, 0, &what, "Remove it, and import the rest")
        })?;
        let related = |known: &Mail| {
            known.ids.iter().any(|id| mail.answers.contains(id))
                || known.answers.iter().any(|id| mail.ids.contains(id) || mail.answers.contains(id))
                || (mail.answers.is_empty()
                    && known.subject.is_some()
                    && is_answer(mail.subject.as_deref())
                    && without_prefix(known.subject.as_deref()) == without_prefix(mail.subject.as_deref()))
        };
        match conversations.iter().position(|mails| mails.iter().any(related)) {
            Some(place) => conversations[place].push(mail),
            None => conversations.push(vec![mail]),
        }
    }
    if conversations.is_empty() {
        return Err(fault(file.name, 0, "There is no mail in the mailbox", "Take a mailbox with mails in it"));
    }
    Ok(conversations.into_iter().map(|mails| draft(file.name, mails)).collect())
}

fn read_mail(bytes: &[u8]) -> Option<Mail> {
    let message = MessageParser::default().parse(bytes)?;
    if message.from().is_none() && message.subject().is_none() && message.date().is_none() {
        return None;
    }
    let ids = |value: &HeaderValue| -> Vec<String> {
        value.as_text_list().unwrap_or_default().iter().map(|id| id.as_ref().to_owned()).collect()
    };
    let mut answers = ids(message.in_reply_to());
    answers.extend(ids(message.references()));
    Some(Mail {
        ids: message.message_id().map(str::to_owned).into_iter().collect(),
        answers,
        at_s: message.date().map(mail_parser::DateTime::to_timestamp),
        sender: message.from().and_then(|from| names(from).into_iter().next()),
        recipients: [message.to(), message.cc()].into_iter().flatten().flat_map(names).collect(),
        subject: message.subject().map(str::trim).filter(|subject| !subject.is_empty()).map(str::to_owned),
        body: message.body_text(0).unwrap_or_default().trim().to_owned(),
        attachments: attachments(&message),
    })
}

/// Names, or addresses of those that have none.
fn names(addresses: &Address) -> Vec<String> {
    let name = |address: &mail_parser::Addr| {
        let text = address.name.as_deref().filter(|name| !name.trim().is_empty()).or(address.address.as_deref())?;
        Some(text.trim().to_owned())
    };
    addresses.iter().filter_map(name).collect()
}

fn attachments(message: &Message) -> Vec<String> {
    message.attachments().map(|part| part.attachment_name().unwrap_or("without a name").to_owned()).collect()
}

fn draft(file: &str, mut mails: Vec<Mail>) -> Imported {
    mails.sort_by_key(|mail| mail.at_s);
    let mut sketch = Sketch::default();
    let mut attachments = Vec::new();
    for (number, mail) in mails.into_iter().enumerate() {
        attachments.extend(mail.attachments);
        if number == 0 {
            let subject = without_prefix(mail.subject.as_deref());
            sketch.title = if subject.is_empty() { "A mail without a subject".to_owned() } else { subject };
            let sentences = clues::sentences(&mail.body);
            let whole = |sentence: &&&str| sentence.split_whitespace().count() > 4;
            let symptom = sentences.iter().find(|sentence| clues::is_symptom(sentence));
            let symptom = symptom.or(sentences.iter().find(whole)).copied();
            let sender = mail.sender.as_deref().unwrap_or("Somebody");
            sketch.brief = format!("{sender} writes: {}", symptom.unwrap_or(&sketch.title));
            sketch.called_at_s = mail.at_s;
        } else if clues::reveals(unquoted(&mail.body)) {
            let sender = mail.sender.map(|sender| format!("{sender}: ")).unwrap_or_default();
            sketch.steps.push((mail.at_s, format!("{sender}{}", unquoted(&mail.body))));
            continue;
        }
        let Mail { at_s, sender, recipients, subject, body, .. } = mail;
        let body = if number == 0 { body } else { unquoted(&body).to_owned() };
        sketch.add(at_s, EvidenceContent::Email { sender, recipients, subject, body });
    }
    let mut imported = sketch.finish(file);
    for name in attachments {
        imported.left_out.push(fault(file, 0, &format!("The attachment {name} was left out"), "Add it as a picture"));
    }
    imported
}

/// A mail without what it quotes at its end.
fn unquoted(body: &str) -> &str {
    let mut end = body.len();
    for line in body.lines().rev() {
        let start = line.as_ptr() as usize - body.as_ptr() as usize;
        if !(line.starts_with('>')
            || line.trim().is_empty()
            || (line.trim_end().ends_with(':') && line.contains("wrote")))
        {
            break;
        }
        end = start;
    }
    let kept = body[..end].trim();
    if kept.is_empty() { body } else { kept }
}

fn is_answer(subject: Option<&str>) -> bool {
    subject.is_some_and(|subject| subject.to_lowercase().starts_with("re:"))
}

/// A subject without `Re:` and `Fwd:`.
fn without_prefix(subject: Option<&str>) -> String {
    let mut subject = subject.unwrap_or_default().trim();
    loop {
        let prefix = ["re:", "fwd:", "fw:", "aw:", "wg:"]
            .iter()
            .find(|prefix| subject.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix)));
        match prefix {
            Some(prefix) => subject = subject[prefix.len()..].trim_start(),
            None => return subject.to_owned(),
        }
    }
}
