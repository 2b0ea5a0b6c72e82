//! Embeds the catalogues again when one of them is added, changed or removed.

fn main() {
    println!("cargo:rerun-if-changed=../../locales");
}
