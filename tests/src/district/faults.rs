//! Faults planted in the code around the core, to see that the district notices them.
//!
//! None of this is in the shipped code: each fault is played by the simulation where it stands in
//! for a host. A district that catches none of them is worth nothing.

/// A fault of our own making.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Planted {
    /// The relay answers before its disk has the bytes: a crash takes the last turns back.
    RelayTellsBeforeItStores,
    /// The relay's disk says it wrote and did not.
    RelayForgetsToStore,
    /// The relay tells nobody but the author of a change.
    RelayAnswersOnlyTheAuthor,
    /// The relay says it stored what lacks an earlier change.
    RelayAcceptsMissingDeps,
    /// The phone does not say what the relay told it of its log.
    PhoneForgetsTheMark,
    /// The relay counts a frame that arrives twice as another device.
    RelayCountsDuplicates,
    /// The phone believes after a reconnect that its old pushes are still under way.
    PhoneKeepsOldLinkState,
    /// The phone sends first and writes later.
    PhoneSendsBeforeItWrites,
    /// The phone moves its cursor and loses the chunk.
    PhoneMovesItsCursorWithoutTheChunk,
    /// The phone starts again with the actor it had before.
    PhoneReusesItsNonce,
    /// The phone takes a refused push for done.
    PhoneDropsWhatWasRefused,
    /// A tab does not tell the other what it stored.
    TabsKeepSilent,
    /// The phone says ✓ though its full disk took nothing.
    PhoneIgnoresAFullDisk,
    /// The phone keeps what it should have removed from its disk.
    PhoneKeepsWhatWasErased,
    /// The phone says of its disk that it stands for the role that its person has now.
    PhoneGuessesForWhichRoleItStands,
    /// A tab writes into a document that another has removed from the disk.
    TabWritesWhatWasRemoved,
    /// The phone stores the half that fits into a full disk, and goes on as if it were all.
    PhoneStoresTheHalfThatFits,
    /// The phone makes half of an edit that was refused.
    RefusalKeepsHalf,
    /// Whoever merges two cards also writes into what names the other.
    MergingRewrites,
    /// Minutes stay approved whatever is changed in them.
    ApprovalOutlivesAnEdit,
    /// A step back also takes back what a colleague wrote.
    StepBackTakesFromOthers,
    /// The phone opens a document anew when it refused an edit, without what was not stored yet.
    RefusalLosesWhatWasPending,
}

impl Planted {
    /// All of them.
    pub const ALL: [Self; 22] = [
        Self::RelayTellsBeforeItStores,
        Self::RelayForgetsToStore,
        Self::RelayAnswersOnlyTheAuthor,
        Self::RelayAcceptsMissingDeps,
        Self::PhoneForgetsTheMark,
        Self::RelayCountsDuplicates,
        Self::PhoneKeepsOldLinkState,
        Self::PhoneSendsBeforeItWrites,
        Self::PhoneMovesItsCursorWithoutTheChunk,
        Self::PhoneReusesItsNonce,
        Self::PhoneDropsWhatWasRefused,
        Self::TabsKeepSilent,
        Self::PhoneIgnoresAFullDisk,
        Self::PhoneKeepsWhatWasErased,
        Self::PhoneGuessesForWhichRoleItStands,
        Self::TabWritesWhatWasRemoved,
        Self::PhoneStoresTheHalfThatFits,
        Self::MergingRewrites,
        Self::ApprovalOutlivesAnEdit,
        Self::StepBackTakesFromOthers,
        Self::RefusalKeepsHalf,
        Self::RefusalLosesWhatWasPending,
    ];
}
