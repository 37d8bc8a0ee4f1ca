//! The blind signatures that ballots are made of, against the test vector of their standard.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

use std::collections::VecDeque;
use std::convert::Infallible;

use blind_rsa_signatures::SecretKeySha384PSSRandomized;
use rand_chacha::rand_core::{TryCryptoRng, TryRng};
use serde::Deserialize;

#[derive(Deserialize)]
struct Vector {
    pkcs8: String,
    msg: String,
    msg_prefix: String,
    salt: String,
    r: String,
    inv: String,
    blinded_msg: String,
    blind_sig: String,
    sig: String,
}

fn vector() -> Vector {
    serde_json::from_str(include_str!("rfc9474.json")).unwrap()
}

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

/// Hands out what the vector drew.
struct Drawn(VecDeque<Vec<u8>>);

impl TryCryptoRng for Drawn {}

impl TryRng for Drawn {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        unreachable!("blinding draws bytes")
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        unreachable!("blinding draws bytes")
    }

    fn try_fill_bytes(&mut self, into: &mut [u8]) -> Result<(), Infallible> {
        into.copy_from_slice(&self.0.pop_front().unwrap());
        Ok(())
    }
}

/// RFC 9474, appendix A.1: blinding, signing, unblinding and verifying give the published bytes.
#[test]
fn the_published_test_vector_is_reproduced() {
    let vector = vector();
    let mut r = bytes(&vector.r);
    r.reverse();
    let mut drawn = Drawn([bytes(&vector.msg_prefix), bytes(&vector.salt), r].into());
    let secret = SecretKeySha384PSSRandomized::from_der(&bytes(&vector.pkcs8)).unwrap();
    let public = secret.public_key().unwrap();
    let msg = bytes(&vector.msg);

    let blinded = public.blind(&mut drawn, &msg).unwrap();
    assert_eq!(blinded.blind_message.0, bytes(&vector.blinded_msg));
    assert_eq!(blinded.secret.0, bytes(&vector.inv));
    let signed = secret.blind_sign(&blinded.blind_message).unwrap();
    assert_eq!(signed.0, bytes(&vector.blind_sig));
    let signature = public.finalize(&signed, &blinded, &msg).unwrap();
    assert_eq!(signature.0, bytes(&vector.sig));
    public.verify(&signature, blinded.msg_randomizer, &msg).unwrap();

    let mut other = msg.clone();
    other[0] ^= 1;
    assert!(public.verify(&signature, blinded.msg_randomizer, &other).is_err());
    let mut forged = signature;
    forged.0[100] ^= 1;
    assert!(public.verify(&forged, blinded.msg_randomizer, &msg).is_err());
}
