//! Programs that need a browser: `./build.sh demo`, `pictures`, `accuracy` and some of the benches run them.

mod accuracy;
mod bench_detection;
mod bench_panel;
mod demo;
mod pictures;
mod store_pictures;

use anyhow::{Result, bail};

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let program = arguments.next().unwrap_or_default();
    let arguments: Vec<String> = arguments.collect();
    match program.as_str() {
        "accuracy" => accuracy::run(&arguments).await,
        "bench-detection" => bench_detection::run().await,
        "bench-panel" => bench_panel::run().await,
        "demo" => demo::run(&arguments).await,
        "pictures" => pictures::run(&arguments).await,
        "store-pictures" => store_pictures::run(&arguments).await,
        _ => bail!(
            "“{program}” is none of accuracy, bench-detection, bench-panel, demo, pictures, store-pictures"
        ),
    }
}
