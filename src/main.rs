//! The `nianbao` binary: hands the command line to [`nianbao::cli`] and owns the exit status.

use std::process::ExitCode;

fn main() -> ExitCode {
    nianbao::cli::main()
}
