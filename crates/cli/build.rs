//! Puts the front end and the starter pack into the binary.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("../..");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    pages(&root, &out);
    starter_pack(&root, &out);
}

/// The built front end; without one a page that says how to get it, so that the server can be worked on alone.
fn pages(root: &Path, out: &Path) {
    let dist = root.join("web/dist");
    println!("cargo:rerun-if-changed={}", dist.display());
    if dist.join("index.html").exists() {
        memory_serve::load_directory(dist.display().to_string());
    } else {
        let instead = out.join("no-pages");
        fs::create_dir_all(&instead).expect("cargo's folder can be written");
        let page = "<!doctype html><html lang=\"en\"><title>Readyroom</title>\
            <h1>The pages are missing</h1><p>This server was built without its front end. Run <code>make run</code>.</p></html>";
        fs::write(instead.join("index.html"), page).expect("cargo's folder can be written");
        memory_serve::load_directory(instead.display().to_string());
    }
}

fn starter_pack(root: &Path, out: &Path) {
    let folder = root.join("scenarios/starter");
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut files: Vec<_> =
        fs::read_dir(&folder).expect("the starter pack is there").filter_map(|file| Some(file.ok()?.path())).collect();
    files.sort();
    let mut list = String::from("&[\n");
    for file in files.iter().filter(|file| file.is_file()) {
        let name = file.file_name().and_then(|name| name.to_str()).expect("names are plain");
        let path = file.canonicalize().expect("it is there");
        writeln!(list, "    ({name:?}, include_bytes!({path:?})),").expect("a string takes what is written");
    }
    list.push(']');
    fs::write(out.join("starter.rs"), list).expect("cargo's folder can be written");
}
