//! The command line: arguments in, the rooms' answers out.
//!
//! Results go to stdout; progress and diagnostics to stderr. Exit code 0: fine; 1: findings of `check`, no result, or a
//! failure; 2: wrong usage.

mod adapter;
mod build;
mod check;
mod coverage;
mod expectations;
mod init;
mod pack;
mod recommend;
mod report;
mod search;
mod terminal;
mod text;
mod watch;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand, ValueEnum};
use pitchside_core::catalogue::Region;
use pitchside_core::index::Index;
use pitchside_core::prospect::PageKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Fine.
const FINE: ExitCode = ExitCode::SUCCESS;
/// Findings, or nothing found.
fn findings() -> ExitCode {
    ExitCode::from(1)
}

/// Turns a folder of collateral into a browser extension that shows sales reps what fits the prospect on the page.
#[derive(Parser)]
#[command(name = "pitchside", version, max_term_width = 100, arg_required_else_help = true)]
#[command(after_help = "\
A first release:
  pitchside init  ./collateral             writes library.toml and a catalogue to fill in
  pitchside check ./collateral             what is missing or wrong, and how to mend it
  pitchside build ./collateral -o index    try questions: pitchside search index \"how do you compare with …\"
  pitchside pack  ./collateral -o dist     the extension for Chrome, Edge and Firefox

./collateral is your folder of PDF, PPTX, DOCX, XLSX, HTML and Markdown files with a catalogue.csv (or .xlsx, .yaml,
.toml) and a library.toml. Nothing is sent anywhere: every command works without a network.

Exit codes: 0 fine, 1 findings or no result, 2 wrong usage.")]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

/// What a record of a CRM is.
#[derive(Clone, Copy, clap::ValueEnum)]
enum RecordKind {
    Person,
    Company,
    Opportunity,
}

impl From<RecordKind> for PageKind {
    fn from(kind: RecordKind) -> Self {
        match kind {
            RecordKind::Person => Self::Person,
            RecordKind::Company => Self::Company,
            RecordKind::Opportunity => Self::Opportunity,
        }
    }
}

#[derive(Subcommand)]
enum AdapterVerb {
    /// Drafts an adapter from a saved record: what its address, title, heading and labels give away
    ///
    /// Open a record of the CRM, save the page (complete), and give its address. Where the CRM is one that Pitchside knows,
    /// prints the line for library.toml instead. Otherwise writes the adapter, or one more page into it where it is there, keeps
    /// the saved page in pages/ beside it, and shows what it reads. The draft is yours to correct.
    New {
        /// The record's address, as it stands in the browser
        url: String,
        /// The page as saved from the browser
        page: PathBuf,
        /// The adapter; by default adapters/HOST.json
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
        /// What the record is, where it can't be told
        #[arg(long, value_enum)]
        kind: Option<RecordKind>,
    },
    /// Names the faults of an adapter with their remedy; with a saved page, prints field by field what fires there
    ///
    /// The page is opened in headless Chromium without a network, with the observer that ships.
    Check {
        /// The adapter
        file: PathBuf,
        /// A saved page of the site
        page: Option<PathBuf>,
        /// The page's address, where none of the adapter's cases names the page
        #[arg(long)]
        url: Option<String>,
    },
}

#[derive(Subcommand)]
enum Verb {
    /// Looks at a folder and writes library.toml and a catalogue to go on with
    ///
    /// Takes over what an export of SharePoint, Drive or a DAM says of the files, reads the files for the rest, and lists
    /// what it could not tell. Nothing that is there already is overwritten.
    Init {
        /// The folder with your files
        folder: PathBuf,
        /// A list of the files that another system exported (CSV or XLSX)
        #[arg(long, value_name = "EXPORT")]
        from: Option<PathBuf>,
        /// What a column of the export means: --map "Zielgruppe=personas" (may be given several times)
        #[arg(long, value_name = "HEADER=FIELD")]
        map: Vec<String>,
        /// Write catalogue.csv instead of catalogue.xlsx
        #[arg(long)]
        csv: bool,
        /// No progress bar
        #[arg(long, short)]
        quiet: bool,
    },
    /// Names what is missing or wrong in a library, with file, line, cause and remedy
    ///
    /// Reads library.toml, the catalogue and every file, and writes nothing. Errors (something is lost or wrong) end
    /// with exit code 1; warnings alone (worth a look) end with 0.
    Check {
        /// The folder with library.toml, the catalogue and the files
        library: PathBuf,
        /// The last release (a package, or a folder that build wrote): says how expected assets moved since
        #[arg(long)]
        previous: Option<PathBuf>,
        /// How to print the findings
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        /// Print every warning; without it only the first eight of a kind, and how many more there are
        #[arg(long)]
        all: bool,
        /// List what was inferred where the catalogue is blank, with what speaks for it, in place of the findings
        #[arg(long, conflicts_with_all = ["previous", "all"])]
        inferred: bool,
        /// No progress bar
        #[arg(long, short)]
        quiet: bool,
    },
    /// Looks after site adapters: where on a CRM's pages the prospect stands
    Adapter {
        #[command(subcommand)]
        verb: AdapterVerb,
    },
    /// Reads every file of a library and writes the index that the extension searches
    ///
    /// DIR receives library.idx, text.bin, thumbs/ and library.json, all at once at the end: a build that is stopped or
    /// fails leaves the last good result. Files that can't be read are named and left out.
    Build {
        /// The folder with library.toml, the catalogue and the files
        library: PathBuf,
        /// Where the index goes: a new folder, or that of an earlier build
        #[arg(long, short)]
        output: PathBuf,
        /// No progress bar and no summary; errors are still printed
        #[arg(long, short)]
        quiet: bool,
    },
    /// Builds the index again on each save
    Watch {
        /// The folder with library.toml, the catalogue and the files
        library: PathBuf,
        /// Where the index goes
        #[arg(long, short)]
        output: PathBuf,
    },
    /// Shows on a page of this machine what reps will see: the real panel for any prospect, and why
    ///
    /// Prints the address to open. Prospects are picked or typed; beside the panel stand the reasons, why another piece is not there,
    /// questions to try, coverage and findings. What you save in the library is shown at once. Only this machine can open the page.
    Preview {
        /// The folder with library.toml, the catalogue and the files
        library: PathBuf,
        /// The port to use when it is free
        #[arg(long, default_value_t = 4178)]
        port: u16,
        /// Use this built extension instead of the one inside the program
        #[arg(long, hide = true)]
        extension: Option<PathBuf>,
    },
    /// Answers a question from an index, as the panel would
    ///
    /// Exit code 1 when nothing answers; the nearest pieces are then shown apart.
    Search {
        /// What `build` wrote
        dir: PathBuf,
        /// The question, in quotation marks
        question: String,
        /// How many assets at most
        #[arg(long, short = 'n', default_value_t = 5)]
        limit: usize,
        /// A JSON file with what is known of the buyer in view, as for `match`: what fits him comes first
        #[arg(long, value_name = "FILE")]
        prospect: Option<PathBuf>,
    },
    /// Shows what is read of one file, page by page, and what is left out and why
    ///
    /// Exit code 1 when not all of it could be read.
    Text {
        /// A PDF, Word, PowerPoint, Excel, HTML, Markdown or text file
        file: PathBuf,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Lists the assets that fit a prospect, with reasons, as the panel would
    ///
    /// The prospect is a JSON file with what is known of the buyer: name, title, company, domain, industry, persona,
    /// seniority, stage, size, region, country, language, competitors, products, text. All of it may be missing. Exit
    /// code 1 when nothing fits.
    Match {
        /// What `build` wrote
        dir: PathBuf,
        /// The prospect, as JSON
        #[arg(long)]
        prospect: PathBuf,
        /// Where the rep works (europe, north-america …); default: the library's own region
        #[arg(long, value_parser = |word: &str| word.parse::<Region>())]
        region: Option<Region>,
        /// How many assets to send at most
        #[arg(long, short = 'n', default_value_t = 5)]
        limit: usize,
        /// Show what each score is made of
        #[arg(long)]
        explain: bool,
        /// Say why this asset is not in the list, and what would bring it there
        #[arg(long, value_name = "ASSET")]
        why_not: Option<String>,
    },
    /// Says which assets nothing ever surfaces, and which buyers get nothing
    ///
    /// Tries every industry, function and stage that a rep may meet, every competitor and product, and every title and tag
    /// as a question.
    Coverage {
        /// What `build` wrote
        dir: PathBuf,
        /// Also write an HTML page with a heat map of industries and functions
        #[arg(long, short)]
        output: Option<PathBuf>,
    },
    /// Shows what reps used, missed and asked, from the files that they saved and sent
    ///
    /// FILES are reports that panels saved (Settings, Report for marketing, Save), folders or zips of them; sent twice or
    /// overlapping they count once, and damaged ones are named and left out. Beside the page lie the tables as CSV, the draft of
    /// an FAQ, and a JSON that the next report takes as --previous.
    Report {
        /// Reps' files, folders, zips
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// What `build` wrote: titles, owners, what was never shown, what answers today
        #[arg(long)]
        library: Option<PathBuf>,
        /// The JSON of the last report
        #[arg(long)]
        previous: Option<PathBuf>,
        /// The page
        #[arg(long, short, default_value = "report.html")]
        output: PathBuf,
    },
    /// Packs a library and the extension for Chrome, Edge and Firefox
    ///
    /// DIR receives chrome/ and firefox/ (loadable unpacked), the zip and the xpi for the stores, the source archive and
    /// build notes for Mozilla, RELEASE_NOTES.md and release-notes/ (HTML and mails in three languages), policies, and what your own server needs if you have one. LIBRARY is a
    /// library's folder, or an index that `build` wrote. What a store would refuse is not written.
    Pack {
        /// The library's folder, or an index that `build` wrote
        library: PathBuf,
        /// Where the packages go
        #[arg(long, short)]
        output: PathBuf,
        /// Whether reps allow each site by a click (optional) or the package declares them all (required, for
        /// installation by an administrator); default: as library.toml says
        #[arg(long, value_enum)]
        sites: Option<Sites>,
        /// Number of this release, above that of the last one; default: `build` in library.toml
        #[arg(long)]
        build: Option<u16>,
        /// The last release (zip, xpi or crx), or an index that `build` wrote: says what changed, in the release notes and in
        /// the panel
        #[arg(long, value_name = "PACKAGE")]
        previous: Option<PathBuf>,
        /// The day of the release, YYYY-MM-DD, to be said in the release notes
        #[arg(long)]
        day: Option<String>,
        /// Pack although name, vendor, ids or key differ from the last release: reps keep that one, too
        #[arg(long, requires = "previous")]
        accept_new_identity: bool,
        /// Sign a package for your own server with this RSA key; keep the key for good, it is the extension's identity
        #[arg(long, value_name = "FILE.pem")]
        key: Option<PathBuf>,
        /// Make that key first
        #[arg(long)]
        new_key: bool,
        /// Use this built extension instead of the one inside the program
        #[arg(long, hide = true)]
        extension: Option<PathBuf>,
        /// No progress bar and no summary; errors are still printed
        #[arg(long, short)]
        quiet: bool,
    },
    /// Reads files for `build`: started by the program itself
    #[command(hide = true)]
    Worker,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// One JSON array, for pipelines.
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Sites {
    /// Asked for in the panel, site by site.
    Optional,
    /// Declared in the package.
    Required,
}

/// Runs what the arguments ask for.
pub fn run() -> ExitCode {
    let done = match Arguments::parse().verb {
        Verb::Init { folder, from, map, csv, quiet } => init::run(&folder, from.as_ref(), &map, csv, quiet),
        Verb::Check { library, previous, format, all, inferred, quiet } => {
            if inferred {
                check::inferred(&library, format, quiet)
            } else {
                check::run(&library, previous.as_deref(), format, all, quiet)
            }
        }
        Verb::Report { files, library, previous, output } => {
            report::run(&files, library.as_deref(), previous.as_deref(), &output)
        }
        Verb::Coverage { dir, output } => coverage::run(&dir, output.as_deref()),
        Verb::Adapter { verb: AdapterVerb::New { url, page, output, kind } } => {
            adapter::draft(&url, &page, output.as_deref(), kind.map(PageKind::from))
        }
        Verb::Adapter { verb: AdapterVerb::Check { file, page, url } } => {
            adapter::check(&file, page.as_deref(), url.as_deref())
        }
        Verb::Build { library, output, quiet } => build::run(&library, &output, quiet),
        Verb::Watch { library, output } => watch::run(&library, &output),
        Verb::Preview { library, port, extension } => watch::preview(&library, port, extension.as_ref()),
        Verb::Search { dir, question, limit, prospect } => {
            search::run(&dir, &question, limit, prospect.as_deref())
        }
        Verb::Text { file, json } => text::run(&file, json),
        Verb::Match { dir, prospect, region, limit, explain, why_not } => {
            recommend::run(&recommend::Order { dir, prospect, region, limit, explain, why_not })
        }
        Verb::Pack {
            library,
            output,
            sites,
            build,
            previous,
            day,
            accept_new_identity,
            key,
            new_key,
            extension,
            quiet,
        } => pack::run(&pack::Order {
            library,
            output,
            sites: sites.map(|s| match s {
                Sites::Optional => pitchside::package::Sites::Optional,
                Sites::Required => pitchside::package::Sites::Required,
            }),
            build,
            key,
            new_key,
            previous,
            day,
            accept_new_identity,
            extension,
            quiet,
        }),
        Verb::Worker => pitchside::library::worker::serve().map(|()| FINE).map_err(Into::into),
    };
    done.unwrap_or_else(|error| {
        terminal::error(&error);
        findings()
    })
}

/// Opens the index that `build` wrote into a folder.
fn open_index(dir: &Path) -> Result<Index> {
    let path = dir.join(pitchside::library::INDEX);
    let bytes = std::fs::read(&path).with_context(|| {
        format!("{} holds no index; write one with `pitchside build LIBRARY -o DIR`", dir.display())
    })?;
    let verified = |index: Index| index.verify().map(|()| index);
    Index::open(bytes).and_then(verified).with_context(|| path.display().to_string())
}
