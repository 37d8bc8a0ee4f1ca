use domain::scenario::Draft;
use proptest::prelude::*;

use super::*;

fn known() -> Known {
    let person = |name: &str, handle: &str| Person { names: vec![name.into()], handles: vec![handle.into()] };
    Known {
        people: vec![
            person("Ana Kovač", "ana.kovac"),
            person("Will Baker", "wbaker"),
            person("Mei Tanaka", "U024BE7LH"),
        ],
        domains: vec!["acme.test".into()],
    }
}

fn draft_with_notes(notes: &str) -> Draft {
    let mut draft = crate::read_scenario("upload", crate::testing::GOOD).unwrap().scenario.into_draft();
    draft.0.notes = notes.to_owned();
    draft
}

fn redact(text: &str) -> String {
    let findings = Redactor::new(&known()).find(&[text]).remove(0);
    replace(text, &findings)
}

#[test]
fn texts_stay_readable() {
    let check = |text: &str, expected: &str| assert_eq!(redact(text), expected, "{text}");
    check("Ana Kovač and ana: mail ana.kovac@acme.test", "Robin Vale and robin: mail robin.vale@example.com");
    check("Will do. I asked Will Baker, and Will knew.", "Will do. I asked Robin Vale, and Robin knew.");
    check("<@U024BE7LH> said so, @jdoe too, @here", "@robin said so, @kim too, @here");
    check("db-3.acme.test refuses 10.2.3.4:5432", "db-1.example.com refuses 192.0.2.1:5432");
    check(
        "DATABASE_URL=postgres://app:s3cr3t@db.acme.test:5432/orders?sslmode=require",
        "DATABASE_URL=postgres://app:[password 1]@db-1.example.com:5432/orders?sslmode=require",
    );
    check("password=hunter2 and token: expired", "password=[password 1] and token: expired");
    check("Authorization: Bearer 8f3kL0sQ9zXv2bNm", "Authorization: Bearer [token 1]");
    check("push with ghp_16C7e42F292c6912E7710c838347Ae178B4a now", "push with [GitHub token 1] now");
    check(
        "https://hooks.slack.com/services/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",
        "https://hooks.slack.com/services/T0AB12CD3/B0AB12CD3/[token 1]",
    );
    check("call me at +49 30 1234567", "call me at [phone 1]");
    check("$ mysql -u app -pS3cr3t! orders", "$ mysql -u app -p[password 1] orders");
    check("Cookie: theme=dark; sid=8f3kL0sQ9zXv2bNm", "Cookie: theme=dark; sid=[cookie 1]");
    check("curl -u admin:Hun7er2x https://acme.test/x", "curl -u admin:[password 1] https://site-1.example.com/x");
    check(
        "Server=db.acme.test,1433;Database=orders;User Id=app;Password=Hun7er2x;Encrypt=true",
        "Server=db-1.example.com,1433;Database=orders;User Id=app;Password=[password 1];Encrypt=true",
    );
    check("anypoint_key = 9sKd82jfLskd92jfKs02", "anypoint_key = [key 1]");
    check("order_key=550e8400-e29b-41d4-a716-446655440000", "order_key=550e8400-e29b-41d4-a716-446655440000");
}

#[test]
fn what_everybody_may_know_stays() {
    for text in [
        "Deployed 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b of v1.2.3.4 at 2026-12-01T10:20:30.123Z",
        "request 550e8400-e29b-41d4-a716-446655440000 took 1733050000123 ns",
        "order 4711-2026-000123: the token has expired, reset your password in the settings",
        "secret/payments-tls not found; Secret \"db-creds\" in namespace prod; key=order:4711",
        "password: incorrect, api_key: required, max_tokens=4096, next_token=abc",
        "let token = request.headers.get(\"Authorization\"); password = os.environ[\"DB_PASSWORD\"]",
        "npm i react@18.2.0 @types/node; logo@2x.png; @Override; systemctl restart getty@tty1.service",
        "sha512-3fX0c9yq2k8bV1mZ0pQ7rT5uW4xY6zA1B2C3D4E5F6G7H8I9J0== in package-lock.json",
        "Thanks all, the queue is empty. Best, the platform team",
    ] {
        assert_eq!(redact(text), text);
    }
}

#[test]
fn a_review_can_be_changed_until_it_is_confirmed() {
    let mut review = Review::new(draft_with_notes("Ana broke db-1.acme.test, said Project Falcon"), &known());
    let body = review.texts().iter().position(|text| text.text.contains("Falcon")).unwrap();
    let name = review.findings().iter().position(|finding| finding.finding.value == "Ana").unwrap();
    review.decide(name, false);
    let at = review.texts()[body].text.find("Project Falcon").unwrap();
    review.select(body, at..at + 14);
    let draft = review.confirm();
    let text = format!("{draft:?}");
    assert!(text.contains("Ana broke db-1.example.com, said [removed 1]"), "{text}");
}

proptest! {
    #[test]
    fn any_text_is_redacted_without_a_panic(text in "(?s).{0,200}") {
        redact(&text);
    }

    #[test]
    fn hostile_text_is_redacted_without_a_panic(pieces in prop::collection::vec(prop::sample::select(vec![
        "-----BEGIN RSA PRIVATE KEY-----", "-----END", "eyJ", ".", "@", "://", ":", "password=", "Bearer ", "sk-", "\"", "\\n", "é", "１",
        "10.0.", "+49", "4111", "DE89", "?token=", ";", "Server=", "<", ">", " ", "\n", "Best,\n", "Ana", "a1", "Q~", "//", "user:", "'", "“",
    ]), 0..60)) {
        redact(&pieces.concat());
    }

    #[test]
    fn redacted_text_has_nothing_more_to_find(pieces in prop::collection::vec(prop::sample::select(vec![
        "Ana Kovač", "ana.kovac@acme.test", "joe.bloggs@shop.test", "10.2.3.4", "db-1.acme.test", "password=hunter2", "+49 30 1234567",
        "3c:22:fb:9a:10:ff", "ghp_16C7e42F292c6912E7710c838347Ae178B4a", "DE89 3704 0044 0532 0130 00", "4111 1111 1111 1111",
        "postgres://app:s3cr3t@db.acme.test/x", "the queue grows", "2a00:1450:4001:82a::200e", "@jdoe",
    ]), 0..12)) {
        let once = redact(&pieces.join(", "));
        prop_assert_eq!(redact(&once), once);
    }
}
