//! What is noticed about an agency: the `flags` of `agencies.csv`.

use std::fmt;

/// One thing noticed about an agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Flag {
    /// The name fits several regions, and nothing else tells which.
    RegionAmbiguous,
    /// The name names no region that is known.
    RegionUnknown,
    /// The region follows from the page and not from the name alone.
    RegionInferred,
    /// The region follows from the agencies around it on the same site or in the same folder.
    RegionNeighbours,
    /// The region is no more.
    RegionFormer,
    /// The list of townships has none of this name; the region is that of the county.
    TownshipUnlisted,
    /// The list of zones has none of this name; the region is the one it lies in.
    ZoneUnlisted,
    /// It also reported under a name from before a reform.
    Renamed,
    /// A reform has merged it into another agency since its last report.
    Merged,
    /// Two reports on one year under different names.
    SeveralInYear,
    /// No list tells the kind of the body.
    KindUnknown,
}

impl Flag {
    /// All flags in the order in which they are written.
    pub const ALL: [Flag; 11] = [
        Flag::RegionAmbiguous,
        Flag::RegionUnknown,
        Flag::RegionInferred,
        Flag::RegionNeighbours,
        Flag::RegionFormer,
        Flag::TownshipUnlisted,
        Flag::ZoneUnlisted,
        Flag::Renamed,
        Flag::Merged,
        Flag::SeveralInYear,
        Flag::KindUnknown,
    ];

    /// The word in the `flags` column of `agencies.csv`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Flag::RegionAmbiguous => "region_ambiguous",
            Flag::RegionUnknown => "region_unknown",
            Flag::RegionInferred => "region_inferred",
            Flag::RegionNeighbours => "region_neighbours",
            Flag::RegionFormer => "region_former",
            Flag::TownshipUnlisted => "township_unlisted",
            Flag::ZoneUnlisted => "zone_unlisted",
            Flag::Renamed => "renamed",
            Flag::Merged => "merged",
            Flag::SeveralInYear => "several_in_year",
            Flag::KindUnknown => "kind_unknown",
        }
    }
}

/// A set of [`Flag`]s.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Flags(u16);

impl Flags {
    /// Adds a flag.
    pub fn insert(&mut self, flag: Flag) {
        self.0 |= 1 << flag as u8;
    }

    /// Takes a flag away.
    pub fn remove(&mut self, flag: Flag) {
        self.0 &= !(1 << flag as u8);
    }

    /// Adds the flags of another set.
    pub fn extend(&mut self, other: Flags) {
        self.0 |= other.0;
    }

    /// Whether the flag is set.
    pub const fn contains(self, flag: Flag) -> bool {
        self.0 & (1 << flag as u8) != 0
    }
}

impl fmt::Display for Flags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let set = Flag::ALL.into_iter().filter(|&flag| self.contains(flag));
        for (index, flag) in set.enumerate() {
            if index > 0 {
                f.write_str(";")?;
            }
            f.write_str(flag.as_str())?;
        }
        Ok(())
    }
}
