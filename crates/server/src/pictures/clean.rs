//! Pictures are made again from their pixels: whatever else a file carried is gone. They come out in sRGB, and no larger
//! than [`MAX_SIDE`] pixels a side and [`MAX_BYTES`] bytes.

mod colour;
#[cfg(test)]
mod tests;

use std::io::{self, BufRead, BufReader, Cursor, Read, Seek, SeekFrom};
use std::sync::OnceLock;

use api::refusal::RequestReason;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use crate::error::{Error, Result};
use crate::rows::hex;

/// The largest uploaded picture, in bytes, and the largest that is kept.
pub(crate) const MAX_BYTES: usize = scenario::MAX_PICTURE;
/// The longest side of a picture that is kept, in pixels. Larger ones are scaled down.
const MAX_SIDE: u32 = 4_096;
/// What the pixels of a picture may take when it is decoded, in bytes: 44 megapixels of an ordinary photograph.
const MAX_MEMORY: u64 = 128 * 1024 * 1024;
/// The decoder of progressive JPEGs keeps three numbers of 16 bits for each pixel besides.
const PROGRESSIVE: u64 = 3;
const JPEG_QUALITY: u8 = 85;

/// A picture made again from its pixels.
pub(crate) struct Clean {
    pub(crate) hash: store::Sha256,
    pub(crate) media_type: &'static str,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) bytes: Vec<u8>,
}

/// Decodes and encodes a PNG or JPEG, one at a time and off the threads that serve. The file is read while it is decoded.
pub(crate) async fn clean(file: impl Read + Seek + Send + 'static) -> Result<Clean> {
    static ONE: OnceLock<Semaphore> = OnceLock::new();
    let turn = ONE.get_or_init(|| Semaphore::new(1)).acquire().await.expect("the semaphore is never closed");
    let cleaned = tokio::task::spawn_blocking(move || clean_now(BufReader::new(file))).await;
    drop(turn);
    cleaned.map_err(failed)?
}

fn failed(error: impl std::fmt::Display) -> Error {
    Error::Internal(format!("reading a picture: {error}"))
}

fn clean_now(mut file: impl BufRead + Seek) -> Result<Clean> {
    let format = match image::guess_format(file.fill_buf().map_err(failed)?) {
        Ok(format @ (ImageFormat::Png | ImageFormat::Jpeg)) => format,
        _ => return Err(Error::WrongMediaType("a PNG or a JPEG")),
    };
    let mut picture = decode(&mut file, format)?;
    let mut fresh = encode(&picture, format)?;
    if format == ImageFormat::Jpeg {
        let mut bytes = Vec::new();
        file.rewind().and_then(|()| file.read_to_end(&mut bytes)).map_err(failed)?;
        if is_our_jpeg(&bytes, &fresh) {
            fresh = bytes;
        }
    }
    while fresh.len() > MAX_BYTES {
        picture = picture.thumbnail(picture.width() * 3 / 4, picture.height() * 3 / 4);
        fresh = encode(&picture, format)?;
    }
    let hash = Sha256::digest(&fresh).into();
    let media_type = if format == ImageFormat::Jpeg { "image/jpeg" } else { "image/png" };
    Ok(Clean { hash, media_type, width: picture.width(), height: picture.height(), bytes: fresh })
}

/// The pixels, upright, in sRGB and scaled down to what is kept.
fn decode(mut file: impl BufRead + Seek, format: ImageFormat) -> Result<DynamicImage> {
    let broken = |_| Error::CannotRead(RequestReason::PictureBroken);
    let factor =
        if format == ImageFormat::Jpeg && is_progressive(&mut file).map_err(failed)? { PROGRESSIVE } else { 1 };
    file.rewind().map_err(failed)?;
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_MEMORY);
    let mut reader = ImageReader::with_format(file, format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    let needed = decoder.total_bytes().saturating_mul(factor);
    if needed > MAX_MEMORY {
        let pixels = u64::from(width) * u64::from(height);
        let fit = MAX_MEMORY * pixels / needed.max(1);
        return Err(Error::TooManyPixels { megapixels: pixels.div_ceil(1_000_000), limit: fit / 1_000_000 });
    }
    // The metadata contains the camera's orientation; the pixels are rotated before it is lost.
    let orientation = decoder.orientation().map_err(broken)?;
    let profile = decoder.icc_profile().ok().flatten();
    let mut picture = DynamicImage::from_decoder(decoder).map_err(broken)?;
    if width > MAX_SIDE || height > MAX_SIDE {
        picture = picture.thumbnail(MAX_SIDE, MAX_SIDE);
    }
    picture = colour::to_srgb(picture, profile.as_deref());
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn encode(picture: &DynamicImage, format: ImageFormat) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let written = if format == ImageFormat::Jpeg {
        let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY);
        DynamicImage::from(picture.to_rgb8()).write_with_encoder(encoder)
    } else if picture.color().has_alpha() {
        DynamicImage::from(picture.to_rgba8()).write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)
    } else {
        DynamicImage::from(picture.to_rgb8()).write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)
    };
    written.map_err(|error| Error::Internal(format!("writing a picture: {error}")))?;
    Ok(bytes)
}

/// Whether `bytes` is a JPEG as [`encode`] writes them, `fresh` being its pixels encoded once more. Such a file holds nothing
/// but its pixels. It is kept as it is, so that importing a picture of an export gives the same hash and quality.
fn is_our_jpeg(bytes: &[u8], fresh: &[u8]) -> bool {
    let Some(start) = fresh.windows(2).position(|pair| pair == [0xff, 0xda]) else { return false };
    let length = fresh.get(start + 2..start + 4).map_or(0, |pair| usize::from(pair[0]) << 8 | usize::from(pair[1]));
    let head = start + 2 + length;
    let scan = match (bytes.get(..head), bytes.get(head..)) {
        (Some(same), Some([scan @ .., 0xff, 0xd9])) if fresh.get(..head) == Some(same) => scan,
        _ => return false,
    };
    // Between the head and the end there is one scan: no marker, and no more bytes than its pixels need.
    let is_one_scan = !scan.ends_with(&[0xff]) && scan.windows(2).all(|pair| pair[0] != 0xff || pair[1] == 0);
    is_one_scan && bytes.len().abs_diff(fresh.len()) <= fresh.len() / 20 + 64
}

/// Whether a JPEG is progressive. What cannot be followed counts as the costlier kind.
fn is_progressive(file: impl Read + Seek) -> io::Result<bool> {
    match parse_is_progressive(file) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(true),
        read => read,
    }
}

/// Follows the segments up to the one that contains the encoding.
fn parse_is_progressive(mut file: impl Read + Seek) -> io::Result<bool> {
    file.seek(SeekFrom::Start(2))?;
    loop {
        let mut marker = [0; 2];
        file.read_exact(&mut marker)?;
        match marker {
            [0xff, 0xff] => file.seek_relative(-1)?,
            [0xff, 0xc0 | 0xc1] => return Ok(false),
            [0xff, 0xc4 | 0xc8 | 0xcc] | [0xff, 0x00..=0xbf | 0xd0..] => {
                let mut length = [0; 2];
                file.read_exact(&mut length)?;
                file.seek_relative(i64::from(u16::from_be_bytes(length)) - 2)?;
            }
            _ => return Ok(true),
        }
    }
}

/// The name of a picture's file in exports.
pub(crate) fn file_name(hash: &store::Sha256, media_type: &str) -> String {
    format!("{}.{}", hex(hash), if media_type == "image/jpeg" { "jpg" } else { "png" })
}
