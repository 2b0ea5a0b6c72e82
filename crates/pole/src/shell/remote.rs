//! An S3-compatible store beside the folder of files, for installations of several machines.

use std::io;
use std::path::Path;
use std::sync::Arc;

use object_store::aws::AmazonS3Builder;
use object_store::path::Path as Key;
use object_store::{ObjectStore, ObjectStoreExt as _, WriteMultipart};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

/// How many bytes travel together.
const PART: usize = 8 * 1024 * 1024;

/// A store of files elsewhere.
#[derive(Clone, Debug)]
pub struct Remote {
    store: Arc<dyn ObjectStore>,
    folder: String,
}

impl Remote {
    /// The store of an address, `s3://bucket/folder`; keys, region and endpoint come from the environment.
    ///
    /// # Errors
    /// In words, when the address or the environment does not make a store.
    pub fn of(address: Option<&str>) -> Result<Option<Self>, String> {
        let Some(address) = address else { return Ok(None) };
        let place = address.strip_prefix("s3://").ok_or("the address begins with s3://")?;
        let (bucket, folder) = place.split_once('/').unwrap_or((place, ""));
        let endpoint = std::env::var("AWS_ENDPOINT").unwrap_or_default();
        choose_cryptography();
        let store = AmazonS3Builder::from_env()
            .with_bucket_name(bucket)
            .with_allow_http(endpoint.starts_with("http://"))
            .build()
            .map_err(|error| error.to_string())?;
        Ok(Some(Self::over(Arc::new(store), folder)))
    }

    /// Over a store that is already made.
    pub fn over(store: Arc<dyn ObjectStore>, folder: &str) -> Self {
        Self {
            store,
            folder: folder.trim_matches('/').to_owned(),
        }
    }

    fn key(&self, hash: &str) -> Key {
        Key::from(format!("{}/{hash}", self.folder).trim_start_matches('/'))
    }

    /// Puts a file there, under its hash.
    ///
    /// # Errors
    /// [`io::ErrorKind::NotConnected`] when the store does not take it.
    pub fn put(&self, hash: &str, path: &Path) -> io::Result<()> {
        let (store, key, path) = (Arc::clone(&self.store), self.key(hash), path.to_owned());
        apart(async move {
            let mut file = tokio::fs::File::open(&path).await?;
            let mut buffer = Vec::with_capacity(PART);
            (&mut file).take(PART as u64).read_to_end(&mut buffer).await?;
            if buffer.len() < PART {
                store.put(&key, buffer.into()).await.map_err(away)?;
                return Ok(());
            }
            let mut parts = WriteMultipart::new_with_chunk_size(store.put_multipart(&key).await.map_err(away)?, PART);
            while !buffer.is_empty() {
                parts.wait_for_capacity(2).await.map_err(away)?;
                parts.write(&buffer);
                buffer.clear();
                (&mut file).take(PART as u64).read_to_end(&mut buffer).await?;
            }
            parts.finish().await.map_err(away)?;
            Ok(())
        })
    }

    /// Brings a file back.
    ///
    /// # Errors
    /// [`io::ErrorKind::NotFound`] when it is not there, [`io::ErrorKind::NotConnected`] when the store does not answer.
    pub fn get(&self, hash: &str, path: &Path) -> io::Result<()> {
        let (store, key, path) = (Arc::clone(&self.store), self.key(hash), path.to_owned());
        apart(async move {
            let size = match store.head(&key).await {
                Ok(found) => found.size,
                Err(object_store::Error::NotFound { .. }) => return Err(io::ErrorKind::NotFound.into()),
                Err(error) => return Err(away(error)),
            };
            let mut file = tokio::fs::File::create_new(&path).await?;
            let mut begin = 0;
            while begin < size {
                let end = size.min(begin + PART as u64);
                let bytes = store.get_range(&key, begin..end).await.map_err(away)?;
                file.write_all(&bytes).await?;
                begin = end;
            }
            file.sync_all().await
        })
    }
}

/// The client of the store asks for the cryptography of the process, once chosen for all.
fn choose_cryptography() {
    // Chosen already: it is the same everywhere in this program.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

fn away(error: object_store::Error) -> io::Error {
    io::Error::new(io::ErrorKind::NotConnected, error)
}

/// Waits for the work on a thread of its own: callers may be inside a runtime or not.
fn apart<F>(work: F) -> io::Result<()>
where
    F: Future<Output = io::Result<()>> + Send + 'static,
{
    let thread = std::thread::spawn(move || {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?
            .block_on(work)
    });
    thread
        .join()
        .unwrap_or_else(|_| Err(io::Error::other("the thread of the store of files ended")))
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;
    use crate::shell::files::FileStore;

    /// A store in memory: the real protocol is tried against a server, see docs/guide.
    fn store() -> Remote {
        Remote::over(Arc::new(object_store::memory::InMemory::new()), "pole/files")
    }

    #[test]
    fn a_file_comes_back_from_the_store_when_its_copy_at_hand_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let remote = store();
        let files = FileStore::open(folder.path()).unwrap().beside(Some(remote.clone()));
        // Smaller than a part, exactly one, and several with a rest.
        for size in [0, 10, PART, 2 * PART + 5] {
            let bytes: Vec<u8> = (0..=250).cycle().take(size).collect();
            let kept = files.keep(&bytes[..], u64::MAX).unwrap();
            std::fs::remove_file(folder.path().join(&kept.hash)).unwrap();
            let mut back = Vec::new();
            files.open_kept(&kept.hash).unwrap().read_to_end(&mut back).unwrap();
            assert!(back == bytes, "{size}");
        }
    }

    #[test]
    fn a_file_that_nobody_kept_is_not_found_and_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let files = FileStore::open(folder.path()).unwrap().beside(Some(store()));
        let error = files.open_kept(&"0".repeat(64)).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_store_that_does_not_answer_keeps_nothing_and_says_so() {
        choose_cryptography();
        let silent = AmazonS3Builder::new()
            .with_bucket_name("pole")
            .with_region("nowhere")
            .with_endpoint("http://127.0.0.1:9")
            .with_allow_http(true)
            .with_access_key_id("key")
            .with_secret_access_key("secret")
            .with_retry(object_store::RetryConfig {
                max_retries: 0,
                ..object_store::RetryConfig::default()
            })
            .build()
            .unwrap();
        let folder = tempfile::tempdir().unwrap();
        let files = FileStore::open(folder.path())
            .unwrap()
            .beside(Some(Remote::over(Arc::new(silent), "")));
        let error = files.keep(&b"uai"[..], 100).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::NotConnected);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn an_address_that_is_no_store_is_refused_at_the_start() {
        assert!(Remote::of(None).unwrap().is_none());
        assert!(Remote::of(Some("ftp://pole")).is_err());
    }
}
