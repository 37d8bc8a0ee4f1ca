//! A zip file that is written piece by piece into a temporary file, and read from there.

use std::fs::File;
use std::io::{Read as _, Seek as _, Write as _};

use axum::body::{Body, Bytes};
use futures_util::stream;
use serde::Serialize;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::error::{Error, Result};

/// How many bytes are read at once.
const PIECE: usize = 64 * 1024;

/// A zip file under way. It is written beside the threads that serve.
pub(super) struct Archive {
    zip: Option<ZipWriter<File>>,
}

impl Archive {
    pub(super) fn new() -> Result<Self> {
        Ok(Self { zip: Some(ZipWriter::new(tempfile::tempfile().map_err(failed)?)) })
    }

    pub(super) async fn add(&mut self, name: &str, bytes: impl Into<Vec<u8>>) -> Result<()> {
        self.begin(name, CompressionMethod::Deflated).await?;
        self.more(bytes).await
    }

    pub(super) async fn add_json(&mut self, name: &str, value: &impl Serialize) -> Result<()> {
        self.add(name, serde_json::to_vec_pretty(value).map_err(failed)?).await
    }

    /// Adds what is compressed already.
    pub(super) async fn add_picture(&mut self, name: &str, bytes: Vec<u8>) -> Result<()> {
        self.begin(name, CompressionMethod::Stored).await?;
        self.more(bytes).await
    }

    /// Begins an entry, which [`Self::more`] fills.
    pub(super) async fn begin(&mut self, name: &str, method: CompressionMethod) -> Result<()> {
        let (name, options) = (name.to_owned(), SimpleFileOptions::default().compression_method(method));
        self.with(move |zip| zip.start_file(name, options).map_err(failed)).await
    }

    pub(super) async fn more(&mut self, bytes: impl Into<Vec<u8>>) -> Result<()> {
        let bytes = bytes.into();
        self.with(move |zip| zip.write_all(&bytes).map_err(failed)).await
    }

    pub(super) async fn finish(mut self) -> Result<File> {
        let zip = self.zip.take().ok_or_else(broken)?;
        let finish = move || {
            let mut file = zip.finish().map_err(failed)?;
            file.rewind().map_err(failed)?;
            Ok(file)
        };
        tokio::task::spawn_blocking(finish).await.map_err(failed)?
    }

    async fn with(&mut self, work: impl FnOnce(&mut ZipWriter<File>) -> Result<()> + Send + 'static) -> Result<()> {
        let mut zip = self.zip.take().ok_or_else(broken)?;
        let work = move || work(&mut zip).map(|()| zip);
        self.zip = Some(tokio::task::spawn_blocking(work).await.map_err(failed)??);
        Ok(())
    }
}

/// A file as the body of an answer, a piece at a time.
pub(crate) fn stream(file: File) -> Body {
    let next = async |mut file: File| -> std::io::Result<Option<(Bytes, File)>> {
        let read = move || {
            let mut piece = vec![0; PIECE];
            let length = file.read(&mut piece)?;
            piece.truncate(length);
            Ok((length > 0).then(|| (Bytes::from(piece), file)))
        };
        tokio::task::spawn_blocking(read).await.map_err(std::io::Error::other)?
    };
    Body::from_stream(stream::try_unfold(file, next))
}

fn failed(error: impl std::fmt::Display) -> Error {
    Error::Internal(format!("an export broke off: {error}"))
}

fn broken() -> Error {
    failed("it had failed before")
}
