//! What a part has found: tables in Markdown, and targets that were met or missed.

use std::fmt;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::figures::number;

/// The results of one part.
#[derive(Debug, Default)]
pub(crate) struct Section {
    pub(crate) tables: Vec<Table>,
    pub(crate) targets: Vec<Target>,
    pub(crate) remarks: Vec<String>,
}

#[derive(Debug)]
pub(crate) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn new<const N: usize>(head: [&str; N]) -> Self {
        Self { rows: vec![head.map(ToOwned::to_owned).to_vec()] }
    }

    pub(crate) fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(cells.to_vec());
    }
}

impl fmt::Display for Table {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns = self.rows.first().map_or(0, Vec::len);
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0).max(3)
        };
        let widths: Vec<_> = (0..columns).map(width).collect();
        let write = |formatter: &mut fmt::Formatter<'_>, row: &[String]| {
            for (cell, width) in row.iter().zip(&widths) {
                write!(formatter, "| {cell:width$} ")?;
            }
            writeln!(formatter, "|")
        };
        for (index, row) in self.rows.iter().enumerate() {
            write(formatter, row)?;
            if index == 0 {
                let lines: Vec<_> = widths.iter().map(|width| "-".repeat(*width)).collect();
                write(formatter, &lines)?;
            }
        }
        Ok(())
    }
}

/// A figure and its bound.
#[derive(Debug)]
pub(crate) struct Target {
    what: String,
    figure: f64,
    bound: f64,
    unit: &'static str,
    /// Whether larger figures are better.
    at_least: bool,
}

impl Target {
    pub(crate) fn at_most(what: impl Into<String>, figure: f64, bound: f64, unit: &'static str) -> Self {
        Self { what: what.into(), figure, bound, unit, at_least: false }
    }

    pub(crate) fn at_least(what: impl Into<String>, figure: f64, bound: f64, unit: &'static str) -> Self {
        Self { what: what.into(), figure, bound, unit, at_least: true }
    }

    /// A figure that is not a number was not measured: its target is missed.
    fn is_met(&self) -> bool {
        if self.at_least { self.figure >= self.bound } else { self.figure <= self.bound }
    }
}

impl fmt::Display for Section {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for table in &self.tables {
            writeln!(formatter, "{table}")?;
        }
        if !self.targets.is_empty() {
            let mut table = Table::new(["target", "figure", "bound", ""]);
            for target in &self.targets {
                let sign = if target.at_least { "≥" } else { "≤" };
                table.row([
                    target.what.clone(),
                    format!("{}{}", number(target.figure), target.unit),
                    format!("{sign} {}{}", number(target.bound), target.unit),
                    if target.is_met() { "met" } else { "**missed**" }.to_owned(),
                ]);
            }
            writeln!(formatter, "{table}")?;
        }
        for remark in &self.remarks {
            writeln!(formatter, "{remark}\n")?;
        }
        Ok(())
    }
}

/// Puts text between the two marks of a part in a Markdown file, in place of what was there.
pub(crate) fn write_between_marks(file: &Path, part: &str, text: &str) -> Result<()> {
    let before = fs::read_to_string(file)?;
    let after = replace_between_marks(&before, part, text)
        .with_context(|| format!("{} has no marks for the part {part}", file.display()))?;
    Ok(fs::write(file, after)?)
}

fn replace_between_marks(document: &str, part: &str, text: &str) -> Option<String> {
    let (begin, end) = (format!("<!-- bench: {part} -->"), format!("<!-- end: {part} -->"));
    let start = document.find(&begin)? + begin.len();
    let stop = start + document.get(start..)?.find(&end)?;
    Some(format!("{}\n\n{}\n\n{}", document.get(..start)?, text.trim(), document.get(stop..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_markdown() {
        let mut table = Table::new(["server", "µs"]);
        table.row(["ws".to_owned(), "20".to_owned()]);
        assert_eq!(table.to_string(), "| server | µs  |\n| ------ | --- |\n| ws     | 20  |\n");
    }

    #[test]
    fn targets_are_met_or_missed() {
        assert!(Target::at_most("ratio", 1.0, 1.0, "").is_met());
        assert!(!Target::at_most("ratio", 1.1, 1.0, "").is_met());
        assert!(Target::at_least("rate", 5.0, 4.0, "/s").is_met());
        assert!(!Target::at_least("rate", f64::NAN, 4.0, "/s").is_met());
        let section = Section { targets: vec![Target::at_most("ratio", 1.5, 1.0, "")], ..Section::default() };
        assert!(section.to_string().contains("| ratio  | 1.50   | ≤ 1.00 | **missed** |"), "{section}");
    }

    #[test]
    fn only_the_part_between_its_marks_is_replaced() {
        let document = "a\n<!-- bench: fan -->\nold\n<!-- end: fan -->\nb";
        let expected = "a\n<!-- bench: fan -->\n\nnew\n\n<!-- end: fan -->\nb";
        assert_eq!(replace_between_marks(document, "fan", "new\n").unwrap(), expected);
        assert_eq!(replace_between_marks(document, "limit", "new"), None);
    }
}
