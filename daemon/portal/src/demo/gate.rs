//! The network between an office and the portal, that can be cut and healed.

use std::net::SocketAddr;

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio_util::task::AbortOnDropHandle;

/// A way to the portal; gone when it is dropped.
pub(super) struct Gate {
    pub address: SocketAddr,
    open: watch::Sender<bool>,
    _task: AbortOnDropHandle<()>,
}

impl Gate {
    /// Opens a way.
    pub async fn open(to: SocketAddr) -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let open = watch::Sender::new(true);
        let task = tokio::spawn(run(listener, to, open.subscribe()));
        Ok(Self { address, open, _task: AbortOnDropHandle::new(task) })
    }

    /// Breaks what is under way, and lets nothing through from now on.
    pub fn cut(&self) {
        self.open.send_replace(false);
    }

    /// Lets everything through again.
    pub fn heal(&self) {
        self.open.send_replace(true);
    }
}

async fn run(listener: TcpListener, to: SocketAddr, open: watch::Receiver<bool>) {
    while let Ok((mut office, _)) = listener.accept().await {
        let mut open = open.clone();
        tokio::spawn(async move {
            if !*open.borrow_and_update() {
                return;
            }
            let Ok(mut portal) = TcpStream::connect(to).await else { return };
            tokio::select! {
                _ = tokio::io::copy_bidirectional(&mut office, &mut portal) => (),
                _ = open.wait_for(|open| !open) => (),
            }
        });
    }
}
