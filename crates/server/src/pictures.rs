//! Pictures are made anew from their pixels: whatever else a file carried is gone.

use std::io::Cursor;
use std::sync::OnceLock;

use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use crate::error::{Error, Result};

/// The largest uploaded picture, in bytes.
pub(crate) const MAX_BYTES: usize = 5 * 1024 * 1024;
/// The longest side, in pixels.
const MAX_SIDE: u32 = 4_096;
/// What decoding may take, in bytes: the largest picture with four channels of 16 bits.
const MAX_MEMORY: u64 = 4_096 * 4_096 * 8;
const JPEG_QUALITY: u8 = 85;

/// A picture that was made anew.
pub(crate) struct Clean {
    pub(crate) hash: store::Sha256,
    pub(crate) media_type: &'static str,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) bytes: Vec<u8>,
}

/// Decodes and encodes a PNG or JPEG, one at a time and off the threads that serve.
pub(crate) async fn clean(bytes: Vec<u8>) -> Result<Clean> {
    static ONE: OnceLock<Semaphore> = OnceLock::new();
    let turn = ONE.get_or_init(|| Semaphore::new(1)).acquire().await.expect("the semaphore is never closed");
    let cleaned = tokio::task::spawn_blocking(move || clean_now(&bytes)).await;
    drop(turn);
    cleaned.map_err(|error| Error::Internal(format!("reading a picture: {error}")))?
}

fn clean_now(bytes: &[u8]) -> Result<Clean> {
    let format = match image::guess_format(bytes) {
        Ok(format @ (ImageFormat::Png | ImageFormat::Jpeg)) => format,
        _ => return Err(Error::WrongMediaType("a PNG or a JPEG")),
    };
    let picture = decode(bytes, format).map_err(|error| match error {
        image::ImageError::Limits(_) => Error::TooLarge,
        _ => Error::Malformed("This picture cannot be read. Save it anew and try again.".into()),
    })?;
    let mut bytes = Vec::new();
    let (media_type, written) = match format {
        ImageFormat::Jpeg => {
            let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY);
            ("image/jpeg", DynamicImage::from(picture.to_rgb8()).write_with_encoder(encoder))
        }
        _ => {
            let plain = if picture.color().has_alpha() {
                DynamicImage::from(picture.to_rgba8())
            } else {
                DynamicImage::from(picture.to_rgb8())
            };
            ("image/png", plain.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png))
        }
    };
    written.map_err(|error| Error::Internal(format!("writing a picture: {error}")))?;
    let hash = Sha256::digest(&bytes).into();
    Ok(Clean { hash, media_type, width: picture.width(), height: picture.height(), bytes })
}

fn decode(bytes: &[u8], format: ImageFormat) -> image::ImageResult<DynamicImage> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    // A camera says in the metadata how it was held; that has to be done to the pixels before it is lost.
    let orientation = decoder.orientation()?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

/// A hash as addresses write it: 64 digits in lower-case hexadecimal.
pub(crate) fn hex(hash: &store::Sha256) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The name of a picture's file in exports.
pub(crate) fn file_name(hash: &store::Sha256, media_type: &str) -> String {
    format!("{}.{}", hex(hash), if media_type == "image/jpeg" { "jpg" } else { "png" })
}

/// Reads a hash from an address.
pub(crate) fn from_hex(text: &str) -> Option<store::Sha256> {
    if text.len() != 64 || !text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)) {
        return None;
    }
    let mut hash = [0; 32];
    for (place, byte) in hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * place..2 * place + 2], 16).ok()?;
    }
    Some(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_made_anew() {
        let mut png = Vec::new();
        DynamicImage::new_rgb8(3, 2).write_to(&mut Cursor::new(&mut png), ImageFormat::Png).unwrap();
        let secret = b"\x00\x00\x00\x0ctEXtsecret";
        let with_secret = [&png[..], secret].concat();
        let clean = clean_now(&with_secret).unwrap();
        assert_eq!((clean.media_type, clean.width, clean.height), ("image/png", 3, 2));
        assert!(!clean.bytes.windows(6).any(|window| window == b"secret"));
        assert_eq!(from_hex(&hex(&clean.hash)), Some(clean.hash));
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        let check = |bytes: &[u8], code: &str| assert_eq!(clean_now(bytes).err().map(|e| e.code()), Some(code));
        check(b"", "wrong_media_type");
        check(b"GIF89a", "wrong_media_type");
        check(b"<svg onload=alert(1)>", "wrong_media_type");
        check(b"\x89PNG\r\n\x1a\nnonsense", "malformed");
        let mut wide = Vec::new();
        DynamicImage::new_luma8(5_000, 1).write_to(&mut Cursor::new(&mut wide), ImageFormat::Png).unwrap();
        check(&wide, "too_large");
    }
}
