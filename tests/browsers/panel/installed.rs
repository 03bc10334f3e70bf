//! A release as it is installed: by an administrator's policy from a server of one's own, with its updates, and the xpi by hand.

use anyhow::{Context, Result, ensure};
use pitchside_browsers::administered::{Administered, CHROMIUM, Managed};
use pitchside_browsers::site::INTRANET;
use pitchside_browsers::skip::skip;
use pitchside_browsers::{Browser, Chromium, Firefox, Panel, Site, chromium, dist, firefox, fixtures, until};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What each release adds.
const PIECES: [&str; 3] =
    ["The five-day close", "Closing across eleven currencies", "What auditors ask first"];

/// A vendor with a server of its own, and what it packs for it.
struct Vendor<'a> {
    place: PathBuf,
    server: String,
    site: &'a Site,
}

impl<'a> Vendor<'a> {
    fn new(site: &'a Site, place: &Path) -> Result<Self> {
        let server = format!("https://{INTRANET}/pitchside");
        let library = place.join("library");
        fs::create_dir(&library)?;
        let settings = format!(
            "[library]\nname = \"Collateral\"\nvendor = \"Harbourline\"\nbase_url = \"https://www.harbourline.example/\"\n\
             [package]\nupdate_url = \"{server}\"\n"
        );
        fs::write(library.join("library.toml"), settings)?;
        Ok(Vendor { place: place.to_owned(), server, site })
    }

    /// Packs a release with one more piece and puts it on the server as docs/RELEASING.md says. The release's folder.
    fn publish(&self, build: usize) -> Result<PathBuf> {
        let title = PIECES[build - 1];
        let piece = format!(
            "---\ntitle: {title}\nkind: guide\npersonas: Finance\n---\n# {title}\nAs seen by the finance team of an insurer.\n"
        );
        fs::write(self.place.join(format!("library/piece-{build}.md")), piece)?;
        let program =
            std::env::var_os("PITCHSIDE_CLI").context("no PITCHSIDE_CLI: ./build.sh test sets it")?;
        let out = self.place.join(format!("release-{build}"));
        let mut pack = Command::new(program);
        pack.args(["pack", "library", "--key", "key.pem", "--quiet", "--build", &build.to_string(), "-o"])
            .arg(&out);
        match build {
            1 => pack.arg("--new-key"),
            _ => pack
                .arg("--previous")
                .arg(in_folder(&self.place.join(format!("release-{}", build - 1)), "crx")?),
        };
        let packed =
            pack.env("PITCHSIDE_ADDONS_LINTER", "no-such-program").current_dir(&self.place).output()?;
        ensure!(packed.status.success(), "{}", String::from_utf8_lossy(&packed.stderr));
        self.site.clear(&format!("{}/", self.server));
        for file in [
            in_folder(&out.join("self-hosted"), "xml")?,
            in_folder(&out.join("self-hosted"), "json")?,
            in_folder(&out, "crx")?,
        ] {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            self.site.put(&format!("{}/{name}", self.server), fs::read(&file)?);
        }
        // Mozilla's answer has a name of its own; `updates.json` says the one it is served under.
        let updates: Value = serde_json::from_slice(&fs::read(out.join("self-hosted/updates.json"))?)?;
        let all = updates["addons"].as_object().context("no addons")?;
        let link = all.values().find_map(|addon| addon["updates"][0]["update_link"].as_str());
        self.site.put(link.context("no link")?, fs::read(in_folder(&out, "xpi")?)?);
        Ok(out)
    }
}

fn in_folder(folder: &Path, ending: &str) -> Result<PathBuf> {
    let mut paths = fs::read_dir(folder)?.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    let found = paths.find(|path| path.extension().is_some_and(|e| e == ending));
    found.with_context(|| format!("{} has no {ending}", folder.display()))
}

/// A release's policy with settings of this company's own below a key of `3rdparty`.
fn policy(release: &Path, name: &str, extensions: &str) -> Result<Value> {
    let mut policy: Value = serde_json::from_slice(&fs::read(release.join("policies").join(name))?)?;
    let all = policy.pointer_mut(extensions).and_then(Value::as_object_mut).context("no settings")?;
    all.values_mut().for_each(|given| *given = settings());
    Ok(policy)
}

fn settings() -> Value {
    json!({"region": "north-america", "theme": "dark"})
}

fn version(build: usize) -> String {
    format!("{}.{build}", env!("CARGO_PKG_VERSION"))
}

async fn is_installed(browser: &mut impl Managed, build: usize) -> Result<()> {
    let wanted = version(build);
    until(&format!("build {build} to be installed by policy"), async || {
        let seen = browser.installed().await?;
        Ok(if seen.as_ref() == Some(&wanted) { Ok(()) } else { Err(format!("{seen:?}")) })
    })
    .await
}

/// The rep opens the panel and reads what is new: the piece of this build.
async fn tells_what_is_new(browser: &mut impl Managed, build: usize, page: &str) -> Result<()> {
    browser.recognise(page).await?;
    browser.panel_when("the mark", |p: &Panel| p.text.contains("New since you last looked")).await?;
    browser.press("n").await?;
    let title = PIECES[build - 1];
    let told = browser.panel_when("the news", |p| p.state == "news" && p.text.contains(title)).await?;
    let old = PIECES.iter().filter(|piece| **piece != title && told.text.contains(**piece));
    assert_eq!(old.count(), 0, "{told:?}");
    Ok(())
}

async fn has_theme(browser: &mut impl Managed, theme: &str) -> Result<()> {
    until(&format!("the theme {theme}"), async || {
        let seen = browser.in_panel("return document.documentElement.dataset.theme", Value::Null).await?;
        Ok(if seen == theme { Ok(()) } else { Err(seen.to_string()) })
    })
    .await
}

/// What the policy gives is marked and not the rep's to change; what he sets beside it is kept alone.
async fn are_given(browser: &mut impl Managed) -> Result<()> {
    browser.press(",").await?;
    browser.panel_when("the settings", |p: &Panel| p.state == "settings").await?;
    let given = "return [...document.querySelectorAll('.settings [name]')].filter(one => one.disabled).map(one => one.name)";
    let given = browser.in_panel(given, Value::Null).await?;
    assert_eq!(given, json!(["region", "theme", "theme", "theme"]));
    let marks = "return document.querySelectorAll('.given').length";
    assert_eq!(browser.in_panel(marks, Value::Null).await?, json!(2));
    let change = "document.querySelector('[name=link][value=plain]').click(); \
        (window.browser ?? window.chrome).storage.local.get('settings').then(all => { window.own = all.settings }); return 1";
    browser.in_panel(change, Value::Null).await?;
    until("the setting to be kept", async || {
        let own = "(window.browser ?? window.chrome).storage.local.get('settings').then(all => { window.own = all.settings }); \
            return window.own ?? null";
        let own = browser.in_panel(own, Value::Null).await?;
        Ok(if own == json!({"v": 1, "link": "plain"}) { Ok(()) } else { Err(own.to_string()) })
    })
    .await?;
    browser.press("Escape").await
}

/// From the first build under policy to the third: the second comes while the panel is open, the third while it is closed.
async fn is_rolled_out(browser: &mut impl Managed, vendor: &Vendor<'_>) -> Result<()> {
    is_installed(browser, 1).await?;
    let panel = browser.recognise(fixtures::MAREN).await?;
    assert!(!panel.cards.is_empty(), "{panel:?}");
    // A browser learns the form of an extension's settings when it installs it, and reads its policies again then.
    until("the policy's settings", async || {
        let managed = "return (window.browser ?? window.chrome).storage.managed.get()";
        let seen = browser.in_panel(managed, Value::Null).await?;
        Ok(if seen == settings() { Ok(()) } else { Err(seen.to_string()) })
    })
    .await?;
    browser.close_panel().await?;
    browser.recognise(fixtures::JANA).await?;
    has_theme(browser, "dark").await?;
    are_given(browser).await?;

    vendor.publish(2)?;
    browser.check_for_updates().await?;
    browser.panel_when("the banner", |p| p.text.contains("New content is ready")).await?;
    assert_eq!(browser.installed().await?, Some(version(1)));
    // The browser tells it once; a panel that is opened later says it all the same.
    let again = "document.documentElement.dataset.before = ''; window.location.reload(); return 1";
    browser.in_panel(again, Value::Null).await?;
    until("the banner again", async || {
        let shown = "return document.documentElement.dataset.before === undefined \
            && document.querySelector('[data-do=reload]')?.checkVisibility() === true";
        // While the panel loads there is no document to ask.
        let shown = browser.in_panel(shown, Value::Null).await.unwrap_or_default();
        Ok(if shown == true { Ok(()) } else { Err(shown.to_string()) })
    })
    .await?;
    browser.in_panel("document.querySelector('[data-do=reload]').click(); return 1", Value::Null).await?;
    is_installed(browser, 2).await?;
    browser.restarted().await?;
    tells_what_is_new(browser, 2, fixtures::MAREN).await?;

    browser.close_panel().await?;
    vendor.publish(3)?;
    browser.check_for_updates().await?;
    is_installed(browser, 3).await?;
    browser.restarted().await?;
    tells_what_is_new(browser, 3, fixtures::JANA).await
}

/// What `policies/README.md` of a release and docs/RELEASING.md tell an administrator to do, and nothing else.
#[tokio::test(flavor = "multi_thread")]
async fn chromium_installs_by_policy_from_ones_own_server_and_updates_from_there() -> Result<()> {
    if dist::packages().is_none() {
        return Ok(());
    }
    if !Administered::possible(Path::new(CHROMIUM)) {
        skip("only root may install by policy, and Chromium's folder /etc/chromium must be there");
        return Ok(());
    }
    let site = Site::start().await?;
    fixtures::serve_cases(&site)?;
    let place = tempfile::tempdir()?;
    let vendor = Vendor::new(&site, place.path())?;
    let release = vendor.publish(1)?;
    let etc = place.path().join("etc");
    let managed = etc.join("policies/managed");
    fs::create_dir_all(&managed)?;
    fs::write(
        managed.join("pitchside.json"),
        policy(&release, "chrome.json", "/3rdparty/extensions")?.to_string(),
    )?;
    // For this test alone: a driver may look into what an administrator has installed.
    fs::write(managed.join("pitchside-test.json"), r#"{"DeveloperToolsAvailability": 1}"#)?;
    // Unpacked, the release has the same id, by its key.
    let start = async || {
        let options =
            chromium::Options { policies: Some(&etc), ..chromium::Options::new(release.join("chrome")) };
        Chromium::start(&site, options).await
    };
    let mut browser = start().await?;
    is_rolled_out(&mut browser, &vendor).await?;
    // Another policy holds at once. Where the folder could not be put in the real one's place, that has the copy.
    let later = policy(&release, "chrome.json", "/3rdparty/extensions")?.to_string().replace("dark", "light");
    for folder in [managed.as_path(), &Path::new(CHROMIUM).join("policies/managed")] {
        let file = folder.join("pitchside.json");
        if file.exists() {
            fs::write(file, &later)?;
        }
    }
    has_theme(&mut browser, "light").await?;
    browser.quit().await?;
    let mut new_machine = start().await?;
    is_installed(&mut new_machine, 3).await?;
    new_machine.quit().await
}

/// The same with Firefox ESR, where the policy stands in for Mozilla's signature.
#[tokio::test(flavor = "multi_thread")]
async fn firefox_installs_by_policy_from_ones_own_server_and_updates_from_there() -> Result<()> {
    if dist::packages().is_none() {
        return Ok(());
    }
    let at = firefox::distribution()?;
    if !Administered::possible(&at) {
        skip(&format!("only root may install by policy, and {} must be there", at.display()));
        return Ok(());
    }
    let site = Site::start().await?;
    fixtures::serve_cases(&site)?;
    let place = tempfile::tempdir()?;
    let vendor = Vendor::new(&site, place.path())?;
    let release = vendor.publish(1)?;
    let authority = place.path().join("authority.pem");
    fs::write(&authority, &site.authority)?;
    let mut policy = policy(&release, "firefox.json", "/policies/3rdparty/Extensions")?;
    policy["policies"]["Preferences"] =
        json!({"xpinstall.signatures.required": {"Value": false, "Status": "locked"}});
    // For this test alone: the company's server is trusted.
    policy["policies"]["Certificates"] = json!({"Install": [authority]});
    let folder = place.path().join("distribution");
    fs::create_dir(&folder)?;
    fs::write(folder.join("policies.json"), policy.to_string())?;
    let start = async || {
        let options =
            firefox::Options { policies: Some(&folder), ..firefox::Options::new(release.join("firefox")) };
        Firefox::start(&site, options).await
    };
    let mut browser = start().await?;
    is_rolled_out(&mut browser, &vendor).await?;
    browser.quit().await?;
    let mut new_machine = start().await?;
    is_installed(&mut new_machine, 3).await?;
    new_machine.quit().await
}

#[tokio::test(flavor = "multi_thread")]
async fn firefox_takes_the_xpi_as_it_goes_to_mozilla() -> Result<()> {
    let Some(packages) = dist::packages() else { return Ok(()) };
    let xpi = in_folder(&packages, "xpi")?;
    let site = Site::start().await?;
    fixtures::serve_cases(&site)?;
    let mut browser = Firefox::start(&site, firefox::Options::new(xpi)).await?;
    let panel = browser.recognise(fixtures::MAREN).await?;
    assert!(!panel.cards.is_empty(), "{panel:?}");
    browser.quit().await
}
