//! A person's role has changed, or their program is of a later version: what their phone may not see any more
//! is named, what it may see now is handed over whole, whatever its place in the log.

use super::handing::{Filling, Handed};
use super::link::{Before, LinkId};
use super::paging::PAGE_DOCS;
use super::shelf::Shelf;
use super::{Effect, Relay};
use crate::access::Role;
use crate::frame::{Frame, Place};
use crate::id::DocId;

impl Relay {
    /// Looks at the next documents, and says when there are no more.
    pub(super) fn look_anew<S: Shelf>(
        &mut self,
        id: LinkId,
        from: Vec<Role>,
        mut read: Option<DocId>,
        shelf: &mut S,
    ) -> Result<Vec<Effect>, S::Error> {
        let Some(link) = self.links.get(&id) else {
            return Ok(Vec::new());
        };
        let (role, knows, version) = (link.me.role, link.knows, link.version);
        let docs = shelf.documents_after(read.as_ref(), PAGE_DOCS)?;
        let (mut effects, mut page) = (Vec::new(), Filling::default());
        let mut ended = docs.len() < PAGE_DOCS;
        for doc in docs {
            if page.is_full() {
                ended = false;
                break;
            }
            let sees = |role, version| {
                self.links.get(&id).is_some_and(|link| link.sees(role, version, &doc))
            };
            // what one of several roles saw alone may have gone or come already
            let (may_be_there, is_there) = (
                from.iter().any(|role| sees(*role, knows)),
                from.iter().all(|role| sees(*role, knows)),
            );
            match (may_be_there, is_there, sees(role, version)) {
                (true, _, false) => effects.push(Effect::Send(id, Frame::Hidden(doc.clone()))),
                (_, false, true) => {
                    let place = Place::Apart;
                    let handed =
                        self.hand_over(id, &doc, &place, &mut page, shelf, &mut effects)?;
                    if handed == Handed::Part {
                        ended = false;
                        break;
                    }
                }
                _ => {}
            }
            read = Some(doc);
        }
        self.has_read(id, page.cost);
        if ended {
            effects.push(Effect::Send(id, Frame::Sight(role)));
        }
        if let Some(link) = self.links.get_mut(&id) {
            link.before = (!ended).then_some(Before::Sight { from, read });
        }
        Ok(effects)
    }
}
