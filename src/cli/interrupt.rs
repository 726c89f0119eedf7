//! Ctrl-C: the first asks the work to end where it can be continued, the second ends the program at once.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

#[cfg(unix)]
use signal_hook::consts::SIGXFSZ;
use signal_hook::consts::TERM_SIGNALS;
use signal_hook::flag;

/// What the system reports for a program that was ended by Ctrl-C.
const INTERRUPTED: i32 = 130;

/// A flag that is set by the first request to end.
pub(super) fn flag() -> anyhow::Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    for &signal in TERM_SIGNALS {
        flag::register_conditional_shutdown(signal, INTERRUPTED, Arc::clone(&stop))?;
        flag::register(signal, Arc::clone(&stop))?;
    }
    // A write beyond the size that files may have is an error like any other, and is told; unheard, the signal would end us.
    #[cfg(unix)]
    flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)))?;
    Ok(stop)
}
