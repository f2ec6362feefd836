//! The wasm-bindgen face of the core.
