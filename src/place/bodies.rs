//! The bodies: what kinds there are, what each is called, and what else it is or was called.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};

use super::error::{Wrong, lines};

/// A body that every place may have: 教育局.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Body {
    pub(super) name: String,
    pub(super) kind: String,
    /// Its name in a province and in a municipality, where they differ.
    provincial: String,
    municipal: String,
    /// The central body whose branch it is, which stands before the place: 国家税务总局.
    pub(super) prefix: String,
    /// The place is written short: 国家统计局湖北调查总队.
    pub(super) short_place: bool,
    /// The body that a reform merged it into, where it came so, and the last year in which it reported for itself there.
    merged: Option<(usize, u16)>,
}

/// How a name is related to the name of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Relation {
    /// The same body under one of its names.
    Same,
    /// A short name.
    Short,
    /// Its name before a reform.
    Renamed,
}

/// A central body.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Central {
    pub(super) name: String,
    pub(super) kind: String,
    /// Whether it stands before places in names of its branches.
    pub(super) has_branches: bool,
}

/// All bodies.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Bodies {
    kinds: Vec<String>,
    bodies: Vec<Body>,
    /// Hashed with a fixed and fast function: what is asked for comes from outside, what is kept does not.
    names: HashMap<String, (usize, Relation), FixedState>,
    /// The longest name in bytes.
    longest: usize,
    central: Vec<Central>,
    central_names: Vec<(String, usize)>,
}

/// The kinds in `kinds.csv`: word, Chinese, English, whether the body answers to a central one.
pub(super) type KindRow<'t> = [&'t str; 4];

/// The rows of `kinds.csv`.
pub(super) fn kinds(text: &str) -> Result<Vec<KindRow<'_>>, Wrong> {
    // English names may hold commas and stand in quotes.
    let mut reader = csv::ReaderBuilder::new().buffer_capacity(1 << 12).from_reader(text.as_bytes());
    for (number, record) in (2..).zip(reader.records()) {
        let record = record.map_err(|error| (number, error.to_string()))?;
        if record.len() != 4 {
            return Err((number, "needs four columns: kind,zh,en,vertical".to_string()));
        }
    }
    Ok(kind_rows(text).collect())
}

/// The rows of a `kinds.csv` that is known to be sound.
pub(super) fn kind_rows(text: &str) -> impl Iterator<Item = KindRow<'_>> {
    text.lines().skip(1).filter(|line| !line.is_empty()).map(|line| {
        let (head, vertical) = line.rsplit_once(',').unwrap_or((line, ""));
        let mut cells = head.splitn(3, ',');
        let mut next = || cells.next().unwrap_or_default();
        [next(), next(), next().trim_matches('"'), vertical]
    })
}

impl Bodies {
    pub(super) fn read_kinds(&mut self, text: &str) -> Result<(), Wrong> {
        self.kinds = kinds(text)?.into_iter().map(|[kind, ..]| kind.to_string()).collect();
        Ok(())
    }

    fn need_kind(&self, kind: &str) -> Result<String, String> {
        match self.kinds.iter().any(|known| known == kind) {
            true => Ok(kind.to_string()),
            false => Err(format!("kinds.csv has no kind {kind:?}")),
        }
    }

    pub(super) fn read_bodies(&mut self, text: &str) -> Result<(), Wrong> {
        let header = ["body", "kind", "provincial", "municipal", "prefix", "short_place", "into", "since"];
        let mut merged = Vec::new();
        for line in lines(text, &header)? {
            let (number, [name, kind, provincial, municipal, prefix, short, into, since]) = line?;
            let kind = self.need_kind(kind).map_err(|problem| (number, problem))?;
            if !into.is_empty() {
                let since: u16 = since.parse().map_err(|_| {
                    (number, format!("{since:?} is no year; since is the year in which it was merged"))
                })?;
                merged.push((number, self.bodies.len(), into, since));
            }
            let body = Body {
                name: name.to_string(),
                kind,
                provincial: provincial.to_string(),
                municipal: municipal.to_string(),
                prefix: prefix.to_string(),
                short_place: short == "yes",
                merged: None,
            };
            let index = self.bodies.len();
            for name in [name, provincial, municipal].into_iter().filter(|name| !name.is_empty()) {
                self.add_name(name, index, Relation::Same);
            }
            self.bodies.push(body);
        }
        for (number, index, into, since) in merged {
            let into = self.index_of(into).map_err(|problem| (number, problem))?;
            if let Some(body) = self.bodies.get_mut(index) {
                body.merged = Some((into, since));
            }
        }
        Ok(())
    }

    fn index_of(&self, body: &str) -> Result<usize, String> {
        let index = self.bodies.iter().position(|known| known.name == body);
        index.ok_or_else(|| format!("bodies.csv has no body {body:?}"))
    }

    /// The body that a reform has merged one into, unless it reported for itself on a later year than that of the reform.
    pub(super) fn successor(&self, body: &Body, year: Option<u16>) -> Option<&Body> {
        let (into, since) = body.merged?;
        year.filter(|year| *year <= since).and_then(|_| self.bodies.get(into))
    }

    pub(super) fn read_names(&mut self, text: &str) -> Result<(), Wrong> {
        for line in lines(text, &["name", "body", "relation", "since"])? {
            let (number, [name, body, relation, _since]) = line?;
            let relation = match relation {
                "same" => Relation::Same,
                "short" => Relation::Short,
                "renamed" => Relation::Renamed,
                other => {
                    let words = "same, short or renamed";
                    return Err((number, format!("{other:?} is no relation; write {words}")));
                }
            };
            let index = self.index_of(body).map_err(|problem| (number, problem))?;
            self.add_name(name, index, relation);
        }
        Ok(())
    }

    fn add_name(&mut self, name: &str, index: usize, relation: Relation) {
        self.longest = self.longest.max(name.len());
        self.names.entry(name.to_string()).or_insert((index, relation));
    }

    pub(super) fn read_central(&mut self, text: &str) -> Result<(), Wrong> {
        for line in lines(text, &["name", "kind", "short", "branches"])? {
            let (number, [name, kind, short, branches]) = line?;
            if !kind.is_empty() {
                self.need_kind(kind).map_err(|problem| (number, problem))?;
            }
            let names = std::iter::once(name).chain(short.split(' ').filter(|short| !short.is_empty()));
            self.central_names.extend(names.map(|name| (name.to_string(), self.central.len())));
            let has_branches = branches == "yes";
            self.central.push(Central { name: name.to_string(), kind: kind.to_string(), has_branches });
        }
        self.central_names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        Ok(())
    }

    /// The body that a text names, and nothing else.
    pub(super) fn called(&self, name: &str) -> Option<(&Body, Relation)> {
        let &(index, relation) = self.names.get(name)?;
        Some((self.bodies.get(index)?, relation))
    }

    /// The body that a text begins with, by its longest name, and what stands behind it.
    pub(super) fn begins<'t>(&self, text: &'t str) -> Option<(&Body, Relation, &'t str)> {
        let ends = text.char_indices().map(|(at, _)| at).filter(|&at| at > 0 && at <= self.longest);
        let ends: Vec<usize> = ends.collect();
        ends.into_iter().rev().find_map(|end| {
            let (name, rest) = text.split_at_checked(end)?;
            self.called(name).map(|(body, relation)| (body, relation, rest))
        })
    }

    /// The body whose name ends a text, by its longest name, and what stands before it.
    pub(super) fn ends<'t>(&self, text: &'t str) -> Option<(&'t str, &Body, Relation)> {
        let starts =
            text.char_indices().map(|(at, _)| at).filter(|&at| at > 0 && text.len() - at <= self.longest);
        starts.into_iter().find_map(|at| {
            let (before, name) = text.split_at_checked(at)?;
            self.called(name).map(|(body, relation)| (before, body, relation))
        })
    }

    /// The central body that a text begins with, and what stands behind it. 中华人民共和国财政部 is 财政部.
    pub(super) fn central<'t>(&self, text: &'t str) -> Option<(&Central, &'t str)> {
        let (central, rest) = self.central_at(text)?;
        let named = if central.kind.is_empty() { self.central_at(rest) } else { None };
        Some(named.unwrap_or((central, rest)))
    }

    fn central_at<'t>(&self, text: &'t str) -> Option<(&Central, &'t str)> {
        self.central_names.iter().find_map(|(name, index)| {
            let rest = text.strip_prefix(name.as_str())?;
            Some((self.central.get(*index)?, rest))
        })
    }
}

impl Body {
    /// Its name in a province, in a municipality, or elsewhere.
    pub(super) fn name_in(&self, provincial: bool, municipal: bool) -> &str {
        match () {
            () if municipal && !self.municipal.is_empty() => &self.municipal,
            () if provincial && !self.provincial.is_empty() => &self.provincial,
            () => &self.name,
        }
    }
}
