//! Counts what goes by in one direction of a connection: bytes, and messages inside a WebSocket.

/// The head of a request or an answer is over after this.
const HEAD_END: &[u8] = b"\r\n\r\n";
/// A longer head is no head of ours; only its first part is looked at.
const HEAD_BYTES_KEPT: usize = 4_096;
/// Two bytes, eight of length, four of mask.
const FRAME_HEADER_BYTES_MAX: usize = 14;

/// What went by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Flow {
    /// Everything, with the heads of HTTP and of the WebSocket's frames.
    pub(crate) bytes: u64,
    /// What the programs said: the content of data messages, or the body of a plain request.
    pub(crate) payload_bytes: u64,
    /// Data messages.
    pub(crate) messages: u64,
}

/// Reads along, byte by byte, without keeping anything.
#[derive(Debug)]
pub(crate) struct Meter {
    flow: Flow,
    state: State,
}

#[derive(Debug)]
enum State {
    Head(Vec<u8>),
    FrameHeader(Vec<u8>),
    FramePayload { left: u64, data: bool },
    Body,
}

impl Meter {
    pub(crate) fn new() -> Self {
        Self { flow: Flow::default(), state: State::Head(Vec::new()) }
    }

    pub(crate) fn flow(&self) -> Flow {
        self.flow
    }

    pub(crate) fn read(&mut self, mut bytes: &[u8]) {
        self.flow.bytes += bytes.len() as u64;
        while !bytes.is_empty() {
            let taken = self.step(bytes);
            bytes = &bytes[taken..];
        }
    }

    /// Takes at least one byte, and says how many.
    fn step(&mut self, bytes: &[u8]) -> usize {
        match &mut self.state {
            State::Head(head) => {
                head.push(bytes[0]);
                if head.ends_with(HEAD_END) {
                    self.state = after_head(head);
                } else if head.len() > HEAD_BYTES_KEPT {
                    head.drain(HEAD_END.len()..head.len() - HEAD_END.len());
                }
                1
            }
            State::FrameHeader(header) => {
                header.push(bytes[0]);
                if let Some((left, data)) = frame(header) {
                    self.flow.messages += u64::from(data && header[0] & 0x0F != 0);
                    self.state = in_frame(left, data);
                }
                1
            }
            State::FramePayload { left, data } => {
                let taken = (*left).min(bytes.len() as u64);
                if *data {
                    self.flow.payload_bytes += taken;
                }
                self.state = in_frame(*left - taken, *data);
                taken as usize
            }
            State::Body => {
                self.flow.payload_bytes += bytes.len() as u64;
                bytes.len()
            }
        }
    }
}

fn after_head(head: &[u8]) -> State {
    let text = String::from_utf8_lossy(head).to_ascii_lowercase();
    if text.contains("upgrade: websocket") { State::FrameHeader(Vec::new()) } else { State::Body }
}

fn in_frame(left: u64, data: bool) -> State {
    if left == 0 { State::FrameHeader(Vec::new()) } else { State::FramePayload { left, data } }
}

/// Payload length and whether it is data, once the header is whole:
/// <https://www.rfc-editor.org/rfc/rfc6455#section-5.2>.
fn frame(header: &[u8]) -> Option<(u64, bool)> {
    debug_assert!(header.len() <= FRAME_HEADER_BYTES_MAX);
    let second = *header.get(1)?;
    let (length_bytes, mask_bytes) = match second & 0x7F {
        126 => (2, 4 * usize::from(second >> 7)),
        127 => (8, 4 * usize::from(second >> 7)),
        _ => (0, 4 * usize::from(second >> 7)),
    };
    if header.len() < 2 + length_bytes + mask_bytes {
        return None;
    }
    let long = header[2..2 + length_bytes].iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte));
    let length = if length_bytes == 0 { u64::from(second & 0x7F) } else { long };
    Some((length, header[0] & 0x0F <= 2))
}

#[cfg(test)]
mod tests {
    use super::Meter;

    const HEAD: &[u8] = b"GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n";

    #[test]
    fn only_data_messages_of_a_websocket_count_as_payload() {
        let mut meter = Meter::new();
        meter.read(HEAD);
        // binary, masked, 3 bytes; a ping, 1 byte; binary, 200 bytes by a long length
        meter.read(&[0x82, 0x83, 1, 2, 3, 4, 9, 9, 9, 0x89, 0x01, 7, 0x82, 126, 0, 200]);
        meter.read(&[0; 200]);
        let flow = meter.flow();
        assert_eq!((flow.payload_bytes, flow.messages), (203, 2));
        assert_eq!(flow.bytes, HEAD.len() as u64 + 16 + 200);
    }

    #[test]
    fn the_body_of_a_plain_request_counts_as_payload() {
        let mut meter = Meter::new();
        meter.read(b"POST /api/sync HTTP/1.1\r\n\r\nabc");
        assert_eq!((meter.flow().payload_bytes, meter.flow().messages), (3, 0));
    }
}
