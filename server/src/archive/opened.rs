//! The relay's core as it begins: from what the store holds of a forum.

use paguyuban::id::ForumId;
use paguyuban::mark::NO_MARK;
use paguyuban::relay::{Relay, Stone, day_began_ms};

use crate::store::{Store, StoreError, Tombstone};

pub(super) fn opened<S: Store>(
    store: &mut S,
    forum: ForumId,
    now_ms: u64,
) -> Result<Relay, StoreError> {
    let found = store.forum(forum)?;
    let stone =
        |erased: Tombstone| (erased.number, Stone { doc: erased.doc, founding: erased.founding });
    let erased = store.tombstones(forum, 0)?.into_iter().map(stone);
    let mark = store.mark(forum, found.seq)?.unwrap_or(NO_MARK);
    let relay = Relay::new(forum, found.epoch, found.seq).recall(erased);
    let mut relay = relay.marked(mark, store.seal(forum)?);
    for device in store.devices(forum)? {
        // nobody is there yet
        let _no_links = relay.know(device.known());
    }
    // as they are on disk
    relay.moved().clear();
    let used = store.used_since(forum, day_began_ms(now_ms))?;
    relay.recall_used(now_ms, used);
    Ok(relay)
}
