//! Firefox ESR with the extension installed and its real sidebar.
//!
//! WebDriver has no handle for a sidebar. So a second window holds a page of the extension, and reaches the first
//! window's sidebar by `extension.getViews`: the panel itself keeps following the rep's window. The icon is clicked and
//! keys are pressed from the browser's own code (`--allow-system-access`), where they count as the rep's.

use super::administered::{Administered, Managed};
use super::driver::Driver;
use super::{Browser, Site, dist, until};
use anyhow::{Context, Result, bail};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use thirtyfour::common::command::{Command, FormatRequestData};
use thirtyfour::extensions::addons::firefox::FirefoxTools;
use thirtyfour::prelude::*;
use thirtyfour::{Capabilities, RequestData, SessionId};

const UUID: &str = "3f1c7b64-9a51-4a0e-8c53-2f6d0f8f7a11";

/// How to start it.
pub struct Options<'a> {
    /// The extension, unpacked or as an xpi (a temporary add-on).
    pub extension: PathBuf,
    /// An X display to show it on; headless without one.
    pub display: Option<&'a str>,
    pub size: (u32, u32),
    /// A folder that takes the place of [`distribution`]: its policies install the extension, nothing is loaded by hand.
    pub policies: Option<&'a Path>,
    /// A host that the browser keeps extensions off, as those of Mozilla's own list; a click on the icon goes on telling the
    /// address of its pages.
    pub kept_off: Option<&'a str>,
}

impl Options<'_> {
    pub fn new(extension: impl Into<PathBuf>) -> Self {
        Options {
            extension: extension.into(),
            display: None,
            size: (1380, 880),
            policies: None,
            kept_off: None,
        }
    }
}

fn program() -> String {
    std::env::var("FIREFOX").unwrap_or_else(|_| "/usr/bin/firefox-esr".to_owned())
}

/// Where Firefox looks for policies: beside the program.
pub fn distribution() -> Result<PathBuf> {
    Ok(std::fs::canonicalize(program())?.with_file_name("distribution"))
}

/// Field order matters: the session ends (and the browser with it) before its driver.
pub struct Firefox {
    pub web: WebDriver,
    /// The extension's id in the manifest.
    pub id: String,
    tabs: Vec<WindowHandle>,
    active: usize,
    /// The extension's page in a window of its own.
    helper: WindowHandle,
    /// The extension's number of the rep's window: a late click on the icon may have opened a sidebar in the helper's, too.
    window: Value,
    _driver: Driver,
    _administered: Option<Administered>,
}

/// What an administered Firefox has besides: the driver's own would leave add-ons unsigned and never updated, and come too late for the
/// way to the site.
fn administer(preferences: &mut Value, port: u16) {
    for (name, value) in [
        ("xpinstall.signatures.required", json!(true)),
        ("extensions.update.enabled", json!(true)),
        ("network.proxy.type", json!(1)),
        ("network.proxy.ssl", json!("127.0.0.1")),
        ("network.proxy.ssl_port", json!(port)),
    ] {
        preferences[name] = value;
    }
}

fn preferences(id: &str) -> Value {
    json!({
        "extensions.webextensions.uuids": json!({id: UUID}).to_string(),
        "extensions.webextOptionalPermissionPrompts": false,
        // The extension's manifest serves as its plainest page.
        "devtools.jsonview.enabled": false,
        "browser.newtabpage.enabled": false,
        "browser.startup.page": 0,
        "browser.aboutwelcome.enabled": false,
        "browser.shell.checkDefaultBrowser": false,
        "datareporting.policy.dataSubmissionEnabled": false,
        "toolkit.telemetry.reportingpolicy.firstRun": false,
        "termsofuse.bypassNotification": true,
        "browser.toolbars.bookmarks.visibility": "never",
        "network.captive-portal-service.enabled": false,
        "network.connectivity-service.enabled": false,
        "app.update.disabledForTesting": true,
        "app.normandy.enabled": false,
        "browser.safebrowsing.malware.enabled": false,
        "browser.safebrowsing.phishing.enabled": false,
    })
}

impl Firefox {
    pub async fn start(site: &Site, options: Options<'_>) -> Result<Firefox> {
        let manifest = dist::manifest(&options.extension)?;
        let id =
            manifest["browser_specific_settings"]["gecko"]["id"].as_str().context("no gecko id")?.to_owned();
        let env: Vec<_> = options.display.map(|d| ("DISPLAY", d)).into_iter().collect();
        let driver = Driver::start("geckodriver", &["--allow-system-access"], &env).await?;
        let proxy = format!("127.0.0.1:{}", site.port);
        let mut args = vec![format!("--width={}", options.size.0), format!("--height={}", options.size.1)];
        if options.display.is_none() {
            args.push("-headless".to_owned());
        }
        let program = program();
        let administered = match options.policies {
            Some(folder) => Some(Administered::new(&program, &distribution()?, folder)?),
            None => None,
        };
        let mut prefs = preferences(&id);
        if administered.is_some() {
            administer(&mut prefs, site.port);
        }
        if let Some(host) = options.kept_off {
            prefs["extensions.quarantinedDomains.enabled"] = json!(true);
            prefs["extensions.quarantinedDomains.list"] = json!(host);
        }
        let mut capabilities = Capabilities::default();
        capabilities.set("browserName", json!("firefox"))?;
        capabilities.set("acceptInsecureCerts", json!(true))?;
        capabilities.set("proxy", json!({"proxyType": "manual", "sslProxy": proxy, "httpProxy": proxy}))?;
        capabilities.set(
            "moz:firefoxOptions",
            json!({
                "binary": administered.as_ref().map_or(&program, |administered| &administered.program),
                "args": args,
                "prefs": prefs,
            }),
        )?;
        let web = WebDriver::new(&driver.url, capabilities).await?;
        let tab = web.window().await?;
        let mut firefox = Firefox {
            web,
            id,
            helper: tab.clone(),
            window: Value::Null,
            tabs: vec![tab],
            active: 0,
            _driver: driver,
            _administered: administered,
        };
        match options.policies {
            Some(_) => drop(
                until("the add-on to be installed", async || {
                    Ok(firefox.installed().await?.ok_or_else(|| "none".to_owned()))
                })
                .await?,
            ),
            None => install(&firefox.web, &options.extension).await?,
        }
        firefox.open_helper().await?;
        Ok(firefox)
    }

    /// The address of a file of the extension.
    pub fn address(path: &str) -> String {
        format!("moz-extension://{UUID}/{path}")
    }

    /// Opens the extension's page in a window of its own.
    async fn open_helper(&mut self) -> Result<()> {
        self.focus_tab().await?;
        self.helper = self.web.new_window().await?;
        self.web.switch_to_window(self.helper.clone()).await?;
        self.web.goto(Self::address("manifest.json")).await?;
        let others = "const done = arguments[0]; Promise.all([browser.windows.getAll(), browser.windows.getCurrent()])\
            .then(([all, own]) => done(all.find(({ id }) => id !== own.id)?.id ?? null), () => done(null))";
        self.window = self.web.execute_async(others, vec![]).await?.json().clone();
        // Out of the picture: without a window manager nothing brings the rep's window before it.
        self.web.set_window_rect(4000, 0, 450, 300).await?;
        self.focus_tab().await?;
        self.in_browser("window.focus(); done()", Value::Null).await.map(drop)
    }

    async fn focus_tab(&self) -> Result<()> {
        let handle = self.tabs.get(self.active).context("no such tab")?;
        Ok(self.web.switch_to_window(handle.clone()).await?)
    }

    /// Runs the body of an async function in the rep's browser window itself; it must call `done(value)`.
    pub async fn in_browser(&mut self, body: &str, arg: Value) -> Result<Value> {
        self.web.cmd(ScriptContext("chrome")).await?;
        let script = format!(
            "const [arg, done] = arguments; \
             (async () => {{ {body} }})().catch(error => done({{failed: String(error)}}))"
        );
        let answer = self.web.execute_async(script, vec![arg]).await;
        self.web.cmd(ScriptContext("content")).await?;
        let answer = answer?.json().clone();
        match answer.get("failed") {
            Some(error) => bail!("in the browser: {error}"),
            None => Ok(answer),
        }
    }

    /// Selects an element's text and chooses an entry of the menu that a right click on it opens.
    pub async fn choose_in_menu(&mut self, css: &str, label: &str) -> Result<()> {
        let select = "window.getSelection().selectAllChildren(document.querySelector(arg)); return 1";
        self.in_page(select, json!(css)).await?;
        let element = self.web.find(By::Css(css.to_owned())).await?;
        self.web.action_chain().context_click_element(&element).perform().await?;
        let choose = r#"
            const menu = document.getElementById("contentAreaContextMenu");
            while (menu.state !== "open") await new Promise(soon => window.setTimeout(soon, 15));
            const labels = [...menu.children].map(item => item.label).filter(Boolean);
            const item = [...menu.children].find(item => item.label === arg);
            if (!item) { menu.hidePopup(); done({failed: "the menu has only: " + labels.join(", ")}); return; }
            menu.activateItem(item);
            while (!window.SidebarController.isOpen) await new Promise(soon => window.setTimeout(soon, 15));
            done()"#;
        self.in_browser(choose, json!(label)).await.map(drop)
    }

    pub async fn quit(self) -> Result<()> {
        Ok(self.web.quit().await?)
    }
}

/// Firefox takes an unsigned zip as a temporary add-on; a folder works just as well.
async fn install(web: &WebDriver, extension: &Path) -> Result<()> {
    let path = extension.to_str().context("path is not UTF-8")?;
    Ok(FirefoxTools::new(web.handle().clone()).install_addon(path, Some(true)).await?)
}

impl Browser for Firefox {
    const CLOSED_PAGE: &'static str = "about:license";

    async fn goto(&mut self, url: &str) -> Result<()> {
        self.focus_tab().await?;
        self.web.goto(url).await?;
        // A new tab's blank page may be taken for the loaded one; a click would then allow reading that one only.
        let address = url.split('#').next().unwrap_or(url);
        until(&format!("{url} to be loaded"), async || {
            let state = "return [document.URL, document.readyState].join(' ')";
            let state = self.web.execute(state, vec![]).await?.json().as_str().unwrap_or_default().to_owned();
            Ok(if state.starts_with(address) && state.ends_with("complete") { Ok(()) } else { Err(state) })
        })
        .await
    }

    async fn click_icon(&mut self) -> Result<()> {
        self.focus_tab().await?;
        // Only once the sidebar is there may another window come to the front: it opens in the foremost one.
        let click = r#"
            const { ExtensionParent } = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
            const { extension } = WebExtensionPolicy.getByID(arg);
            await ExtensionParent.apiManager.global.browserActionFor(extension).triggerAction(window);
            while (!window.SidebarController.isOpen) await new Promise(soon => window.setTimeout(soon, 15));
            done()"#;
        let id = json!(self.id);
        self.in_browser(click, id).await.map(drop)
    }

    async fn in_panel(&mut self, body: &str, arg: Value) -> Result<Value> {
        self.web.switch_to_window(self.helper.clone()).await?;
        let script = format!(
            "const view = browser.extension.getViews({{type: 'sidebar', windowId: arguments[1]}})[0]; \
             if (!view) throw new Error('no sidebar is open'); \
             return ((document, window, arg) => {{ {body} }})(view.document, view, arguments[0])"
        );
        Ok(self.web.execute(script, vec![arg, self.window.clone()]).await?.json().clone())
    }

    async fn in_page(&mut self, body: &str, arg: Value) -> Result<Value> {
        self.focus_tab().await?;
        let script =
            format!("return ((document, window, arg) => {{ {body} }})(document, window, arguments[0])");
        Ok(self.web.execute(script, vec![arg]).await?.json().clone())
    }

    async fn press(&mut self, key: &str) -> Result<()> {
        self.focus_tab().await?;
        let press = r#"
            const sidebar = window.SidebarController.browser.contentDocument.getElementById("webext-panels-browser");
            sidebar.focus();
            const tip = Cc["@mozilla.org/text-input-processor;1"].createInstance(Ci.nsITextInputProcessor);
            tip.beginInputTransactionForTests(window);
            const codes = {Enter: 13, Escape: 27, Tab: 9, ArrowUp: 38, ArrowDown: 40, ArrowLeft: 37, ArrowRight: 39};
            const keyCode = codes[arg] ?? arg.toUpperCase().charCodeAt(0);
            const event = new KeyboardEvent("", {key: arg, keyCode});
            tip.keydown(event);
            tip.keyup(event);
            done()"#;
        self.in_browser(press, json!(key)).await.map(drop)
    }

    async fn paste(&mut self, css: &str) -> Result<()> {
        self.focus_tab().await?;
        let field = self.web.find(By::Css(css.to_owned())).await?;
        field.click().await?;
        Ok(field.send_keys(Key::Control + "v").await?)
    }

    async fn close_panel(&mut self) -> Result<()> {
        self.focus_tab().await?;
        let close = r#"
            window.SidebarController.hide();
            while (window.SidebarController.isOpen) await new Promise(soon => window.setTimeout(soon, 15));
            done()"#;
        self.in_browser(close, Value::Null).await.map(drop)
    }

    async fn panel_is_open(&mut self) -> Result<bool> {
        self.web.switch_to_window(self.helper.clone()).await?;
        let count = "return browser.extension.getViews({type: 'sidebar', windowId: arguments[0]}).length";
        let count = self.web.execute(count, vec![self.window.clone()]).await?;
        Ok(count.json() != 0)
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
        self.switch_tab(self.tabs.len() - 1).await?;
        self.goto(url).await
    }

    async fn switch_tab(&mut self, n: usize) -> Result<()> {
        self.active = n;
        // In Firefox switching WebDriver's window also selects the tab.
        self.focus_tab().await
    }

    /// The width is the sidebar's, the height the window's: Firefox would keep the sidebar wider by its own style.
    async fn resize_panel(&mut self, width: u32, height: u32) -> Result<()> {
        self.focus_tab().await?;
        let resize = r#"
            const box = document.getElementById("sidebar-box");
            const size = () => {
                const panel = window.SidebarController.browser.getBoundingClientRect();
                return [arg.width - Math.round(panel.width), arg.height - Math.round(panel.height)];
            };
            for (let tries = 0; tries < 200; tries += 1) {
                const [wider, higher] = size();
                if (!wider && !higher) break;
                const width = box.getBoundingClientRect().width + wider;
                for (const name of ["width", "min-width", "max-width"]) box.style.setProperty(name, width + "px", "important");
                if (higher) window.resizeBy(0, higher);
                await new Promise(soon => window.setTimeout(soon, 15));
            }
            done(size())"#;
        let off = self.in_browser(resize, json!({"width": width, "height": height})).await?;
        until("the sidebar to have its size", async || {
            let is = self.in_panel("return [window.innerWidth, window.innerHeight]", Value::Null).await?;
            Ok(if is == json!([width, height]) { Ok(()) } else { Err(format!("{is}, off by {off}")) })
        })
        .await?;
        self.at_rest().await
    }

    async fn set_scheme(&mut self, scheme: &str) -> Result<()> {
        let dark = i32::from(scheme == "dark");
        self.focus_tab().await?;
        let set = "Services.prefs.setIntPref('ui.systemUsesDarkTheme', arg); done(1)";
        self.in_browser(set, json!(dark)).await?;
        let is = "return Number(window.matchMedia('(prefers-color-scheme: dark)').matches)";
        until(&format!("the scheme {scheme}"), async || {
            let is = self.in_panel(is, Value::Null).await?;
            Ok(if is == dark { Ok(()) } else { Err(is.to_string()) })
        })
        .await?;
        self.at_rest().await
    }

    async fn picture(&mut self) -> Result<Vec<u8>> {
        self.focus_tab().await?;
        let draw = r#"
            const sidebar = window.SidebarController.browser.contentDocument.getElementById("webext-panels-browser");
            const picture = await sidebar.browsingContext.currentWindowGlobal.drawSnapshot(null, 1, "white");
            const canvas = document.createElementNS("http://www.w3.org/1999/xhtml", "canvas");
            [canvas.width, canvas.height] = [picture.width, picture.height];
            canvas.getContext("2d").drawImage(picture, 0, 0);
            done(canvas.toDataURL("image/png"))"#;
        let drawn = self.in_browser(draw, Value::Null).await?;
        let data = drawn.as_str().and_then(|url| url.split_once(',')).context("no picture")?.1;
        Ok(STANDARD.decode(data)?)
    }
}

impl Managed for Firefox {
    async fn installed(&mut self) -> Result<Option<String>> {
        self.focus_tab().await?;
        let look = r#"
            const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
            const addon = await AddonManager.getAddonByID(arg);
            const runs = addon?.isActive && WebExtensionPolicy.getByID(arg)?.active && !addon.temporarilyInstalled;
            done(runs ? addon.version : null)"#;
        let id = json!(self.id);
        Ok(serde_json::from_value(self.in_browser(look, id).await?)?)
    }

    async fn check_for_updates(&mut self) -> Result<()> {
        self.focus_tab().await?;
        let check = r#"
            const { AddonManagerPrivate } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
            await AddonManagerPrivate.backgroundUpdateCheck();
            done()"#;
        self.in_browser(check, Value::Null).await.map(drop)
    }

    async fn restarted(&mut self) -> Result<()> {
        self.open_helper().await
    }
}

/// geckodriver's own command that chooses between pages and the browser's own window.
#[derive(Debug)]
struct ScriptContext(&'static str);

impl FormatRequestData for ScriptContext {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let mut request = Command::ExecuteScript("".into(), Vec::new().into()).format_request(session);
        request.uri = format!("/session/{session}/moz/context").into();
        request.body = Some(json!({"context": self.0}));
        request
    }
}
