//! Metrics, shutdown and the headers of every response.

use testkit::app::{Settings, TestApp};

#[tokio::test]
async fn responses_have_security_headers() {
    let app = TestApp::start().await;
    for path in ["/api/me", "/healthz", "/api/nothing", "/nothing"] {
        let answer = app.client().get(path).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
    }
    assert_eq!(app.client().get("/api/me").await.header("cache-control"), "no-store");
}

#[tokio::test]
async fn only_the_room_screen_and_the_seat_are_framed_and_only_by_this_server() {
    let app = TestApp::start().await;
    let framed_by = async |path: &str| {
        let answer = app.client().get(path).await;
        let policy = answer.header("content-security-policy").to_owned();
        policy.split_once("frame-ancestors ").unwrap().1.to_owned()
    };
    for path in ["/workshops/w/room", "/workshops/w/seat"] {
        assert_eq!(framed_by(path).await, "'self'", "{path}");
    }
    let alone =
        ["/", "/workshops/w/desk", "/workshops/w", "/workshops/w/room/x", "/api/workshops/w/room", "/teams/t/seat"];
    for path in alone {
        assert_eq!(framed_by(path).await, "'none'", "{path}");
    }
}

#[tokio::test]
async fn requests_are_counted_by_route_template() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let _ = owner.get(&format!("/api/teams/{}", owner.team())).await.expect(200);
    let text = app.app.metrics.text();
    let line = r#"readyroom_http_requests_total{route="/api/teams/{team}",method="GET",status="200"} 1"#;
    assert!(text.contains(line), "{text}");
    assert!(text.contains("readyroom_http_request_duration_seconds_bucket"), "{text}");
    assert!(!text.contains(&owner.team().to_string()), "ids stay out of the metrics");
}

#[tokio::test]
async fn a_stopping_server_finishes_requests_and_closes() {
    let mut app = TestApp::start().await;
    let _ = app.client().get("/readyz").await.expect(200);
    app.stop().await;
    assert!(app.app.is_stopping());
    assert!(tokio::net::TcpStream::connect(app.address).await.is_err(), "the port is closed");
}

#[test]
fn the_committed_description_is_fresh() {
    let committed = include_str!("../../../../openapi.json");
    let fresh = server::openapi().to_pretty_json().unwrap();
    assert!(committed.trim_end() == fresh, "mend: cargo run -p cli -- openapi > openapi.json");
}

#[tokio::test]
async fn strict_transport_security_is_sent_where_the_public_url_is_https() {
    let header = async |public_url: Option<&str>| {
        let public_url = public_url.map(str::to_owned);
        let app = TestApp::start_as(Settings { public_url, ..Settings::default() }).await;
        let answer = app.client().get("/api/me").await.expect(200);
        answer.header("strict-transport-security").to_owned()
    };
    assert_eq!(header(Some("https://ready.example")).await, "max-age=31536000");
    assert_eq!(header(None).await, "");
}
