//! Every limit that whoever writes a client can meet, for the tables of the protocol.

use crate::vet;
use crate::{chunk, document, frame, id, relay};

/// A limit, with the name that it has in the code.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    /// The constant, by its path.
    pub name: &'static str,
    /// How much.
    pub value: u64,
    /// Of what.
    pub what: &'static str,
}

/// A row of the table: `limit!(constant, "of what")`, or `limit!(constant as seconds, "of what")`.
#[macro_export]
macro_rules! limit {
    ($($path:ident)::+, $what:literal) => {
        $crate::limits::Limit { name: stringify!($($path)::+), value: $($path)::+ as u64, what: $what }
    };
    ($($path:ident)::+ as seconds, $what:literal) => {
        $crate::limits::Limit {
            name: stringify!($($path)::+),
            value: $($path)::+.as_secs(),
            what: $what,
        }
    };
}

/// Those of the core, in the order in which a push meets them.
#[must_use]
pub fn limits() -> Vec<Limit> {
    vec![
        limit!(frame::FRAME_UP_BYTES_MAX, "bytes of a frame to the relay"),
        limit!(frame::FRAME_DOWN_BYTES_MAX, "bytes of a frame from the relay"),
        limit!(frame::HAVE_DOCS_MAX, "documents in a `Have`"),
        limit!(frame::HEADS_MAX, "heads of one document in a frame"),
        limit!(frame::DEVICES_TOLD_MAX, "devices in a `Devices`"),
        limit!(frame::RECEIPT_GROUPS_MAX, "groups in a `Receipts`"),
        limit!(frame::PRESENT_MAX, "people in a `Presence`"),
        limit!(frame::ROLES_MAX, "roles in a `Hello`'s `sight`"),
        limit!(id::DOC_ID_BYTES_MAX, "bytes of a document's name"),
        limit!(relay::DEVICE_WAITING_MAX, "pushes of one device that wait"),
        limit!(relay::DEVICE_WAITING_BYTES_MAX, "bytes of one device's pushes that wait"),
        limit!(relay::WAITING_BYTES_MAX, "bytes of all pushes that wait"),
        limit!(
            relay::DEVICE_WORK_MS_LITTLE,
            "milliseconds of work for a device until others come first"
        ),
        limit!(
            relay::DEVICE_WORK_MS_MAX,
            "milliseconds of work for a device until it is tried apart"
        ),
        limit!(relay::DEVICE_WORK_MS_PER_SECOND, "milliseconds of that given back in a second"),
        limit!(relay::PERSON_DAY_BYTES_MAX, "bytes of one person's changes in a day, unpacked"),
        limit!(relay::PERSON_DAY_DOCUMENTS_MAX, "new documents of one person in a day"),
        limit!(relay::DEVICE_HOUR_VAIN_BYTES_MAX, "bytes unpacked in vain for a device in an hour"),
        limit!(relay::FORUM_DOCUMENTS_MAX, "documents of a forum"),
        limit!(chunk::CHUNK_BYTES_MAX, "bytes of a chunk as sent"),
        limit!(chunk::UNPACKED_BYTES_MAX, "bytes of a chunk unpacked"),
        limit!(chunk::CHANGES_MAX, "changes in a chunk"),
        limit!(chunk::ACTORS_MAX, "actors in a chunk"),
        limit!(chunk::ACTOR_BYTES_MAX, "bytes of an actor"),
        limit!(chunk::CHUNK_OPS_MAX, "operations in a chunk"),
        limit!(chunk::CHANGE_OPS_MAX, "operations of a change"),
        limit!(chunk::DEPS_MAX, "dependencies of a change"),
        limit!(chunk::COLUMNS_MAX, "columns of a change"),
        limit!(chunk::LAYOUTS_MAX, "layouts in a chunk"),
        limit!(chunk::EXTRA_BYTES_MAX, "extra bytes of a change"),
        limit!(chunk::MESSAGE_BYTES_MAX, "bytes of a change's message"),
        limit!(chunk::OP_COUNTER_MAX, "the highest operation counter"),
        limit!(vet::COUNTER_CEILING, "the highest that leaves numbers out"),
        limit!(vet::COUNTER_AHEAD_MAX, "operations that a change's counter may leave out"),
        limit!(vet::VALUE_BYTES_MAX, "bytes of a value"),
        limit!(vet::PLACES_MAX, "places of texts at which one change writes"),
        limit!(vet::VERSIONS_MAX, "values of a register side by side"),
        limit!(vet::TEXT_MAX, "units of a text"),
        limit!(vet::KEYS_MAX, "keys of a map"),
        limit!(vet::DOCUMENT_CHANGES_MAX, "changes of a document"),
        limit!(vet::DOCUMENT_ACTORS_MAX, "actors of a document"),
        limit!(vet::DOCUMENT_OPS_MAX, "operations of a document"),
        limit!(vet::DOCUMENT_DEPS_MAX, "dependencies of all changes of a document"),
        limit!(vet::DOCUMENT_HEADS_MAX, "heads of a document"),
        limit!(vet::DOCUMENT_BYTES_MAX, "bytes of a document as Automerge saves it"),
        limit!(vet::DOCUMENT_INFLATED_MAX, "the same before deflating"),
        limit!(document::TEXT_UNITS_MAX, "units of a text that a person writes"),
        limit!(document::RECORDS_MAX, "records of a map that a person adds to"),
        limit!(document::INCREMENT_MAX, "one step of a counter"),
        limit!(document::kind::RUPIAH_MAX, "rupiah of an amount"),
        limit!(document::kind::ORDER_CHARS_MAX, "characters of an order key"),
        limit!(document::kind::EMAIL_BYTES_MAX, "bytes of an e-mail address"),
        limit!(document::kind::APPROVED_HEADS_MAX, "heads of an approved version"),
    ]
}
