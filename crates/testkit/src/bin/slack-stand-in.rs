//! The stand-in for Slack's Web API as a program of its own, for tests in other languages: it prints its address, and
//! serves until it is ended.

use std::io::Write;

use testkit::slack::SlackStandIn;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let stand_in = SlackStandIn::start().await;
    writeln!(std::io::stdout(), "http://{}", stand_in.address)?;
    std::future::pending().await
}
