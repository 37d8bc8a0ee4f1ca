//! Texts that are compressed once and sent often.

use std::io::{Read as _, Write as _};

use axum::body::Bytes;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};

/// Compresses a text in the format of gzip (RFC 1952).
pub(crate) fn compress(text: &[u8]) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    let compressed = encoder.write_all(text).and_then(|()| encoder.finish());
    compressed.expect("memory takes every write").into()
}

/// The entity tag of a content (RFC 9110): other contents have other ones.
pub(crate) fn entity_tag(content: &[u8]) -> String {
    format!("\"{}\"", URL_SAFE_NO_PAD.encode(&Sha256::digest(content)[..16]))
}

/// JSON in the format of gzip, with the tag by which a browser recognises it.
#[derive(Debug)]
pub(crate) struct CompressedJson {
    /// The compressed text.
    pub(crate) gzip: Bytes,
    /// The entity tag.
    pub(crate) tag: String,
}

impl CompressedJson {
    /// Serialises and compresses a value.
    pub(crate) fn new(value: &impl Serialize) -> Result<Self> {
        let json = serde_json::to_vec(value).map_err(|error| Error::Internal(error.to_string()))?;
        Ok(Self { gzip: compress(&json), tag: entity_tag(&json) })
    }

    /// The text.
    pub(crate) fn decompress(&self) -> Result<Vec<u8>> {
        let mut json = Vec::new();
        GzDecoder::new(&self.gzip[..]).read_to_end(&mut json).map_err(|error| Error::Internal(error.to_string()))?;
        Ok(json)
    }
}
