//! People let in. The name of an account is no secret, so a browser in which it was signed in before has a count of wrong
//! passwords of its own (OWASP, "device cookies"): strangers who use theirs up keep strangers out, and not its owner.

use queue::time::{SECOND_MS, Timestamp};
use sqlx::Row;

use super::secret::{self, Hashed};
use super::{Access, Denied, Entry, KNOWN_MAX, KNOWN_MS, SESSION_MS, TRIES_MAX, fixed};
use crate::store::{StoreError, failed};

/// Wrong passwords after which each further one must wait.
const FREE_TRIES: i32 = 5;
/// The first wait; it doubles with each further wrong password.
const FIRST_WAIT_MS: i64 = 15 * SECOND_MS;

/// Counts a try before it is known to be wrong: tries at the same time must not all be the first. One table has a row of
/// the account's own for strangers, the other one for each browser.
macro_rules! counted {
    ($row:literal, $from:literal) => {
        concat!(
            "update ",
            $row,
            " as t set failures = t.failures + 1, wait_until_ms = case when t.failures + 1 < $3 then null ",
            "else $2 + ($4 << least(t.failures + 1 - $3, 10)) end ",
            $from,
            " and t.account = $1 and t.failures < $5 and ",
            "(t.wait_until_ms is null or t.wait_until_ms <= $2 or t.wait_until_ms > $2 + ($4 << 10)) ",
            "returning a.salt, a.hash, a.disabled"
        )
    };
}
const COUNT_STRANGER: &str = counted!("account", "from account as a where a.account = t.account");
const COUNT_KNOWN: &str = counted!("known", "from account as a where a.account = t.account and t.seal = $6");

impl Access {
    /// Lets a person in. `known` is what their browser was given the last time.
    ///
    /// # Errors
    /// [`Denied`]; an unknown account and a wrong password take the same time and get the same answer.
    pub async fn sign_in(
        &self,
        (account, password): (&str, &str),
        known: Option<&str>,
        now: Timestamp,
    ) -> Result<Entry, Denied> {
        let seal = match known {
            Some(known) => self.known(account, secret::seal(known), now).await?,
            None => None,
        };
        if seal.is_none() {
            self.count_try(now)?;
        }
        let query = sqlx::query(if seal.is_some() { COUNT_KNOWN } else { COUNT_STRANGER });
        let query = query.bind(account).bind(now.0).bind(FREE_TRIES).bind(FIRST_WAIT_MS).bind(TRIES_MAX);
        let query = match seal {
            Some(seal) => query.bind(seal.to_vec()),
            None => query,
        };
        let found = query.fetch_optional(&self.0.pool).await.map_err(failed("sign in"))?;
        let Some(row) = found else { return Err(self.refused(account, password, (seal, now)).await?) };
        let kept = Hashed { salt: fixed(row.get(0)), hash: fixed(row.get(1)) };
        if !self.0.hasher.fits(password, &kept).await || row.get(2) {
            tracing::warn!(account.id = account, "a sign-in failed");
            return Err(Denied::Wrong);
        }
        self.begin(account, known.filter(|_| seal.is_some()), now).await
    }

    /// Returns a browser's secret as it is kept, if the account was signed in there before.
    async fn known(
        &self,
        account: &str,
        seal: [u8; 32],
        now: Timestamp,
    ) -> Result<Option<[u8; 32]>, StoreError> {
        let query = "select 1 from known where account = $1 and seal = $2 and last_ms > $3";
        let query = sqlx::query(query).bind(account).bind(seal.to_vec()).bind(now.0 - KNOWN_MS);
        let row = query.fetch_optional(&self.0.pool).await.map_err(failed("sign in"))?;
        Ok(row.map(|_| seal))
    }

    /// Returns why an account was not even tried.
    async fn refused(
        &self,
        account: &str,
        password: &str,
        (seal, now): (Option<[u8; 32]>, Timestamp),
    ) -> Result<Denied, StoreError> {
        let query = match seal {
            Some(_) => "select failures, wait_until_ms from known where account = $1 and seal = $2",
            None => "select failures, wait_until_ms from account where account = $1 and $2::bytea is null",
        };
        let query = sqlx::query(query).bind(account).bind(seal.map(|seal| seal.to_vec()));
        let row = query.fetch_optional(&self.0.pool).await.map_err(failed("sign in"))?;
        self.0.hasher.waste(password).await;
        Ok(match row {
            None => Denied::Wrong,
            Some(row) if row.get::<i32, _>(0) >= TRIES_MAX => Denied::Locked,
            Some(row) => {
                let until: Option<i64> = row.get(1);
                Denied::Wait(until.map_or(0, |until| (until - now.0).max(0) / SECOND_MS + 1))
            }
        })
    }

    /// Begins a session, and forgets the wrong passwords of where it was begun.
    pub(super) async fn begin(
        &self,
        account: &str,
        known: Option<&str>,
        now: Timestamp,
    ) -> Result<Entry, Denied> {
        let failed = failed("begin a session");
        let session = secret::token();
        let mut tx = self.0.pool.begin().await.map_err(&failed)?;
        if known.is_none() {
            let reset = "update account set failures = 0, wait_until_ms = null where account = $1";
            sqlx::query(reset).bind(account).execute(&mut *tx).await.map_err(&failed)?;
        }
        let known = known.map_or_else(secret::token, str::to_owned);
        let query = "insert into known (account, seal, last_ms) values ($1, $2, $3) on conflict (account, seal) \
                     do update set last_ms = $3, failures = 0, wait_until_ms = null";
        let query = sqlx::query(query).bind(account).bind(secret::seal(&known).to_vec()).bind(now.0);
        query.execute(&mut *tx).await.map_err(&failed)?;
        let query = "delete from known where account = $1 and (last_ms < $2 or seal not in \
                     (select seal from known where account = $1 order by last_ms desc, seal limit $3))";
        let query = sqlx::query(query).bind(account).bind(now.0 - KNOWN_MS).bind(KNOWN_MAX);
        query.execute(&mut *tx).await.map_err(&failed)?;
        let over = sqlx::query("delete from session where since_ms < $1").bind(now.0 - SESSION_MS);
        over.execute(&mut *tx).await.map_err(&failed)?;
        let query = "insert into session (seal, account, since_ms, used_ms) values ($1, $2, $3, $3)";
        let query = sqlx::query(query).bind(secret::seal(&session).to_vec()).bind(account).bind(now.0);
        query.execute(&mut *tx).await.map_err(&failed)?;
        tx.commit().await.map_err(&failed)?;
        tracing::info!(account.id = account, "signed in");
        Ok(Entry { session, known })
    }
}
