//! Rebuilds the crate when a built page appears or changes: the embedding macro itself does not see new files.
//! Runs no Node; `display/dist` is committed.

fn main() {
    println!("cargo:rerun-if-changed=dist");
}
