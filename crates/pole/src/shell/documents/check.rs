//! Which documents are taken: by what their bytes are, never by their name alone. Pure.

/// The largest document, in bytes: 20 MB.
pub const LIMIT: u64 = 20 * 1024 * 1024;

/// A type of document that is taken: its media type and the endings of its names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocumentType {
    /// The media type.
    pub media: &'static str,
    /// The endings its files have.
    pub endings: &'static [&'static str],
}

const fn taken(media: &'static str, endings: &'static [&'static str]) -> DocumentType {
    DocumentType { media, endings }
}

/// PDF, office documents and pictures. Files with macros are not among them.
pub const TAKEN: &[DocumentType] = &[
    taken("application/pdf", &["pdf"]),
    taken(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        &["docx"],
    ),
    taken(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        &["xlsx"],
    ),
    taken(
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        &["pptx"],
    ),
    taken("application/vnd.oasis.opendocument.text", &["odt"]),
    taken("application/vnd.oasis.opendocument.spreadsheet", &["ods"]),
    taken("application/vnd.oasis.opendocument.presentation", &["odp"]),
    taken("application/msword", &["doc"]),
    taken("application/vnd.ms-excel", &["xls"]),
    taken("application/vnd.ms-powerpoint", &["ppt"]),
    taken("image/jpeg", &["jpg", "jpeg"]),
    taken("image/png", &["png"]),
    taken("image/webp", &["webp"]),
    taken("image/heif", &["heic", "heif"]),
];

/// Why a document is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// No byte at all.
    #[error("the file is empty")]
    Empty,
    /// Its bytes are of no type that is taken.
    #[error("the type of the file is not taken")]
    Type,
    /// Its bytes are not what its name says.
    #[error("the content of the file is not what its name says")]
    Name,
}

/// How many bytes of the beginning are looked at.
pub const HEAD: usize = 8 * 1024;

/// The type of a document, by the first bytes of its content and checked against its name.
///
/// # Errors
/// When it is empty, of another type, or named as another type.
pub fn document_type(name: &str, head: &[u8]) -> Result<&'static DocumentType, NotTaken> {
    if head.is_empty() {
        return Err(NotTaken::Empty);
    }
    let found = infer::get(head).ok_or(NotTaken::Type)?;
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    let by_name = TAKEN.iter().find(|kind| kind.endings.contains(&ending.as_str()));
    let media = found.mime_type();
    // The old office formats share one envelope, and an archive tells what it holds only further on: their
    // name says which of them it is.
    let envelope = match media {
        "application/x-ole-storage"
        | "application/msword"
        | "application/vnd.ms-excel"
        | "application/vnd.ms-powerpoint" => &["doc", "xls", "ppt"][..],
        "application/zip" => &["docx", "xlsx", "pptx", "odt", "ods", "odp"][..],
        _ => {
            let kind = TAKEN.iter().find(|kind| kind.media == media).ok_or(NotTaken::Type)?;
            return if by_name == Some(kind) {
                Ok(kind)
            } else {
                Err(NotTaken::Name)
            };
        }
    };
    if !envelope.contains(&ending.as_str()) {
        return Err(NotTaken::Type);
    }
    by_name.ok_or(NotTaken::Type)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn archive(first: &str, content: &[u8]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        writer.start_file(first, stored).unwrap();
        writer.write_all(content).unwrap();
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn a_document_is_taken_by_what_its_bytes_are() {
        let pdf = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n";
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
        let jpeg = b"\xff\xd8\xff\xe0\0\x10JFIF";
        let ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0\0";
        let odt = archive("mimetype", b"application/vnd.oasis.opendocument.text");
        let docx = archive("word/document.xml", b"<x/>");
        let odd = archive("[Content_Types].xml", b"<Types/>");
        let cases: &[(&str, &[u8], Result<&str, NotTaken>)] = &[
            ("projet.pdf", pdf, Ok("application/pdf")),
            ("PROJET.PDF", pdf, Ok("application/pdf")),
            ("photo.png", png, Ok("image/png")),
            ("photo.jpeg", jpeg, Ok("image/jpeg")),
            ("ancien.doc", ole, Ok("application/msword")),
            ("budget.xls", ole, Ok("application/vnd.ms-excel")),
            ("texte.odt", &odt, Ok("application/vnd.oasis.opendocument.text")),
            ("plan.docx", &docx, Ok(TAKEN[1].media)),
            ("plan.docx", &odd, Ok(TAKEN[1].media)),
            // Named as another type.
            ("projet.pdf", png, Err(NotTaken::Name)),
            ("photo.png", pdf, Err(NotTaken::Name)),
            ("projet", pdf, Err(NotTaken::Name)),
            // Not taken.
            ("programme.exe", b"MZ\x90\0\x03\0\0\0", Err(NotTaken::Type)),
            ("programme.pdf", b"MZ\x90\0\x03\0\0\0", Err(NotTaken::Type)),
            ("page.html", b"<!DOCTYPE html><html>", Err(NotTaken::Type)),
            ("page.pdf", b"<!DOCTYPE html><html>", Err(NotTaken::Type)),
            (
                "dessin.svg",
                b"<svg xmlns='http://www.w3.org/2000/svg'/>",
                Err(NotTaken::Type),
            ),
            ("archive.zip", &odd, Err(NotTaken::Type)),
            ("macros.docm", &docx, Err(NotTaken::Name)),
            ("rien.pdf", b"", Err(NotTaken::Empty)),
        ];
        for (name, head, expected) in cases {
            let found = document_type(name, head).map(|kind| kind.media);
            assert_eq!(found, *expected, "{name}");
        }
    }
}
