//! The built web folder, inside the program: style sheet, script, fonts and icon.
//!
//! Every file is published under a name that holds the hash of its content, so that a browser may
//! keep it for a year and never ask again.

include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// The folder of the addresses made by [`url`].
pub const PREFIX: &str = "/assets/";

/// One row of the table written by the build script.
struct File {
    name: &'static str,
    published: &'static str,
    bytes: &'static [u8],
    brotli: Option<&'static [u8]>,
    gzip: Option<&'static [u8]>,
}

/// A file ready to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asset {
    /// The content as it is.
    pub bytes: &'static [u8],
    /// The content compressed with brotli, when that is worth it.
    pub brotli: Option<&'static [u8]>,
    /// The content compressed with gzip, when that is worth it.
    pub gzip: Option<&'static [u8]>,
    /// The media type, with its character set.
    pub content_type: &'static str,
}

/// The address of a file, from its plain name: `pole.css` gives `/assets/pole-<hash>.css`.
///
/// An unknown name gives an address that answers “not found”; [`exists`] lets a test refuse it.
pub fn url(name: &str) -> String {
    match FILES.iter().find(|file| file.name == name) {
        Some(file) => format!("{PREFIX}{}", file.published),
        None => format!("{PREFIX}missing/{name}"),
    }
}

/// Whether a plain name is that of a file.
pub fn exists(name: &str) -> bool {
    FILES.iter().any(|file| file.name == name)
}

/// The file published under exactly this name, hash included.
pub fn get(file_name: &str) -> Option<Asset> {
    let file = FILES.iter().find(|file| file.published == file_name)?;
    Some(Asset {
        bytes: file.bytes,
        brotli: file.brotli,
        gzip: file.gzip,
        content_type: content_type(file.published),
    })
}

/// The plain names, sorted.
pub fn names() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|file| file.name)
}

/// The media type of a file, from the end of its name.
fn content_type(file_name: &str) -> &'static str {
    match file_name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml; charset=utf-8",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the pages ask for.
    const USED: &[&str] = &[
        "autosave.js",
        "favicon.svg",
        "pole-latin-ext.woff2",
        "pole-latin.woff2",
        "pole.css",
        "pole.js",
    ];

    #[test]
    fn the_files_the_pages_use_exist() {
        assert_eq!(names().collect::<Vec<_>>(), USED);
        for name in USED {
            assert!(exists(name));
            let published = url(name);
            let asset = get(published.strip_prefix(PREFIX).unwrap()).unwrap();
            assert!(!asset.bytes.is_empty());
            assert_ne!(asset.content_type, "application/octet-stream");
        }
    }

    #[test]
    fn a_name_holds_the_hash_of_its_content() {
        let published = url("pole.css");
        let hash = published
            .strip_prefix("/assets/pole-")
            .unwrap()
            .strip_suffix(".css")
            .unwrap();
        assert_eq!(hash.len(), 12);
        assert!(hash.bytes().all(|byte| byte.is_ascii_hexdigit()));
    }

    #[test]
    fn an_unknown_name_leads_nowhere() {
        assert_eq!(url("nothing.css"), "/assets/missing/nothing.css");
        assert!(!exists("nothing.css"));
        for name in [
            "",
            "pole.css",
            "manifest.json",
            "../manifest.json",
            "missing/nothing.css",
            "/etc/passwd",
            "pole.css.br",
        ] {
            assert_eq!(get(name), None, "{name}");
        }
    }

    #[test]
    fn texts_travel_compressed_and_fonts_do_not() {
        for name in USED {
            let asset = get(url(name).strip_prefix(PREFIX).unwrap()).unwrap();
            if asset.content_type == "font/woff2" {
                assert_eq!((asset.brotli, asset.gzip), (None, None));
            } else {
                assert!(asset.brotli.is_some() && asset.gzip.is_some(), "{name}");
            }
        }
    }

    #[test]
    fn the_style_sheet_only_names_files_that_exist() {
        let css = std::str::from_utf8(get(url("pole.css").strip_prefix(PREFIX).unwrap()).unwrap().bytes).unwrap();
        let mut met = 0;
        for part in css.split("url(").skip(1) {
            let name = part.split(')').next().unwrap().trim_matches('"');
            assert!(get(name).is_some(), "{name}");
            met += 1;
        }
        assert_eq!(met, 2, "both fonts");
    }

    #[test]
    fn the_first_visit_stays_light() {
        let size = |name: &str| {
            get(url(name).strip_prefix(PREFIX).unwrap())
                .unwrap()
                .brotli
                .unwrap()
                .len()
        };
        let total = size("pole.css") + size("pole.js") + size("favicon.svg");
        assert!(
            total <= 40_000,
            "{total} bytes before the page itself; the budget of a first visit is 60 kB"
        );
    }
}
