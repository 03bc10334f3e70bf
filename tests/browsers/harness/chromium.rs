//! Chromium with the extension loaded and its real side panel as a window of its own to WebDriver.

use super::administered::{Administered, CHROMIUM, Managed};
use super::cdp::Cdp;
use super::driver::Driver;
use super::{Browser, Site, dist, until};
use anyhow::{Context, Result, bail};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use thirtyfour::Capabilities;
use thirtyfour::prelude::*;

/// How to start it. [`Options::new`] is what tests want.
pub struct Options<'a> {
    pub extension: PathBuf,
    /// An X display to show it on; headless without one.
    pub display: Option<&'a str>,
    pub size: (u32, u32),
    /// Writes Chromium's network log here.
    pub net_log: Option<&'a Path>,
    /// A folder that takes the place of `/etc/chromium`: its policies install the extension, nothing is loaded by hand.
    pub policies: Option<&'a Path>,
    /// A host that a policy keeps extensions off; a click on the icon goes on telling the address of its pages.
    pub kept_off: Option<&'a str>,
    /// Besides the usual hosts, this machine's own address is reached as it is.
    pub loopback: bool,
}

impl Options<'_> {
    pub fn new(extension: impl Into<PathBuf>) -> Self {
        Options {
            extension: extension.into(),
            display: None,
            size: (1380, 880),
            net_log: None,
            policies: None,
            kept_off: None,
            loopback: false,
        }
    }
}

/// Field order matters: the session ends (and the browser with it) before its driver.
pub struct Chromium {
    pub web: WebDriver,
    pub cdp: Cdp,
    pub id: String,
    /// The hosts that the extension may ask for.
    optional: Vec<String>,
    tabs: Vec<WindowHandle>,
    active: usize,
    /// The panel's handle once seen; it stays the same while the panel is open.
    panel: Option<WindowHandle>,
    _driver: Driver,
    _administered: Option<Administered>,
    _policies: Option<TempDir>,
}

/// A folder with the policy that keeps extensions off a host.
fn policy_against(host: &str) -> Result<TempDir> {
    let folder = tempfile::tempdir()?;
    let managed = folder.path().join("policies/managed");
    std::fs::create_dir_all(&managed)?;
    let policy = json!({"ExtensionSettings": {"*": {"runtime_blocked_hosts": [format!("*://{host}")]}}});
    std::fs::write(managed.join("pitchside-kept-off.json"), policy.to_string())?;
    Ok(folder)
}

/// Keeps the browser quiet and on loopback: every host is the site, nothing of its own is updated or fetched.
fn arguments(site: &Site, options: &Options) -> Vec<String> {
    let mut args = vec![
        "--no-sandbox".to_owned(),
        "--no-first-run".to_owned(),
        "--no-default-browser-check".to_owned(),
        "--disable-gpu".to_owned(),
        "--disable-dev-shm-usage".to_owned(),
        "--disable-component-update".to_owned(),
        "--disable-sync".to_owned(),
        "--hide-crash-restore-bubble".to_owned(),
        "--test-type=webdriver".to_owned(),
        "--enable-unsafe-extension-debugging".to_owned(),
        "--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,OptimizationHints,Translate"
            .to_owned(),
        format!("--window-size={},{}", options.size.0, options.size.1),
        "--window-position=0,0".to_owned(),
        format!("--ignore-certificate-errors-spki-list={}", site.key_hash),
    ];
    let but = if options.loopback { ", EXCLUDE 127.0.0.1" } else { "" };
    args.push(format!("--host-resolver-rules=MAP * 127.0.0.1:{}{but}", site.port));
    if options.policies.is_none() {
        args.push(format!("--load-extension={}", options.extension.display()));
        args.push("--disable-background-networking".to_owned());
    }
    if options.display.is_none() {
        args.push("--headless=new".to_owned());
    }
    if let Some(path) = options.net_log {
        args.push(format!("--log-net-log={}", path.display()));
    }
    args
}

impl Chromium {
    pub async fn start(site: &Site, options: Options<'_>) -> Result<Chromium> {
        let env: Vec<_> = options.display.map(|d| ("DISPLAY", d)).into_iter().collect();
        let driver = Driver::start("chromedriver", &[], &env).await?;
        let program = std::env::var("CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned());
        let own = options.kept_off.map(policy_against).transpose()?;
        let administered = options
            .policies
            .or(own.as_ref().map(TempDir::path))
            .map(|folder| Administered::new(&program, Path::new(CHROMIUM), folder))
            .transpose()?;
        let binary = administered.as_ref().map_or(&program, |administered| &administered.program);
        // Without background networking, the driver's default, an administrator's extensions are never fetched.
        let left_out: &[&str] = match options.policies {
            Some(_) => &["enable-automation", "disable-background-networking"],
            None => &["enable-automation"],
        };
        let mut capabilities = Capabilities::default();
        capabilities.set("browserName", json!("chrome"))?;
        capabilities.set(
            "goog:chromeOptions",
            json!({
                "binary": binary,
                "enableExtensionTargets": true,
                "excludeSwitches": left_out,
                "args": arguments(site, &options),
            }),
        )?;
        let web = WebDriver::new(&driver.url, capabilities).await?;
        let browser = serde_json::to_value(web.handle().capabilities())?;
        let address =
            browser["goog:chromeOptions"]["debuggerAddress"].as_str().context("no debugger address")?;
        let cdp = Cdp::connect(address).await?;
        let tabs = vec![web.window().await?];
        let id = dist::chromium_id(&options.extension)?;
        let manifest = dist::manifest(&options.extension)?;
        let optional =
            serde_json::from_value(manifest["optional_host_permissions"].clone()).unwrap_or_default();
        Ok(Chromium {
            web,
            cdp,
            id,
            optional,
            tabs,
            active: 0,
            panel: None,
            _driver: driver,
            _administered: administered,
            _policies: own,
        })
    }

    async fn focus_tab(&self) -> Result<()> {
        let handle = self.tabs.get(self.active).context("no such tab")?;
        Ok(self.web.switch_to_window(handle.clone()).await?)
    }

    /// Turns WebDriver to the panel, which is the one window that is no tab of ours.
    pub async fn focus_panel(&mut self) -> Result<()> {
        if let Some(handle) = &self.panel
            && self.web.switch_to_window(handle.clone()).await.is_ok()
        {
            return Ok(());
        }
        self.panel = None;
        let (web, tabs) = (&self.web, &self.tabs);
        let handle = until("the side panel", async || {
            let found = web.windows().await?.into_iter().find(|h| !tabs.contains(h));
            Ok(found.ok_or_else(|| "no side panel among the windows".to_owned()))
        })
        .await?;
        self.web.switch_to_window(handle.clone()).await?;
        self.panel = Some(handle);
        Ok(())
    }

    /// A DevTools command to the panel.
    pub async fn panel_cdp(&mut self, method: &str, params: Value) -> Result<Value> {
        self.focus_panel().await?;
        Ok(self.web.cdp().send_raw(method, params).await?)
    }

    /// Media features as the system would say them, such as `prefers-color-scheme` or `forced-colors`; those not named are
    /// as the browser has them. Waits until colours have changed.
    pub async fn set_media(&mut self, features: &[(&str, &str)]) -> Result<()> {
        let features: Vec<Value> =
            features.iter().map(|(name, value)| json!({"name": name, "value": value})).collect();
        self.panel_cdp("Emulation.setEmulatedMedia", json!({"features": features})).await?;
        self.at_rest().await
    }

    /// Says yes beforehand to what the panel will ask for a site, host by host: the browser's prompt cannot be clicked by
    /// a driver.
    pub async fn allow_sites(&mut self, domain: &str) -> Result<()> {
        let origins: Vec<&str> =
            self.optional.iter().map(String::as_str).filter(|o| o.contains(domain)).collect();
        let script = "const [id, origins, done] = arguments; \
            Promise.all(origins.map(origin => chrome.developerPrivate.addHostPermission(id, origin)))\
            .then(() => done('ok'), error => done(String(error)))";
        let args = vec![json!(self.id), json!(origins)];
        let said = self.among_extensions(script, args).await?;
        if said != "ok" {
            bail!("permission for {origins:?}: {said}");
        }
        Ok(())
    }

    /// Runs an async script on the browser's own page of extensions.
    async fn among_extensions(&self, script: &str, args: Vec<Value>) -> Result<Value> {
        self.in_tab("chrome://extensions/", script, args).await
    }

    /// Runs an async script on a page in a tab for it alone.
    async fn in_tab(&self, page: &str, script: &str, args: Vec<Value>) -> Result<Value> {
        self.focus_tab().await?;
        let back = self.web.window().await?;
        let tab = self.web.new_tab().await?;
        self.web.switch_to_window(tab).await?;
        self.web.goto(page).await?;
        let answer = self.web.execute_async(script, args).await;
        self.web.close_window().await?;
        self.web.switch_to_window(back).await?;
        Ok(answer?.json().clone())
    }

    /// A real mouse click in the panel.
    pub async fn click_in_panel(&mut self, css: &str) -> Result<()> {
        self.focus_panel().await?;
        Ok(self.web.find(By::Css(css.to_owned())).await?.click().await?)
    }

    /// Loads the panel's page again, as closing and opening it would.
    pub async fn reload_panel(&mut self) -> Result<()> {
        self.focus_panel().await?;
        Ok(self.web.refresh().await?)
    }

    /// Ends the session and waits until the browser is gone (its network log is complete then).
    pub async fn quit(self) -> Result<()> {
        Ok(self.web.quit().await?)
    }
}

impl Browser for Chromium {
    const CLOSED_PAGE: &'static str = "chrome://version/";

    async fn goto(&mut self, url: &str) -> Result<()> {
        self.focus_tab().await?;
        Ok(self.web.goto(url).await?)
    }

    async fn click_icon(&mut self) -> Result<()> {
        let tab = self.cdp.active_tab().await?;
        self.cdp.call("Extensions.triggerAction", json!({"id": self.id, "targetId": tab})).await.map(drop)
    }

    async fn in_panel(&mut self, body: &str, arg: Value) -> Result<Value> {
        self.focus_panel().await?;
        run(&self.web, body, arg).await
    }

    async fn in_page(&mut self, body: &str, arg: Value) -> Result<Value> {
        self.focus_tab().await?;
        run(&self.web, body, arg).await
    }

    async fn press(&mut self, key: &str) -> Result<()> {
        self.focus_panel().await?;
        let key = match key {
            "Enter" => Key::Enter.value(),
            "Escape" => Key::Escape.value(),
            "Tab" => Key::Tab.value(),
            "ArrowDown" => Key::Down.value(),
            "ArrowUp" => Key::Up.value(),
            "End" => Key::End.value(),
            other => other.chars().next().context("no key")?,
        };
        Ok(self.web.action_chain().send_keys(key.to_string()).perform().await?)
    }

    async fn paste(&mut self, css: &str) -> Result<()> {
        self.focus_tab().await?;
        let field = self.web.find(By::Css(css.to_owned())).await?;
        field.click().await?;
        Ok(field.send_keys(Key::Control + "v").await?)
    }

    async fn close_panel(&mut self) -> Result<()> {
        self.focus_panel().await?;
        self.web.close_window().await?;
        self.panel = None;
        self.focus_tab().await?;
        until("the side panel to be gone", async || {
            let windows = self.web.windows().await?;
            let open = windows.iter().any(|h| !self.tabs.contains(h));
            Ok(if open { Err(format!("{} windows", windows.len())) } else { Ok(()) })
        })
        .await
    }

    async fn panel_is_open(&mut self) -> Result<bool> {
        Ok(self.web.windows().await?.iter().any(|h| !self.tabs.contains(h)))
    }

    async fn close_other_tabs(&mut self) -> Result<()> {
        let kept = self.tabs.remove(self.active);
        for handle in std::mem::take(&mut self.tabs) {
            self.web.switch_to_window(handle).await?;
            self.web.close_window().await?;
        }
        self.tabs.push(kept);
        self.active = 0;
        self.focus_tab().await
    }

    async fn new_tab(&mut self, url: &str) -> Result<()> {
        self.focus_tab().await?;
        self.tabs.push(self.web.new_tab().await?);
        self.active = self.tabs.len() - 1;
        self.goto(url).await
    }

    async fn switch_tab(&mut self, n: usize) -> Result<()> {
        self.active = n;
        self.focus_tab().await?;
        // Switching WebDriver's attention does not bring a tab to the front.
        self.web.cdp().send_raw("Page.bringToFront", json!({})).await?;
        Ok(())
    }

    async fn resize_panel(&mut self, width: u32, height: u32) -> Result<()> {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.panel_cdp("Emulation.setDeviceMetricsOverride", size).await?;
        self.at_rest().await
    }

    async fn set_scheme(&mut self, scheme: &str) -> Result<()> {
        self.set_media(&[("prefers-color-scheme", scheme)]).await
    }

    async fn picture(&mut self) -> Result<Vec<u8>> {
        let shot = self.panel_cdp("Page.captureScreenshot", json!({"format": "png"})).await?;
        Ok(STANDARD.decode(shot["data"].as_str().context("no picture")?)?)
    }
}

impl Managed for Chromium {
    async fn installed(&mut self) -> Result<Option<String>> {
        let list = "const [id, done] = arguments; chrome.developerPrivate.getExtensionsInfo({}).then(all => \
            done(all.find(one => one.id === id && one.state === 'ENABLED' && one.controlledInfo)?.version ?? null))";
        let id = json!(self.id);
        Ok(serde_json::from_value(self.among_extensions(list, vec![id]).await?)?)
    }

    async fn check_for_updates(&mut self) -> Result<()> {
        // The button on the browser's own page of extensions would not wait until nothing of an extension is open.
        let check = "const done = arguments[0]; chrome.runtime.requestUpdateCheck().then(done, error => done(String(error)))";
        let page = format!("chrome-extension://{}/manifest.json", self.id);
        let said = self.in_tab(&page, check, Vec::new()).await?;
        if said["status"] != "update_available" {
            bail!("asked for updates: {said}");
        }
        // As after half a minute in which nothing happens: a worker that runs is waited for, too.
        let targets = self.cdp.call("Target.getTargets", json!({})).await?;
        for target in targets["targetInfos"].as_array().context("no targets")? {
            if target["type"] == "service_worker" {
                self.cdp.call("Target.closeTarget", json!({"targetId": target["targetId"]})).await?;
            }
        }
        Ok(())
    }

    async fn restarted(&mut self) -> Result<()> {
        self.panel = None;
        Ok(())
    }
}

async fn run(web: &WebDriver, body: &str, arg: Value) -> Result<Value> {
    let script = format!("return ((document, window, arg) => {{ {body} }})(document, window, arguments[0])");
    Ok(web.execute(script, vec![arg]).await?.json().clone())
}
