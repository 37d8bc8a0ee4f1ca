//! WebSocket frames (RFC 6455): a client's are masked, a server's are not.

pub(crate) const TEXT: u8 = 1;
pub(crate) const BINARY: u8 = 2;
pub(crate) const CLOSE: u8 = 8;
pub(crate) const PING: u8 = 9;
pub(crate) const PONG: u8 = 10;

/// Any mask will do: nobody caches between generator and server.
const MASK: [u8; 4] = [0x5a, 0x12, 0xc3, 0x9e];
const MASKED: u8 = 0x80;

/// A frame as a client sends it.
pub(crate) fn client_frame(opcode: u8, payload: &[u8]) -> Vec<u8> {
    let mut frame = Vec::with_capacity(payload.len() + 14);
    write_head(&mut frame, opcode, payload.len(), MASKED);
    frame.extend_from_slice(&MASK);
    let start = frame.len();
    frame.extend_from_slice(payload);
    apply_mask(&mut frame[start..], MASK);
    frame
}

/// Applies a mask to the bytes that it hides, or hides.
pub(crate) fn apply_mask(bytes: &mut [u8], mask: [u8; 4]) {
    bytes.iter_mut().zip(mask.iter().cycle()).for_each(|(byte, mask)| *byte ^= mask);
}

/// Appends a frame as a server sends it.
pub(crate) fn write_server_frame(into: &mut Vec<u8>, opcode: u8, payload: &[u8]) {
    write_head(into, opcode, payload.len(), 0);
    into.extend_from_slice(payload);
}

fn write_head(into: &mut Vec<u8>, opcode: u8, length: usize, masked: u8) {
    const FINAL: u8 = 0x80;
    into.push(FINAL | opcode);
    if let Ok(short) = u8::try_from(length)
        && short < 126
    {
        into.push(masked | short);
    } else if let Ok(medium) = u16::try_from(length) {
        into.push(masked | 126);
        into.extend_from_slice(&medium.to_be_bytes());
    } else {
        into.push(masked | 127);
        into.extend_from_slice(&(length as u64).to_be_bytes());
    }
}

/// Where the parts of the first frame in a buffer are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    pub(crate) opcode: u8,
    pub(crate) mask: Option<[u8; 4]>,
    /// Where the payload begins.
    pub(crate) start: usize,
    /// Where it ends, and the next frame begins.
    pub(crate) end: usize,
}

/// Finds the first frame in a buffer; none while it is not complete.
pub(crate) fn first_frame(buffer: &[u8]) -> Option<Frame> {
    let (first, second) = (*buffer.first()?, *buffer.get(1)?);
    let (length, mut start) = match second & !MASKED {
        126 => (u64::from(u16::from_be_bytes(buffer.get(2..4)?.try_into().ok()?)), 4),
        127 => (u64::from_be_bytes(buffer.get(2..10)?.try_into().ok()?), 10),
        short => (u64::from(short), 2),
    };
    let mut mask = None;
    if second & MASKED != 0 {
        mask = Some(buffer.get(start..start + 4)?.try_into().ok()?);
        start += 4;
    }
    let end = start.checked_add(usize::try_from(length).ok()?)?;
    (end <= buffer.len()).then_some(Frame { opcode: first & 0x0f, mask, start, end })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_of_every_length_are_found() {
        for length in [0, 1, 125, 126, 127, 65_535, 65_536, 100_000] {
            let payload: Vec<u8> = (0..=255).cycle().take(length).collect();
            let mut sent = Vec::new();
            write_server_frame(&mut sent, TEXT, &payload);
            let frame = first_frame(&sent).unwrap();
            assert_eq!((frame.opcode, frame.mask, frame.end), (TEXT, None, sent.len()));
            assert_eq!(sent[frame.start..frame.end], payload);

            let mut masked = client_frame(BINARY, &payload);
            let frame = first_frame(&masked).unwrap();
            let read = &mut masked[frame.start..frame.end];
            assert!(length < 4 || *read != payload[..]);
            apply_mask(read, frame.mask.unwrap());
            assert_eq!((frame.opcode, &*read), (BINARY, &payload[..]));
        }
    }

    #[test]
    fn an_incomplete_frame_is_not_a_frame() {
        let mut sent = Vec::new();
        write_server_frame(&mut sent, TEXT, &[7; 300]);
        for length in 0..sent.len() {
            assert_eq!(first_frame(&sent[..length]), None);
        }
        sent.extend_from_slice(&[0x81]);
        assert_eq!(first_frame(&sent).unwrap().end, sent.len() - 1);
    }
}
