//! What uploaded pictures become.

use image::{ImageEncoder, Rgb, RgbImage};
use moxcms::ColorProfile;
use proptest::prelude::*;

use super::*;
use crate::rows::from_hex;

fn png(picture: &DynamicImage, profile: Option<Vec<u8>>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::png::PngEncoder::new(&mut bytes);
    if let Some(profile) = profile {
        encoder.set_icc_profile(profile).unwrap();
    }
    picture.write_with_encoder(encoder).unwrap();
    bytes
}

fn jpeg(picture: &DynamicImage, profile: Option<Vec<u8>>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 100);
    if let Some(profile) = profile {
        encoder.set_icc_profile(profile).unwrap();
    }
    picture.write_with_encoder(encoder).unwrap();
    bytes
}

fn clean_bytes(bytes: &[u8]) -> Result<Clean> {
    clean_now(Cursor::new(bytes))
}

fn refusal(bytes: &[u8]) -> Option<&'static str> {
    clean_bytes(bytes).err().map(|error| error.code())
}

#[test]
fn a_cleaned_picture_has_only_its_pixels() {
    let secret = b"\x00\x00\x00\x0ctEXtsecret";
    let with_secret = [&png(&DynamicImage::new_rgb8(3, 2), None)[..], secret].concat();
    let clean = clean_bytes(&with_secret).unwrap();
    assert_eq!((clean.media_type, clean.width, clean.height), ("image/png", 3, 2));
    assert!(!clean.bytes.windows(6).any(|window| window == b"secret"));
    assert_eq!(from_hex(&hex(&clean.hash)), Some(clean.hash));
}

#[test]
fn files_that_are_not_pictures_are_refused() {
    let check = |bytes: &[u8], code: &str| assert_eq!(refusal(bytes), Some(code));
    check(b"", "wrong_media_type");
    check(b"GIF89a", "wrong_media_type");
    check(b"<svg onload=alert(1)>", "wrong_media_type");
    check(b"\x89PNG\r\n\x1a\nnonsense", "malformed");
    check(b"\xff\xd8\xff\xe0nonsense", "malformed");
}

/// Red, green, blue, white, black, grey and two mixed colours, each as a square that JPEG keeps.
fn colours() -> DynamicImage {
    let colours = [
        [230, 30, 40],
        [30, 200, 50],
        [20, 40, 220],
        [255, 255, 255],
        [0, 0, 0],
        [128, 128, 128],
        [200, 150, 40],
        [90, 60, 160],
    ];
    DynamicImage::from(RgbImage::from_fn(128, 16, |x, _| Rgb(colours[x as usize / 16])))
}

/// From Display P3 to sRGB by the published matrix, without the library that is tested.
fn p3_to_srgb(pixel: [u8; 3]) -> [u8; 3] {
    let linear = pixel.map(|value| {
        let value = f64::from(value) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    });
    let rows = [[1.224_940, -0.224_940, 0.0], [-0.042_057, 1.042_057, 0.0], [-0.019_638, -0.078_636, 1.098_274]];
    rows.map(|row| {
        let value: f64 = row.iter().zip(linear).map(|(factor, value)| factor * value).sum();
        let value = value.clamp(0.0, 1.0);
        let value = if value <= 0.003_130_8 { value * 12.92 } else { 1.055 * value.powf(1.0 / 2.4) - 0.055 };
        (value * 255.0).round() as u8
    })
}

/// The farthest that a cleaned picture is from what it should be, in the middle of each square.
fn farthest(file: &[u8], expected: impl Fn([u8; 3]) -> [u8; 3]) -> u8 {
    let before = image::load_from_memory(file).unwrap().to_rgb8();
    let after = image::load_from_memory(&clean_bytes(file).unwrap().bytes).unwrap().to_rgb8();
    let middle = (0..8).map(|square| (square * 16 + 8, 8));
    let differences = middle.flat_map(|(x, y)| {
        let (wanted, found) = (expected(before.get_pixel(x, y).0), after.get_pixel(x, y).0);
        wanted.into_iter().zip(found).map(|(wanted, found)| wanted.abs_diff(found)).collect::<Vec<_>>()
    });
    differences.max().unwrap()
}

#[test]
fn colours_of_a_profile_are_converted_to_srgb() {
    let p3 = ColorProfile::new_display_p3().encode().unwrap();
    let mut swapped = ColorProfile::new_srgb();
    std::mem::swap(&mut swapped.red_colorant, &mut swapped.green_colorant);
    swapped.cicp = None;
    let swapped = swapped.encode().unwrap();
    for encode in [png, jpeg] {
        let file = encode(&colours(), Some(p3.clone()));
        assert!(farthest(&file, p3_to_srgb) <= 2, "{}", farthest(&file, p3_to_srgb));
        let file = encode(&colours(), Some(swapped.clone()));
        let swap = |[red, green, blue]: [u8; 3]| [green, red, blue];
        assert!(farthest(&file, swap) <= 2, "{}", farthest(&file, swap));
        let file = encode(&colours(), Some(ColorProfile::new_srgb().encode().unwrap()));
        assert!(farthest(&file, |pixel| pixel) <= 2);
    }
}

#[test]
fn transparency_is_kept_when_a_profile_is_converted() {
    let p3 = ColorProfile::new_display_p3().encode().unwrap();
    let picture = DynamicImage::from(image::RgbaImage::from_pixel(4, 4, image::Rgba([230, 30, 40, 77])));
    let clean = image::load_from_memory(&clean_bytes(&png(&picture, Some(p3))).unwrap().bytes).unwrap().to_rgba8();
    let [red, green, blue] = p3_to_srgb([230, 30, 40]);
    let found = clean.get_pixel(1, 1).0;
    let near = [red, green, blue, 77].into_iter().zip(found).all(|(wanted, found)| wanted.abs_diff(found) <= 2);
    assert!(near, "{found:?}");
}

#[test]
fn grey_profiles_are_used_and_profiles_with_other_channels_ignored() {
    let grey = DynamicImage::from(image::GrayImage::from_pixel(8, 8, image::Luma([128])));
    let linear = ColorProfile::new_gray_with_gamma(1.0).encode().unwrap();
    let clean =
        image::load_from_memory(&clean_bytes(&png(&grey, Some(linear.clone()))).unwrap().bytes).unwrap().to_rgb8();
    // Half of the light is 188 in sRGB.
    assert!(clean.get_pixel(4, 4).0.iter().all(|value| value.abs_diff(188) <= 2), "{:?}", clean.get_pixel(4, 4));

    let mut press = linear;
    press[16..20].copy_from_slice(b"CMYK");
    let p3 = ColorProfile::new_display_p3().encode().unwrap();
    let mut cut = p3.clone();
    cut.truncate(200);
    for passed_over in [press, cut, b"no profile".to_vec(), Vec::new(), vec![0xff; 4_000]] {
        assert_eq!(farthest(&png(&colours(), Some(passed_over)), |pixel| pixel), 0);
    }
    let grey = clean_bytes(&png(&grey, Some(p3))).unwrap();
    assert_eq!(image::load_from_memory(&grey.bytes).unwrap().to_rgb8().get_pixel(4, 4).0, [128; 3]);
}

#[test]
fn large_pictures_are_scaled_down() {
    let check = |width: u32, height: u32, expected: (u32, u32)| {
        let clean = clean_bytes(&png(&DynamicImage::new_luma8(width, height), None)).unwrap();
        assert_eq!((clean.width, clean.height), expected);
    };
    check(4_096, 10, (4_096, 10));
    check(5_000, 1, (4_096, 1));
    check(8_192, 4_000, (4_096, 2_000));
    check(100, 20_000, (20, 4_096));
}

#[test]
fn pictures_with_too_many_pixels_are_refused_with_their_number() {
    let refused = clean_bytes(&png(&DynamicImage::new_luma8(12_000, 12_000), None)).err().unwrap();
    assert_eq!((refused.code(), refused.status().as_u16()), ("too_large", 413));
    assert_eq!(
        refused.to_string(),
        "This picture has 144 megapixels; up to 134 of this kind can be read. Make it smaller and try again."
    );
    // The head of a progressive JPEG of 6,000 by 4,000 pixels is enough to know what it would take.
    let mut progressive = jpeg(&DynamicImage::new_rgb8(16, 16), None);
    let frame = progressive.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    progressive[frame + 5..frame + 9].copy_from_slice(&[0x0f, 0xa0, 0x17, 0x70]);
    assert!(!is_progressive(Cursor::new(&progressive)).unwrap());
    progressive[frame + 1] = 0xc2;
    assert!(is_progressive(Cursor::new(&progressive)).unwrap());
    assert_eq!(refusal(&progressive), Some("too_large"));
}

/// A picture that compresses badly.
fn noise(side: u32, mut seed: u32) -> DynamicImage {
    let mut next = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 24) as u8
    };
    DynamicImage::from(RgbImage::from_fn(side, side, |_, _| Rgb([next(), next(), next()])))
}

#[test]
fn a_stored_picture_is_not_larger_than_the_upload_limit() {
    let palette = png(&noise(1_500, 1), None);
    let clean = clean_bytes(&palette).unwrap();
    assert!(palette.len() > MAX_BYTES && clean.bytes.len() <= MAX_BYTES);
    assert_eq!((clean.width, clean.height), (1_125, 1_125));
}

#[test]
fn a_jpeg_that_hides_something_is_encoded_again() {
    let ours = clean_bytes(&jpeg(&noise(40, 2), None)).unwrap().bytes;
    assert_eq!(clean_bytes(&ours).unwrap().bytes, ours);
    let end = ours.len() - 2;
    let comment = [&ours[..2], b"\xff\xfe\x00\x08secret", &ours[2..]].concat();
    let behind = [&ours[..], b"secret"].concat();
    let within = [&ours[..end], &b"secret".repeat(100)[..], &ours[end..]].concat();
    for hiding in [comment, behind, within] {
        let clean = clean_bytes(&hiding).unwrap();
        assert!(!clean.bytes.windows(6).any(|window| window == b"secret"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn cleaning_a_clean_picture_changes_nothing(seed: u32, side in 1_u32..90, is_jpeg: bool) {
        let picture = noise(side, seed);
        let once = clean_bytes(&if is_jpeg { jpeg(&picture, None) } else { png(&picture, None) }).unwrap();
        let twice = clean_bytes(&once.bytes).unwrap();
        prop_assert!(twice.bytes == once.bytes);
    }

    #[test]
    fn damaged_profiles_cause_no_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20), grey: bool,
    ) {
        let profile = if grey { ColorProfile::new_gray_with_gamma(2.2) } else { ColorProfile::new_display_p3() };
        let mut profile = profile.encode().unwrap();
        for (at, byte) in changes {
            let at = at.index(profile.len());
            profile[at] = byte;
        }
        let picture = if grey { DynamicImage::new_luma8(4, 4) } else { DynamicImage::new_rgb8(4, 4) };
        prop_assert!(clean_bytes(&png(&picture, Some(profile))).is_ok());
    }
}
