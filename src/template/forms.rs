//! [`Forms`]: all forms with their fields, identities and aliases, and what is looked up in them.

use std::collections::HashSet;

use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};

use super::alias::Alias;
use super::crosswalk::Crossing;
use super::form::*;

/// All forms, their fields and identities, and the label aliases.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Forms {
    /// The forms, oldest first.
    pub forms: Vec<Form>,
    /// Every figure of every form, in the order of the forms.
    pub fields: Vec<Field>,
    /// Every sum that must hold, expanded to single rows and columns.
    pub identities: Vec<Identity>,
    /// What reports print instead of the official labels.
    pub aliases: Vec<Alias>,
    /// What figures of one form are in another, in the order of the fields.
    pub crosswalk: Vec<Crossing>,
    pub(super) identities_of: Vec<Vec<IdentityId>>,
    /// SHA-256 of the texts they were read from.
    pub(super) digest: [u8; 32],
}

impl Forms {
    /// The names of the variables of all forms: those of the newest in its order, then what older ones add.
    pub fn variables(&self) -> Vec<&str> {
        let mut known: HashSet<&str, FixedState> = HashSet::default();
        let of_form = |form: &Form| {
            let id = form.id;
            self.fields.iter().filter(move |field| field.form == id)
        };
        let all = self.forms.iter().rev().flat_map(of_form).map(|field| field.variable.as_str());
        all.filter(|name| known.insert(name)).collect()
    }

    /// The form a field belongs to, its table, block, row and column.
    pub fn place(&self, field: FieldId) -> Place<'_> {
        #[expect(
            clippy::indexing_slicing,
            reason = "field numbers and their indices are made in `add`, for these lists"
        )]
        {
            let field = &self.fields[usize::from(field.0)];
            let form = &self.forms[usize::from(field.form.0)];
            let table = &form.tables[usize::from(field.table)];
            let block = &table.blocks[usize::from(field.block)];
            let row = &block.rows[usize::from(field.row)];
            let column = &block.columns[usize::from(field.column)];
            Place { field, form, table, block, row, column }
        }
    }

    /// The places of all figures, form by form, oldest first.
    pub fn places(&self) -> impl Iterator<Item = Place<'_>> {
        (0..self.fields.len()).map(|index| self.place(FieldId(index as u16)))
    }

    /// The identities that a figure takes part in.
    pub fn identities_of(&self, field: FieldId) -> &[IdentityId] {
        self.identities_of.get(usize::from(field.0)).map_or(&[], Vec::as_slice)
    }

    /// What a figure is in another form, as far as the crosswalk says.
    pub fn crossing(&self, field: FieldId) -> Option<&Crossing> {
        let at = self.crosswalk.binary_search_by_key(&field.0, |crossing| crossing.field.0);
        at.ok().and_then(|at| self.crosswalk.get(at))
    }

    /// The field of form `form` with this canonical key.
    pub fn find(&self, form: FormId, key: &str) -> Option<FieldId> {
        let index = self.fields.iter().position(|field| field.form == form && field.key == key)?;
        Some(FieldId(index as u16))
    }
}

/// Where a field stands in its form.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The field itself.
    pub field: &'a Field,
    /// Its form.
    pub form: &'a Form,
    /// Its table.
    pub table: &'a Table,
    /// Its block.
    pub block: &'a Block,
    /// Its row.
    pub row: &'a Row,
    /// Its column.
    pub column: &'a Column,
}
