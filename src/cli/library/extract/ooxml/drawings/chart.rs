//! A chart as its table: title, axes and series, then one row a category: `North · 12 · 14`.
//!
//! Values come from the copy that the chart keeps of its sheet. A chart of more than a table's worth says its categories only, and
//! the numbers of a scatter say nothing to a searcher.

use super::super::super::one_line;
use super::super::xml::{self, Event};
use pitchside_core::catalogue::Date;
use std::collections::BTreeMap;

/// Categories that are read with their values; of more, names alone are.
const ROWS: usize = 60;
/// Series that are read with their values.
const COLUMNS: usize = 12;
/// Points kept of one list; a chart of more is no table.
const POINTS: u32 = 400;
/// Series kept of one chart.
const SERIES: usize = 60;

/// What a chart says, and whether that is all.
pub fn paragraphs(text: &str) -> (Vec<String>, bool) {
    let mut chart = Chart::default();
    let whole = xml::walk(text, |event| chart.visit(event)).is_ok();
    (chart.paragraphs(), whole)
}

/// Texts by their place in a list.
type List = BTreeMap<u32, String>;

#[derive(Default)]
struct Series {
    name: String,
    /// Innermost level first.
    categories: Vec<List>,
    values: List,
}

#[derive(Default)]
struct Chart {
    /// Names of the open elements.
    open: Vec<String>,
    title: String,
    axes: Vec<String>,
    /// Texts written onto the chart.
    notes: Vec<String>,
    series: Vec<Series>,
    /// Data of newer charts by its id, before a series claims it.
    data: BTreeMap<String, Series>,
    datum: String,
    /// Open lists of extensions, which are not read.
    extensions: usize,
    format: String,
    index: u32,
    text: String,
}

impl Chart {
    fn visit(&mut self, event: Event<'_>) {
        match event {
            // Extensions keep the series that somebody took out of the chart.
            Event::Open(tag) if self.extensions > 0 || tag.name() == "extLst" => {
                self.extensions += usize::from(tag.name() == "extLst");
            }
            Event::Close("extLst") => self.extensions = self.extensions.saturating_sub(1),
            _ if self.extensions > 0 => {}
            Event::Open(tag) => {
                match tag.name() {
                    "ser" | "series" if self.series.len() < SERIES => self.series.push(Series::default()),
                    "data" => self.datum = tag.attribute("id").unwrap_or_default(),
                    "dataId" => {
                        let data = tag.attribute("val").and_then(|id| self.data.remove(&id));
                        if let (Some(series), Some(data)) = (self.series.last_mut(), data) {
                            series.categories = data.categories;
                            series.values = data.values;
                        }
                    }
                    "lvl" => {
                        self.format = tag.attribute("formatCode").unwrap_or_default();
                        self.level();
                    }
                    "strCache" | "numCache" | "strLit" | "numLit" => {
                        self.format.clear();
                        self.level();
                    }
                    "pt" => {
                        self.index =
                            tag.attribute("idx").and_then(|index| index.parse().ok()).unwrap_or(u32::MAX);
                        self.text.clear();
                    }
                    "title" => self.text.clear(),
                    // Between the paragraphs of a title.
                    "p" | "br" => self.text.push(' '),
                    _ => {}
                }
                self.open.push(tag.name().to_owned());
            }
            Event::Text(text) if matches!(self.open.last().map(String::as_str), Some("t" | "v" | "pt")) => {
                self.text.push_str(text);
            }
            Event::Text(text) if self.open.last().is_some_and(|name| name == "formatCode") => {
                self.format.push_str(text);
            }
            Event::Text(_) => {}
            Event::Close(name) => {
                self.open.pop();
                self.close(name);
            }
        }
    }

    fn inside(&self, names: &[&str]) -> bool {
        self.open.iter().any(|open| names.contains(&open.as_str()))
    }

    /// Who owns the list that is open.
    fn owner(&mut self) -> Option<&mut Series> {
        if self.inside(&["ser"]) {
            return self.series.last_mut();
        }
        let known = self.data.contains_key(&self.datum) || self.data.len() < SERIES;
        (self.inside(&["data"]) && known).then(|| self.data.entry(self.datum.clone()).or_default())
    }

    /// A list of categories begins.
    fn level(&mut self) {
        if self.inside(&["cat", "xVal", "strDim"])
            && let Some(series) = self.owner()
            && series.categories.len() < 4
        {
            series.categories.push(List::new());
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "title" => {
                let text = one_line(&std::mem::take(&mut self.text));
                let axis = self.inside(&["valAx", "catAx", "dateAx", "serAx", "axis"]);
                if axis && self.axes.len() < SERIES {
                    self.axes.extend((!text.is_empty()).then_some(text));
                } else if self.title.is_empty() {
                    self.title = text;
                }
            }
            // A title may be a list of one, taken from its sheet.
            "pt" if !self.inside(&["title"]) => self.point(),
            // A series' name without a list around it, and that of newer charts.
            "tx" if self.inside(&["ser", "series"])
                && !self.inside(&["dLbls", "dLbl", "dataLabels", "title"]) =>
            {
                let name = one_line(&std::mem::take(&mut self.text));
                if let Some(series) = self.series.last_mut().filter(|series| series.name.is_empty()) {
                    series.name = name;
                }
            }
            // A label that somebody typed; what PowerPoint fills in stands in brackets.
            "rich" if !self.inside(&["title"]) => {
                let text = one_line(&std::mem::take(&mut self.text));
                if !text.is_empty() && !text.contains('[') && self.notes.len() < SERIES {
                    self.notes.push(text);
                }
            }
            _ => {}
        }
    }

    fn point(&mut self) {
        let text = one_line(&std::mem::take(&mut self.text));
        if self.index >= POINTS || text.is_empty() {
            return;
        }
        let number = self.inside(&["numCache", "numLit", "numDim"]);
        let text = if number { shown(&text, &self.format) } else { text };
        let (index, category) = (self.index, self.inside(&["cat", "xVal", "strDim"]));
        let (name, value) = (self.inside(&["tx"]), self.inside(&["val", "numDim"]));
        let Some(series) = self.owner() else { return };
        if name {
            series.name = text;
        } else if category {
            series.categories.last_mut().map(|list| list.insert(index, text));
        } else if value {
            series.values.insert(index, text);
        }
    }

    fn paragraphs(self) -> Vec<String> {
        let scatter = self.series.iter().all(|series| series.values.is_empty());
        let mut names: BTreeMap<u32, String> = BTreeMap::new();
        for series in &self.series {
            let Some((leaves, above)) = series.categories.split_first() else { continue };
            for (index, leaf) in leaves {
                // A name above stands at the first of those below it.
                let above = above.iter().rev().filter_map(|list| list.range(..=index).next_back());
                let mut name: Vec<&str> = above.map(|(_, text)| text.as_str()).collect();
                name.push(leaf);
                names.entry(*index).or_insert_with(|| name.join(" "));
            }
        }
        let mut out = Vec::new();
        out.extend((!self.title.is_empty()).then_some(self.title));
        let heads: Vec<String> = self
            .axes
            .into_iter()
            .chain(self.series.iter().map(|series| series.name.clone()).filter(|name| !name.is_empty()))
            .collect();
        out.extend((!heads.is_empty()).then(|| heads.join(" · ")));
        let said = |text: &&String| text.chars().any(char::is_alphabetic);
        if names.len() > ROWS || self.series.len() > COLUMNS || scatter {
            let names: Vec<&str> = names.values().filter(said).map(String::as_str).collect();
            out.extend((!names.is_empty()).then(|| names.join(" · ")));
        } else {
            out.extend(names.iter().map(|(index, name)| {
                let values = self.series.iter().filter_map(|series| series.values.get(index));
                std::iter::once(name).chain(values).map(String::as_str).collect::<Vec<_>>().join(" · ")
            }));
        }
        out.extend((!self.notes.is_empty()).then(|| self.notes.join(" · ")));
        out
    }
}

/// A number nearly as the chart shows it: days and per cent by their format, others without the noise of binary fractions.
fn shown(text: &str, format: &str) -> String {
    let Ok(number) = text.parse::<f64>() else { return text.to_owned() };
    let format = format.to_lowercase();
    if format.contains("yy") && (1.0..2_958_466.0).contains(&number) {
        // Days since the last day of 1899.
        return Date::from_days(number as i32 - 25_569).to_string();
    }
    let (number, unit) = if format.contains('%') { (number * 100.0, "%") } else { (number, "") };
    let places = if unit.is_empty() { 4 } else { 1 };
    let rounded = format!("{number:.places$}");
    format!("{}{unit}", rounded.trim_end_matches('0').trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(around: &str, texts: &[&str]) -> String {
        let points: String =
            (0..).zip(texts).map(|(at, text)| format!("<c:pt idx='{at}'><c:v>{text}</c:v></c:pt>")).collect();
        format!("<c:{around}>{points}</c:{around}>")
    }

    fn rich(text: &str) -> String {
        format!("<c:tx><c:rich><a:p><a:r><a:t>{text}</a:t></a:r></a:p></c:rich></c:tx>")
    }

    #[test]
    fn a_chart_is_its_title_axes_and_series_and_a_row_a_category() {
        let series = |name: &str, values: &[&str]| {
            format!(
                "<c:ser><c:tx><c:strRef>{}</c:strRef></c:tx><c:cat><c:strRef>{}</c:strRef></c:cat><c:val><c:numRef>{}</c:numRef></c:val></c:ser>",
                list("strCache", &[name]),
                list("strCache", &["North", "South"]),
                list("numCache", values)
            )
        };
        let text = format!(
            "<c:chartSpace><c:chart><c:title>{}</c:title><c:plotArea><c:barChart>{}{}<c:extLst><c15:ser><c:tx><c:v>Taken out</c:v></c:tx></c15:ser></c:extLst></c:barChart><c:valAx><c:title>{}</c:title></c:valAx></c:plotArea></c:chart></c:chartSpace>",
            rich("Days to close</a:t></a:r></a:p><a:p><a:r><a:t>by region"),
            series("2024", &["12", "0.30000000000000004"]),
            series("2025", &["14"]),
            rich("Days")
        );
        let expected = ["Days to close by region", "Days · 2024 · 2025", "North · 12 · 14", "South · 0.3"];
        assert_eq!(paragraphs(&text), (expected.map(str::to_owned).to_vec(), true));
    }

    #[test]
    fn levels_of_categories_are_joined_and_many_points_say_their_names_only() {
        let level = |points: &str| format!("<c:lvl>{points}</c:lvl>");
        let text = format!(
            "<c:ser><c:cat><c:multiLvlStrRef><c:multiLvlStrCache>{}{}</c:multiLvlStrCache></c:multiLvlStrRef></c:cat><c:val><c:numLit><c:formatCode>0%</c:formatCode><c:pt idx='1'><c:v>0.25</c:v></c:pt></c:numLit></c:val></c:ser>",
            level("<c:pt idx='0'><c:v>Q1</c:v></c:pt><c:pt idx='1'><c:v>Q2</c:v></c:pt>"),
            level("<c:pt idx='0'><c:v>2025</c:v></c:pt>")
        );
        assert_eq!(paragraphs(&text).0, ["2025 Q1", "2025 Q2 · 25%"]);
        let names: Vec<String> = (0..100).map(|n| format!("n{n}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let many = format!(
            "<c:ser><c:cat>{}</c:cat><c:val>{}</c:val></c:ser>",
            list("strLit", &names),
            list("numLit", &names)
        );
        assert_eq!(paragraphs(&many).0, [names.join(" · ")]);
    }

    #[test]
    fn newer_charts_keep_their_data_before_the_series() {
        let text = "<cx:chartSpace><cx:chartData><cx:data id='0'><cx:strDim type='cat'><cx:lvl ptCount='1'><cx:pt idx='0'>Won</cx:pt></cx:lvl></cx:strDim><cx:numDim type='val'><cx:lvl><cx:pt idx='0'>7</cx:pt></cx:lvl></cx:numDim></cx:data></cx:chartData><cx:chart><cx:title><cx:tx><cx:txData><cx:v>Funnel</cx:v></cx:txData></cx:tx></cx:title><cx:plotArea><cx:plotAreaRegion><cx:series layoutId='funnel'><cx:tx><cx:txData><cx:v>Deals</cx:v></cx:txData></cx:tx><cx:dataId val='0'/></cx:series></cx:plotAreaRegion></cx:plotArea></cx:chart></cx:chartSpace>";
        assert_eq!(paragraphs(text), (["Funnel", "Deals", "Won · 7"].map(str::to_owned).to_vec(), true));
    }

    #[test]
    fn days_and_per_cent_are_shown_as_such() {
        for (text, format, expected) in [
            ("45000", "yyyy-mm-dd", "2023-03-15"),
            ("0.125", "0.0%", "12.5%"),
            ("1200", "#,##0", "1200"),
            ("x", "", "x"),
        ] {
            assert_eq!(shown(text, format), expected);
        }
    }
}
