//! Argon2id, on a blocking thread: one hash costs tens of milliseconds and 19 MiB.

use crate::error::{Error, Result};
use argon2::Argon2;
use argon2::password_hash::rand_core::OsRng;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};

/// # Errors
/// `fault` when the machine gives no randomness.
pub async fn hash(password: String) -> Result<String> {
    blocking(move || {
        let salt = SaltString::generate(&mut OsRng);
        let hash = Argon2::default()
            .hash_password(password.as_bytes(), &salt)
            .map_err(Error::fault)?;
        Ok(hash.to_string())
    })
    .await
}

/// Whether `password` is the one. Without a stored hash (an unknown login) it does the same work and says no, so
/// that the time taken tells nothing.
///
/// # Errors
/// `fault` when the stored hash cannot be read.
pub async fn verify(password: String, stored: Option<String>) -> Result<bool> {
    blocking(move || {
        let known = stored.is_some();
        let text = stored.unwrap_or_else(|| NOBODY.to_owned());
        let hash = PasswordHash::new(&text).map_err(Error::fault)?;
        Ok(Argon2::default()
            .verify_password(password.as_bytes(), &hash)
            .is_ok()
            && known)
    })
    .await
}

/// A hash of nothing anybody knows, with the parameters of [`hash`].
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$gZiV/M1gPc22ElAH/Jh1Hw$CWOrkoo7oJBQ/iyh7uJ0LO2aLEfrHwTWllSAxT0zRno";

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Error::fault)?
}

/// 256 random bits as text: session tokens.
#[must_use]
pub fn token() -> String {
    use argon2::password_hash::rand_core::RngCore;
    let mut bytes = [0_u8; 32];
    OsRng.fill_bytes(&mut bytes);
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
