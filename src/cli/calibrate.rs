//! `nianbao calibrate`, for `scripts/calibrate.py`: prints what [`crate::calibrate`] counts.

use std::io::Write;

use super::args::{Calibrate, Global};
use super::{ExitStatus, forms, interrupt, talk};
use crate::calibrate::count;
use crate::dataset::columns::own_names;
use crate::inputs::Inputs;

pub(super) fn run(global: &Global, args: &Calibrate) -> anyhow::Result<ExitStatus> {
    let forms = forms(global)?;
    let inputs = Inputs::open(&args.inputs, None, &own_names())?;
    let stop = interrupt::flag()?;
    let counts = count(&args.golden, inputs, global.jobs, &forms, &stop)?;
    for (source, key) in &counts.silent {
        talk::say(format_args!("wrong, with evidence of the best kind: {source} {key}"));
    }
    let mut out = talk::stdout();
    writeln!(out, "evidence,right,wrong")?;
    for (evidence, measured) in &counts.classes {
        writeln!(out, "{evidence},{},{}", measured.right, measured.wrong)?;
    }
    writeln!(out, "missing,{},0", counts.missing)?;
    out.flush()?;
    Ok(ExitStatus::Done)
}
