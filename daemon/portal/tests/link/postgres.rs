//! A PostgreSQL server of a test's own, gone with the test.

use std::process::Command;

use portal::temporary::{FORGETFUL, Postgres as Server};

pub struct Postgres(Server);

impl Postgres {
    /// Starts one that forgets everything at a power cut, as a test's own may.
    pub async fn start() -> Self {
        Self::with(&FORGETFUL).await
    }

    pub async fn with(settings: &[&str]) -> Self {
        let server = Self(Server::start(settings).await.unwrap());
        // The portal's schema is there before the first of its commands.
        portal::store::open(&server.url()).await.unwrap().close().await;
        server
    }

    /// Breaks every connection off, as a crash does; [`Postgres::again`] starts it anew.
    pub fn crash(&mut self) {
        self.0.crash();
    }

    pub async fn again(&mut self) {
        self.0.again().await.unwrap();
    }

    /// Ends it in order and keeps a copy of its files: a backup.
    pub fn save(&mut self) {
        self.0.stop();
        self.copy("data", "saved");
    }

    /// Ends it and puts the copy in the place of its files: it comes back as it was then.
    pub fn set_back(&mut self) {
        self.0.crash();
        std::fs::remove_dir_all(self.0.dir().join("data")).unwrap();
        self.copy("saved", "data");
    }

    fn copy(&self, from: &str, to: &str) {
        let (from, to) = (self.0.dir().join(from), self.0.dir().join(to));
        assert!(Command::new("cp").arg("-a").arg(from).arg(to).status().unwrap().success());
    }

    /// The address as `portal --database` takes it.
    pub fn url(&self) -> String {
        self.0.url()
    }

    pub async fn pool(&self) -> sqlx::PgPool {
        sqlx::postgres::PgPoolOptions::new().max_connections(4).connect(&self.url()).await.unwrap()
    }
}
