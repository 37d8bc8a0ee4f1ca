//! Converts the colours of a camera or a screen to sRGB, which every browser shows.

use image::{DynamicImage, RgbImage, RgbaImage};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// The largest profile that is looked at, in bytes. That of a screen has some 4,000, that of a printer up to two million.
const MAX_PROFILE: usize = 4 * 1024 * 1024;

/// The picture with eight bits a channel, in sRGB where its profile can be used. A profile that is broken, or that is for
/// other channels than the picture has, such as one of a printing press for a picture decoded to RGB, is passed over.
pub(super) fn to_srgb(picture: DynamicImage, profile: Option<&[u8]>) -> DynamicImage {
    let picture = to_eight_bits(picture);
    let profile = profile.filter(|bytes| bytes.len() <= MAX_PROFILE);
    profile.and_then(|bytes| converted(&picture, bytes)).unwrap_or(picture)
}

fn to_eight_bits(picture: DynamicImage) -> DynamicImage {
    match (picture.color().has_color(), picture.color().has_alpha()) {
        (true, true) => picture.into_rgba8().into(),
        (true, false) => picture.into_rgb8().into(),
        (false, true) => picture.into_luma_alpha8().into(),
        (false, false) => picture.into_luma8().into(),
    }
}

fn converted(picture: &DynamicImage, profile: &[u8]) -> Option<DynamicImage> {
    let profile = ColorProfile::new_from_slice(profile).ok()?;
    let wanted = if picture.color().has_color() { DataColorSpace::Rgb } else { DataColorSpace::Gray };
    if profile.color_space != wanted {
        return None;
    }
    let (from, to) = match (picture.color().has_color(), picture.color().has_alpha()) {
        (true, true) => (Layout::Rgba, Layout::Rgba),
        (true, false) => (Layout::Rgb, Layout::Rgb),
        (false, true) => (Layout::GrayAlpha, Layout::Rgba),
        (false, false) => (Layout::Gray, Layout::Rgb),
    };
    let srgb = ColorProfile::new_srgb();
    let transform = profile.create_transform_8bit(from, &srgb, to, TransformOptions::default()).ok()?;
    let (width, height) = (picture.width(), picture.height());
    let channels = if picture.color().has_alpha() { 4 } else { 3 };
    let mut pixels = vec![0; width as usize * height as usize * channels];
    transform.transform(picture.as_bytes(), &mut pixels).ok()?;
    if picture.color().has_alpha() {
        RgbaImage::from_raw(width, height, pixels).map(Into::into)
    } else {
        RgbImage::from_raw(width, height, pixels).map(Into::into)
    }
}
