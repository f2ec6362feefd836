//! One kind of document each: its shape, its edits, what it reads as. The only place that knows Automerge.
