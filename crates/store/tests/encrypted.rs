//! A PostgreSQL that is reached over TLS only, as hosted ones are.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::time::Duration;

use rcgen::{CertifiedKey, generate_simple_self_signed};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use testkit::postgres::{Cluster, Durability};

#[tokio::test]
async fn the_connection_is_encrypted_and_the_server_is_checked() {
    let cluster = tokio::task::spawn_blocking(|| Cluster::start(Durability::Relaxed)).await.unwrap();
    let url = cluster.database().await;
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let trusted = folder.path().join("authority.pem");
    std::fs::write(&trusted, cert.pem()).unwrap();
    only_over_tls(cluster.url(), &cert.pem(), &signing_key.serialize_pem()).await;

    let open = |how: String| {
        let url = format!("{url}?{how}");
        async move { store::open(&url).await }
    };
    let checked = format!("sslmode=verify-full&sslrootcert={}", trusted.display());
    open(checked).await.unwrap().close().await;
    open("sslmode=require".into()).await.unwrap().close().await;
    open(String::new()).await.unwrap().close().await;
    assert!(open("sslmode=disable".into()).await.is_err(), "it is not reached in the clear");
    assert!(open("sslmode=verify-full".into()).await.is_err(), "no authority has signed the certificate");
}

/// Gives the cluster a certificate, and refuses connections without TLS.
async fn only_over_tls(cluster: &str, certificate: &str, key: &str) {
    let mut admin = PgConnection::connect(cluster).await.unwrap();
    for (text, file) in
        [(certificate, "server.crt"), (key, "server.key"), ("hostssl all all 127.0.0.1/32 trust", "pg_hba.conf")]
    {
        let copy = format!("COPY (SELECT string_to_table('{text}', E'\\n')) TO PROGRAM 'umask 077; cat > {file}'");
        admin.execute(AssertSqlSafe(copy)).await.unwrap();
    }
    admin.execute("ALTER SYSTEM SET ssl = on").await.unwrap();
    admin.execute("SELECT pg_reload_conf()").await.unwrap();
    let in_the_clear = format!("{cluster}?sslmode=disable");
    let taken_up = async { while PgConnection::connect(&in_the_clear).await.is_ok() {} };
    tokio::time::timeout(Duration::from_secs(20), taken_up).await.unwrap();
}
