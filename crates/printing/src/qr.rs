//! QR codes.

use krilla::geom::{Path, PathBuilder, Rect};
use qrcodegen::{QrCode, QrCodeEcc};

/// A code of a text as one path, in a square of this size at this place; `None` for a text that is too long.
pub(crate) fn path(text: &str, x: f32, y: f32, size: f32) -> Option<Path> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let module = size / code.size() as f32;
    let mut builder = PathBuilder::new();
    for row in 0..code.size() {
        let mut column = 0;
        while column < code.size() {
            let length = (column..code.size()).take_while(|column| code.get_module(*column, row)).count() as i32;
            if length > 0 {
                let rect = Rect::from_xywh(
                    x + column as f32 * module,
                    y + row as f32 * module,
                    length as f32 * module,
                    module,
                )?;
                builder.push_rect(rect);
            }
            column += length.max(1);
        }
    }
    builder.finish()
}
