//! Whoever had much of the relay's work of late keeps nobody waiting.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::*;
use crate::frame::Push;
use crate::relay::{DEVICE_WORK_MS_MAX, Outcome, Running, Tried};

/// A trial that ends when it is let.
#[derive(Debug)]
struct Later {
    may_end: Arc<AtomicBool>,
    trial: Option<Trial>,
}

impl Running for Later {
    fn ended(&mut self) -> Option<Tried> {
        let trial = self.trial.take_if(|_| self.may_end.load(Ordering::Relaxed))?;
        Some(Tried::at_once(trial.run()))
    }
}

/// A host on which what is tried apart goes on until it may end.
fn host(may_end: &Arc<AtomicBool>) -> impl Fn(Vec<Trial>) -> Vec<Outcome> {
    let may_end = may_end.clone();
    move |trials| {
        let outcome = |trial: Trial| match trial.is_apart() {
            true => {
                let (may_end, trial) = (may_end.clone(), Some(trial));
                Outcome::GoesOn(Box::new(Later { may_end, trial }))
            }
            false => Outcome::Ended(Box::new(Tried::at_once(trial.run()))),
        };
        trials.into_iter().map(outcome).collect()
    }
}

fn push(by: &Phone, doc: &DocId, words: &str) -> Push {
    let mut document = Document::new(doc.clone(), by.replica.id(), by.me.member);
    let edit = Edit::Set { path: "title".to_owned(), value: Value::from(words) };
    document.edit(&edit, 1).unwrap();
    document.commit(1);
    by.push_of(doc, chunk::pack(&document.changes_since(&[])).remove(0))
}

/// A second edit of the same phone after [`push`].
fn thief_goes_on(by: &Phone, doc: &DocId) -> Push {
    let mut document = Document::new(doc.clone(), by.replica.id(), by.me.member);
    let edit = |path: &str| Edit::Set { path: path.to_owned(), value: Value::from("Rapat") };
    document.edit(&edit("title"), 1).unwrap();
    document.commit(1);
    let first = document.heads();
    document.edit(&edit("place"), 1).unwrap();
    document.commit(1);
    by.push_of(doc, chunk::pack(&document.changes_since(&first)).remove(0))
}

/// Whose changes one turn takes.
fn turn(forum: &mut Forum, run: &dyn Fn(Vec<Trial>) -> Vec<Outcome>) -> Vec<crate::id::DeviceId> {
    let batch = forum.relay.try_out(&mut forum.disk, run).unwrap();
    let devices = batch.entries.iter().map(|entry| entry.device).collect();
    forum.disk.append(&batch);
    forum.relay.stored(batch);
    devices
}

#[test]
fn who_had_much_work_done_is_tried_apart_and_overtaken_in_the_same_document() {
    let (mut siti, mut thief) = (Phone::new(1, Role::Member), Phone::new(2, Role::Member));
    let mut forum = Forum::new();
    siti.connect(&mut forum);
    thief.connect(&mut forum);
    forum.settle(&mut [&mut siti, &mut thief]);
    let may_end = Arc::new(AtomicBool::new(false));
    let note = |number| DocId::note(crate::id::Ulid::new(NOW_MS, number));
    let say = |forum: &mut Forum, by: &Phone, number| {
        let push = Frame::Push(push(by, &note(number), "Rapat"));
        forum.relay.receive(by.link, push, NOW_MS, &mut forum.disk).unwrap();
    };
    let run = host(&may_end);
    // as long as it had little it is one of all
    say(&mut forum, &thief, 1);
    assert_eq!(turn(&mut forum, &run), [thief.me.device]);
    let long = Duration::from_millis(DEVICE_WORK_MS_MAX + 1);
    forum.relay.work.tried(thief.me.device, (1_000, 0), long);
    say(&mut forum, &thief, 2);
    say(&mut forum, &thief, 3);
    assert_eq!(turn(&mut forum, &run), []);
    assert!(forum.relay.has_trials() && forum.relay.has_waiting(), "one at a time");
    // in the very document that is on trial
    say(&mut forum, &siti, 2);
    assert_eq!(turn(&mut forum, &run), [siti.me.device]);
    // it may build on what is on trial, and is not asked where that is
    let later = thief_goes_on(&thief, &note(2));
    forum.relay.receive(thief.link, Frame::Push(later), NOW_MS, &mut forum.disk).unwrap();
    assert_eq!(turn(&mut forum, &run), []);
    // what was tried was what the document is no more
    may_end.store(true, Ordering::Relaxed);
    let mut taken = Vec::new();
    for _ in 0..8 {
        taken.extend(turn(&mut forum, &run));
    }
    assert_eq!(taken, [thief.me.device; 3], "it comes, after the others");
    assert!(!forum.relay.has_trials() && !forum.relay.has_waiting());
    let Ok(Found::Whole(stored)) = forum.disk.document(&note(2)) else { panic!("it is there") };
    let opened = crate::vet::Opened::load(note(2).kind(), stored.snapshot.as_deref(), stored.tail);
    assert_eq!(opened.unwrap().heads().len(), 2, "both have written in it");
}
