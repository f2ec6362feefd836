//! JavaScript and TypeScript bindings for the module that the compiler made.

use std::path::Path;

use anyhow::{Context as _, Result};
use wasm_bindgen_cli_support::Bindgen;

/// The name of the files: `paguyuban.js`, `paguyuban.d.ts`, `paguyuban_bg.wasm`.
const NAME: &str = "paguyuban";

/// Writes the bindings of `module` into the folder `out`, for a browser that loads ES modules.
///
/// # Errors
/// The module cannot be read, was made by another version of `wasm-bindgen` than this library's,
/// or the folder cannot be written.
pub(crate) fn write(module: &Path, out: &Path) -> Result<()> {
    Bindgen::new()
        .input_path(module)
        .out_name(NAME)
        .web(true)?
        .typescript(true)
        // The page calls `init()` without saying where the module lies; Vite follows the name.
        .omit_default_module_path(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(out)
        .with_context(|| {
            format!("no bindings for {}: are `wasm-bindgen` and `wasm-bindgen-cli-support` of one version in Cargo.toml?", module.display())
        })
}
