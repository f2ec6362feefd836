//! Has the page's folder there before the program is compiled, and compiled anew when a page comes.

use std::path::Path;

/// Where the page is built.
const PAGE: &str = "../web/dist";

fn main() -> std::io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    // The program finds the folder by the path that it has now; one that is not there yet has none.
    std::fs::create_dir_all(Path::new(PAGE))?;
    // A development build reads the files from there at each request, so it need not be made anew.
    if std::env::var_os("PROFILE").is_some_and(|profile| profile == "release") {
        println!("cargo::rerun-if-changed={PAGE}");
    }
    Ok(())
}
