//! What a report should have and has not: tables and rows of its forms without a figure.

use super::Pipeline;
use crate::confidence::Weighed;
use crate::template::FormId;

impl Pipeline<'_> {
    /// How many figures a report of these forms has; a table that is missing counts by the form of the others.
    pub(super) fn figures_expected(&self, tables: &[(u8, FormId)]) -> u32 {
        let main = tables.first().map(|(_, form)| *form);
        let form_of = |table: u8| tables.iter().find(|(of, _)| *of == table).map(|(_, form)| *form).or(main);
        let expected =
            self.forms.fields.iter().filter(|field| form_of(field.table) == Some(field.form)).count();
        expected as u32
    }

    /// The rows without any figure of tables that were found: a report may leave them out, and so may who reads it. Where most are
    /// missing, those that are not are few enough to be counted.
    pub(super) fn missing_rows(&self, weighed: &Weighed) -> Vec<String> {
        let mut has_figure = vec![false; self.forms.fields.len()];
        for figure in &weighed.figures {
            if let Some(has) = has_figure.get_mut(usize::from(figure.field.0)) {
                *has = true;
            }
        }
        let of_table = |&(table, form): &(u8, FormId)| {
            let mut rows: Vec<(&str, bool)> = Vec::new();
            let mut name = "";
            let own = self.forms.places().zip(&has_figure);
            for (place, has) in
                own.filter(|(place, _)| place.field.table == table && place.field.form == form)
            {
                name = &place.table.key;
                match rows.last_mut() {
                    Some((row, any)) if *row == place.row.key => *any |= has,
                    _ => rows.push((&place.row.key, *has)),
                }
            }
            let missing: Vec<&str> = rows.iter().filter(|(_, any)| !any).map(|(row, _)| *row).collect();
            let found = rows.len() - missing.len();
            match missing.len() {
                0 => None,
                few if few < found => {
                    Some(format!("no figures for {few} row(s) of {name}: {}", missing.join(", ")))
                }
                _ => Some(format!("figures for {found} of {} rows of {name} only", rows.len())),
            }
        };
        weighed.forms.iter().filter_map(of_table).collect()
    }

    pub(super) fn missing_tables(&self, found: &[(u8, FormId)]) -> Vec<String> {
        let Some(form) = self.forms.forms.last() else { return Vec::new() };
        (0..)
            .zip(&form.tables)
            .filter(|(table, _)| !found.iter().any(|(of, _)| of == table))
            .map(|(_, table)| table.key.clone())
            .collect()
    }
}
