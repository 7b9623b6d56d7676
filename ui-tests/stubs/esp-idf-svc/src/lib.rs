//! Stand-in for esp-idf-svc 0.53, which builds only for ESP-IDF targets: the names, paths and signatures that the
//! fixtures use, without the insides.

pub mod mqtt {
    //! `esp_idf_svc::mqtt`.
    pub mod client;
}

pub mod sys {
    //! `esp_idf_svc::sys`.

    /// An ESP-IDF error code.
    #[derive(Copy, Clone, Debug, PartialEq, Eq)]
    pub struct EspError(pub i32);

    impl std::fmt::Display for EspError {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "ESP error {}", self.0)
        }
    }

    impl std::error::Error for EspError {}
}
