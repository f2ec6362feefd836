//! A document that an organiser founds anew: what its new generation begins with is made by the relay, of
//! what it holds, and goes into the log like anybody's changes.

use super::intake::Fresh;
use super::{Batch, Entry, Relay};
use crate::document::Founded;
use crate::frame::RefusalCode;
use crate::id::{DeviceId, DocId, ReplicaId};

impl Relay {
    /// The entries of a founding in the name of an organiser's device. The host must store them in the
    /// transaction that erases the earlier generation, and then call [`Relay::erase`] and
    /// [`Relay::stored`], or else [`Relay::not_stored`].
    ///
    /// # Errors
    /// [`RefusalCode::UnknownDevice`] if it is no device of the forum, or why the changes cannot be stored.
    pub fn found(
        &mut self,
        doc: &DocId,
        founded: &Founded,
        (device, replica): (DeviceId, ReplicaId),
    ) -> Result<Batch, RefusalCode> {
        let known = self.devices.get(&device).ok_or(RefusalCode::UnknownDevice)?;
        let (role, key) = (known.me.role, known.key.clone());
        let mut batch = Batch::default();
        for Fresh { changes, chunk } in Fresh::packed(&founded.changes)? {
            let (before, mark) = self.advance(doc, &changes);
            batch.entries.push(Entry {
                seq: self.seq,
                doc: doc.clone(),
                device,
                replica,
                chunk,
                changes,
                heads: vec![founded.founding.last],
                accepted_by: None,
                hand: device,
                role,
                key: key.clone(),
                mark,
                before,
                answer: None,
            });
        }
        Ok(batch)
    }
}
