//! What a box is called on its network: its own name, its addresses, and what the office's file adds.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Most names in a certificate: a box with more addresses has virtual machines, and nobody types those.
const NAMES_MAX: usize = 64;

/// Returns every name and address under which pages of this box may be opened, in order.
pub(super) fn of_box(more: &[String]) -> Vec<String> {
    let mut names: BTreeSet<String> = more.iter().map(|name| name.to_lowercase()).collect();
    names.extend(["localhost", "127.0.0.1", "::1"].map(str::to_owned));
    if let Some(host) = host() {
        if !host.contains('.') {
            // Multicast DNS, RFC 6762: what machines without a name server call it.
            names.insert(format!("{host}.local"));
        }
        names.insert(host);
    }
    names.extend(addresses().map(|address| address.to_string()));
    names.into_iter().take(NAMES_MAX).collect()
}

/// The box's own name, where it is one a certificate can hold.
fn host() -> Option<String> {
    let host = nix::unistd::gethostname().ok()?.into_string().ok()?.to_lowercase();
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    (!host.is_empty() && host.len() <= 253 && host.chars().all(fits)).then_some(host)
}

/// The addresses others reach it at. Read from the kernel's tables, as the unit allows no netlink socket, which is how
/// `getifaddrs` asks. Link-local ones of IPv6 need a scope, which no certificate has.
fn addresses() -> impl Iterator<Item = IpAddr> {
    let read = |name: &str| std::fs::read_to_string(format!("/proc/self/net/{name}")).unwrap_or_default();
    let v4 = local_v4(&read("fib_trie")).into_iter().map(IpAddr::V4);
    let v6 = local_v6(&read("if_inet6")).into_iter().filter(|v6| v6.segments()[0] & 0xffc0 != 0xfe80);
    v4.chain(v6.map(IpAddr::V6))
}

/// The machine's own addresses in `/proc/net/fib_trie`: "|-- 192.168.1.10", then "/32 host LOCAL".
fn local_v4(table: &str) -> BTreeSet<Ipv4Addr> {
    let lines: Vec<&str> = table.lines().map(str::trim).collect();
    let own = |pair: &[&str]| {
        let address = pair[0].strip_prefix("|-- ")?;
        pair[1].starts_with("/32 host LOCAL").then(|| address.parse().ok())?
    };
    lines.windows(2).filter_map(own).collect()
}

/// The addresses in `/proc/net/if_inet6`: 32 hexadecimal digits, then what does not matter here.
fn local_v6(table: &str) -> Vec<Ipv6Addr> {
    let digits = |line: &str| u128::from_str_radix(line.split_whitespace().next()?, 16).ok();
    table.lines().filter_map(digits).map(Ipv6Addr::from_bits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_is_called_by_its_addresses_and_by_what_the_file_adds() {
        let names = of_box(&["Nouba.Sale.example".to_owned()]);
        for expected in ["localhost", "127.0.0.1", "::1", "nouba.sale.example"] {
            assert!(names.iter().any(|n| n == expected), "{expected}: {names:?}");
        }
        assert!(names.is_sorted() && names.len() <= NAMES_MAX);
        assert!(names.iter().all(|n| !n.starts_with("fe80")), "{names:?}");
    }

    #[test]
    fn addresses_are_read_as_the_kernel_writes_them() {
        let trie = "     +-- 192.168.1.0/24 2 0 2\n        |-- 192.168.1.0\n           /24 link UNICAST\n        \
                    |-- 192.168.1.10\n           /32 host LOCAL\n        |-- 192.168.1.255\n           /32 link BROADCAST\n";
        assert_eq!(local_v4(trie), BTreeSet::from([Ipv4Addr::new(192, 168, 1, 10)]));
        let inet6 = "fd000000000000000000000000000002 04 40 00 82     eth0\n";
        assert_eq!(local_v6(inet6), ["fd00::2".parse::<Ipv6Addr>().unwrap()]);
        let first = |table: &str| std::fs::read_to_string(format!("/proc/self/net/{table}")).unwrap();
        assert!(local_v4(&first("fib_trie")).contains(&Ipv4Addr::LOCALHOST), "this machine's own table");
    }
}
