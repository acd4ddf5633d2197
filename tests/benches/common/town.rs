//! A portal that serves, on a PostgreSQL of its own.

use std::net::SocketAddr;

use portal::mqtt::Broker;
use portal::temporary::Postgres;
use sqlx::postgres::PgPool;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// A running portal.
pub struct Portal {
    /// Its database.
    pub postgres: Postgres,
    /// The portal's connections to it.
    pub pool: PgPool,
    /// Where it listens.
    pub address: SocketAddr,
    stop: CancellationToken,
    serving: JoinHandle<std::io::Result<()>>,
}

impl Portal {
    /// Starts both.
    ///
    /// # Errors
    /// PostgreSQL cannot be started, or no port is free.
    pub async fn start() -> anyhow::Result<Self> {
        let postgres = Postgres::start(&[]).await?;
        let pool = portal::store::open(&postgres.url()).await?;
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let stop = CancellationToken::new();
        let serving =
            tokio::spawn(portal::cli::run_on(listener, pool.clone(), Broker::default(), stop.clone()));
        Ok(Self { postgres, pool, address, stop, serving })
    }

    /// Stops the portal, then its database.
    ///
    /// # Errors
    /// The portal failed.
    pub async fn stop(self) -> anyhow::Result<()> {
        self.stop.cancel();
        Ok(self.serving.await??)
    }
}
