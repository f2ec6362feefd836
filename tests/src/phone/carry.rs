//! Work that goes from phone to phone by hand.

use paguyuban::frame::{Push, RefusalCode};
use paguyuban::id::DocId;
use paguyuban::replica::NotTaken;
use paguyuban::signature::DeviceKey;

use super::{Phone, PhoneError};

impl Phone {
    /// Everything unsent, signed.
    ///
    /// # Errors
    /// The disk's.
    pub fn packet(&mut self) -> Result<Vec<Push>, PhoneError> {
        let docs: Vec<DocId> = self.replica.unsent().map(|(doc, _)| doc.clone()).collect();
        let mut pushes = Vec::new();
        for doc in docs {
            self.load(&doc)?;
            let (effects, signed) = self.replica.packet(&doc);
            self.perform(effects)?;
            pushes.extend(signed.into_iter().map(|signed| signed.by(&self.key)));
        }
        Ok(pushes)
    }

    /// Takes in a push of somebody else, or says why not.
    ///
    /// # Errors
    /// The disk's.
    pub fn take_in(&mut self, push: &Push) -> Result<Result<(), NotTaken>, PhoneError> {
        let carried = match self.replica.carried(push) {
            Ok(carried) => carried,
            Err(why) => return Ok(Err(why)),
        };
        let key = DeviceKey::from_bytes(&carried.key);
        if !key.is_ok_and(|key| key.signed(&carried.words, &push.signature)) {
            return Ok(Err(RefusalCode::BadSignature.into()));
        }
        self.load(&push.doc)?;
        match self.replica.take_carried(push) {
            Ok(effects) => self.perform(effects).map(Ok),
            Err(why) => Ok(Err(why)),
        }
    }
}
