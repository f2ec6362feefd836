//! How memory that is given back comes to whoever needs it next.

/// The GNU allocator gives each thread memory of its own, up to eight times as many as there are processors, and
/// keeps in each what was once needed there. Trials of large documents take turns on short-lived threads, so
/// every one of them ends as large as the largest trial: under siege 575 MB, and with one for all 186 MB.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
pub(super) fn share() {
    use std::os::unix::process::CommandExt;
    use std::process::Command;

    /// What the allocator reads when a program begins.
    const ARENAS: &str = "MALLOC_ARENA_MAX";

    if std::env::var_os(ARENAS).is_some() {
        return;
    }
    if let Ok(itself) = std::env::current_exe() {
        // begins again as the same process; if it cannot, it only takes more memory
        let error = Command::new(itself).args(std::env::args_os().skip(1)).env(ARENAS, "1").exec();
        tracing::warn!(%error, "memory is not shared between threads");
    }
}

/// Other allocators share it.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub(super) fn share() {}
