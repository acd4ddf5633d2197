//! What systemd, dpkg and journald make of the files in `systemd/`: real tools, on copies or in a root of their own.
#![allow(clippy::print_stdout, reason = "a figure, or why there is none")]

use std::collections::BTreeSet;
use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use tests::office::{daemon, portal};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_owned()
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn run(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    assert!(output.status.success(), "{command:?}: {}", text(&output));
    text(&output)
}

/// Every file under a directory whose name ends so.
fn files(dir: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).expect("a directory") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path, endings));
        } else if path.extension().is_some_and(|e| endings.iter().any(|ending| e == *ending)) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn units() -> Vec<PathBuf> {
    files(&root().join("systemd"), &["service", "timer"])
}

#[test]
fn daemon_and_portal_are_exposed_no_more_than_1_2_and_one_without_its_hardening_is() {
    let score = |unit: &Path| {
        let mut analyze = Command::new("systemd-analyze");
        analyze.args(["security", "--offline=true", "--threshold=12"]).arg(unit);
        analyze.output().expect("systemd-analyze (package systemd) is installed")
    };
    let dir = tempfile::tempdir().expect("a directory");
    for name in ["noubad.service", "portal/nouba-portal.service"] {
        let unit = root().join("systemd").join(name);
        let output = score(&unit);
        println!("{}", text(&output).lines().last().unwrap_or_default());
        assert!(output.status.success(), "{}", text(&output));

        // The control.
        let bare = dir.path().join(unit.file_name().expect("a name"));
        let lines = std::fs::read_to_string(&unit).expect("the unit");
        let left_out = ["PrivateUsers", "IPAddressDeny", "ProtectSystem"];
        let kept = lines.lines().filter(|line| !left_out.iter().any(|name| line.starts_with(name)));
        std::fs::write(&bare, kept.collect::<Vec<_>>().join("\n")).expect("a copy");
        assert!(!score(&bare).status.success(), "{}", text(&score(&bare)));
    }
}

#[test]
fn serial_lines_and_usb_printers_stay_usable() {
    let unit = std::fs::read_to_string(root().join("systemd/noubad.service")).expect("the unit");
    for line in ["char-ttyUSB rw", "char-ttyACM rw", "char-ttyS rw", "char-usb_printer rw"]
        .map(|d| format!("DeviceAllow={d}"))
    {
        assert!(unit.lines().any(|l| l == line), "{line}");
    }
    assert!(unit.contains("SupplementaryGroups=dialout lp") && !unit.contains("PrivateDevices"));
    assert!(unit.contains("Restart=always\nRestartSec=1\n"), "back in under two seconds");
}

#[test]
fn every_unit_is_one_that_systemd_takes() {
    let dir = tempfile::tempdir().expect("a directory");
    let mut copies = Vec::new();
    for unit in units() {
        // What a unit starts is not installed here.
        let text = std::fs::read_to_string(&unit).expect("a unit");
        let stub = |line: &str| match line.strip_prefix("ExecStart=") {
            Some(_) => "ExecStart=/bin/true".to_owned(),
            None => line.to_owned(),
        };
        let name = unit.file_name().expect("a name").to_string_lossy().replace('@', "@test");
        let copy = dir.path().join(name);
        std::fs::write(&copy, text.lines().map(stub).collect::<Vec<_>>().join("\n") + "\n").expect("a copy");
        copies.push(copy);
    }
    assert!(copies.len() >= 8, "{copies:?}");
    let output = Command::new("systemd-analyze").args(["verify", "--man=no"]).args(&copies).output();
    let output = output.expect("systemd-analyze runs");
    let ours = |line: &&str| line.contains("noubad") || line.contains("nouba-") || line.contains("firmware-");
    let said = text(&output);
    let complaints: Vec<&str> = said.lines().filter(ours).collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn every_operational_message_has_its_entry_in_the_catalogue_in_two_languages() {
    let source = std::fs::read_to_string(root().join("daemon/src/messages.rs")).expect("the identifiers");
    let ids: BTreeSet<&str> = source.split('"').skip(1).step_by(2).filter(|s| s.len() == 32).collect();
    assert!(ids.len() >= 12, "{ids:?}");
    for name in ["nouba.catalog", "nouba.fr.catalog"] {
        let dir = tempfile::tempdir().expect("a directory");
        let place = dir.path().join("usr/lib/systemd/catalog");
        std::fs::create_dir_all(&place).expect("a directory");
        std::fs::create_dir_all(dir.path().join("var/lib/systemd/catalog")).expect("a directory");
        std::fs::copy(root().join("systemd").join(name), place.join("nouba.catalog")).expect("a copy");
        let journalctl = |option: &str| {
            run(Command::new("journalctl").arg(format!("--root={}", dir.path().display())).arg(option))
        };
        let complaints = journalctl("--update-catalog");
        assert!(complaints.is_empty(), "{name}: {complaints}");
        let listed = journalctl("--list-catalog");
        let listed: BTreeSet<&str> = listed.lines().filter_map(|l| l.split(' ').next()).collect();
        assert_eq!(listed, ids, "{name}");
    }
    // Each is used where it happens.
    let sources = files(&root().join("daemon/src"), &["rs"]);
    let daemon: String = sources.iter().map(|f| std::fs::read_to_string(f).expect("a source file")).collect();
    for name in source.lines().filter_map(|l| l.strip_prefix("pub const ")?.split(':').next()) {
        assert!(daemon.contains(&format!("messages::{name}")), "{name} is never sent");
    }
}

/// A socket as systemd gives one to a service.
struct Notified {
    socket: UnixDatagram,
    path: PathBuf,
}

impl Notified {
    fn new(dir: &Path) -> Self {
        let path = dir.join("notify");
        let socket = UnixDatagram::bind(&path).expect("a socket");
        socket.set_read_timeout(Some(Duration::from_millis(200))).expect("a limit");
        Self { socket, path }
    }

    /// Waits for a message with this line.
    fn says(&self, line: &str, within: Duration) -> bool {
        let until = Instant::now() + within;
        let mut buffer = [0; 4096];
        while Instant::now() < until {
            if let Ok(n) = self.socket.recv(&mut buffer)
                && String::from_utf8_lossy(&buffer[..n]).lines().any(|l| l == line)
            {
                return true;
            }
        }
        false
    }

    fn drain(&self) {
        while self.socket.recv(&mut [0; 4096]).is_ok() {}
    }
}

fn office_toml() -> &'static str {
    r#"
[office]
id = "test-office"
names = { ar = "مكتب الحالة المدنية", fr = "Bureau d'état civil" }
zone = "Etc/UTC"
locales = ["ar", "fr"]
[http]
open = true
[calendar.hours]
monday = ["00:00-24:00"]
tuesday = ["00:00-24:00"]
wednesday = ["00:00-24:00"]
thursday = ["00:00-24:00"]
friday = ["00:00-24:00"]
saturday = ["00:00-24:00"]
sunday = ["00:00-24:00"]
[[service]]
id = "birth"
letter = "A"
names = { ar = "الولادة", fr = "Naissance" }
[[counter]]
id = "c1"
label = "1"
services = ["birth"]
"#
}

#[test]
fn systemd_hears_when_the_daemon_is_ready_alive_and_stopped_and_nothing_when_it_is_stuck() {
    let dir = tempfile::tempdir().expect("a directory");
    let config = dir.path().join("office.toml");
    std::fs::write(&config, office_toml()).expect("a file");
    let notified = Notified::new(dir.path());
    let mut process = Command::new(daemon())
        .args(["serve", "--listen", "127.0.0.1:0", "--config"])
        .arg(&config)
        .arg("--data")
        .arg(dir.path().join("data"))
        .env("NOTIFY_SOCKET", &notified.path)
        .env("WATCHDOG_USEC", "2000000")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the daemon starts");
    let signal = |name: &str| run(Command::new("kill").args([name, &process.id().to_string()]));
    let long = Duration::from_secs(60);
    assert!(notified.says("READY=1", long), "it is ready");
    assert!(notified.says("WATCHDOG=1", long) && notified.says("WATCHDOG=1", long), "it is alive");
    // Stopped as a whole, it says nothing: systemd ends and restarts it.
    signal("-STOP");
    std::thread::sleep(Duration::from_millis(200));
    notified.drain();
    assert!(!notified.says("WATCHDOG=1", Duration::from_secs(3)), "a stopped daemon is silent");
    signal("-CONT");
    assert!(notified.says("WATCHDOG=1", long), "it goes on");
    signal("-TERM");
    assert!(notified.says("STOPPING=1", long));
    assert!(process.wait().expect("it ends").success());
}

#[test]
fn a_screen_waits_for_its_page_shows_it_and_tells_systemd_as_long_as_it_does() {
    let dir = tempfile::tempdir().expect("a directory");
    let notified = Notified::new(dir.path());
    let free =
        || std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address");
    let (page, tools) = (free(), free());
    let url = format!("http://{page}/board");
    let flags = "--headless --no-sandbox --disable-gpu --disable-quic --ozone-platform=headless";
    let mut screen = Command::new(root().join("systemd/screen/nouba-screen"))
        .args(["run", "board"])
        .env("NOUBA_URL", &url)
        .env("NOUBA_PORT", tools.port().to_string())
        .env("NOUBA_SHELL", "")
        .env("NOUBA_FLAGS", flags)
        .env("RUNTIME_DIRECTORY", dir.path())
        .env("NOTIFY_SOCKET", &notified.path)
        .env("WATCHDOG_USEC", "4000000")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the screen starts");
    let long = Duration::from_secs(60);
    let shows = |what: &str| {
        let until = Instant::now() + long;
        loop {
            let list = Command::new("curl").args(["-s", &format!("http://{tools}/json/list")]).output();
            if text(&list.expect("curl runs")).contains(what) {
                return true;
            }
            if Instant::now() > until {
                return false;
            }
            std::thread::sleep(Duration::from_millis(300));
        }
    };
    // Nobody answers yet: the picture of waiting is there, and that is well.
    assert!(shows("nouba-waiting"), "it shows that it waits");
    assert!(notified.says("WATCHDOG=1", long), "waiting is no reason for a restart");
    let config = dir.path().join("office.toml");
    std::fs::write(&config, office_toml()).expect("a file");
    let mut office = Command::new(daemon())
        .args(["serve", "--listen", &page.to_string(), "--config"])
        .arg(&config)
        .arg("--data")
        .arg(dir.path().join("data"))
        .env_remove("NOTIFY_SOCKET")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the daemon starts");
    assert!(shows(&format!("\"url\": \"{url}")), "it goes to the page by itself");
    notified.drain();
    assert!(notified.says("WATCHDOG=1", long), "the page is there");
    // The office goes away: the page stays and says so itself.
    office.kill().expect("it can be killed");
    office.wait().expect("it is gone");
    notified.drain();
    assert!(notified.says("WATCHDOG=1", long), "a page that was loaded outlives its office");
    run(Command::new("kill").args(["-TERM", &screen.id().to_string()]));
    screen.wait().expect("it ends");
}

/// Puts a program into a directory.
fn program(dir: &Path, name: &str, script: &str) {
    use std::os::unix::fs::PermissionsExt;
    let path = dir.join(name);
    std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("a program");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("it can be run");
}

#[test]
fn a_screen_goes_off_and_on_by_cec_and_without_it_with_its_unit() {
    let dir = tempfile::tempdir().expect("a directory");
    let said = dir.path().join("said");
    let hours = |what: &str| {
        let path = format!("{}:/usr/bin:/bin", dir.path().display());
        let mut screen = Command::new(root().join("systemd/screen/nouba-screen"));
        run(screen.args(["hours", what]).env("PATH", path).env("SAID", &said));
        let done = std::fs::read_to_string(&said).unwrap_or_default();
        std::fs::write(&said, "").expect("a file");
        done
    };
    let list = "list-unit-files) echo 'nouba-screen@board.service enabled enabled' ;;";
    program(dir.path(), "systemctl", &format!("case $1 in {list} *) echo \"$@\" >> \"$SAID\" ;; esac"));
    program(dir.path(), "cec-client", "cat >> \"$SAID\"");
    assert_eq!((hours("off"), hours("on")), ("standby 0\n".to_owned(), "on 0\n".to_owned()));
    // A screen that takes no orders: no picture switches it off, a picture on.
    program(dir.path(), "cec-client", "exit 1");
    let unit = |verb: &str| format!("{verb} --no-block nouba-screen@board.service\n");
    assert_eq!((hours("off"), hours("on")), (unit("stop"), unit("start")));
}

/// Where a system of its own can be had: as root, over the files of this one, none of which is changed.
fn in_a_root_of_its_own(script: &str, packages: &Path) -> Option<String> {
    let uid = run(Command::new("id").arg("-u"));
    if uid.trim() != "0" {
        println!("SKIPPED: needs root for a mount of its own (this is user {})", uid.trim());
        return None;
    }
    let outer = r#"
set -e
mount -t tmpfs none "$WORK" && mkdir "$WORK/upper" "$WORK/work" "$WORK/root"
mount -t overlay overlay -o lowerdir=/,upperdir="$WORK/upper",workdir="$WORK/work" "$WORK/root"
mount --rbind /proc "$WORK/root/proc" && mount --rbind /dev "$WORK/root/dev"
mkdir -p "$WORK/root/packages" && mount --bind "$PACKAGES" "$WORK/root/packages"
exec chroot "$WORK/root" /bin/bash -euo pipefail -c "$SCRIPT"
"#;
    let work = tempfile::tempdir().expect("a directory");
    let output = Command::new("unshare")
        .args(["--mount", "--", "bash", "-c", outer])
        .env("WORK", work.path())
        .env("PACKAGES", packages)
        .env("SCRIPT", script)
        .output()
        .expect("unshare runs");
    assert!(output.status.success(), "{}", text(&output));
    Some(text(&output))
}

fn build(builder: &str, program: &Path, version: &str, into: &Path) {
    build_as("022", builder, program, version, into);
}

/// Builds a package as a user with this mask.
fn build_as(umask: &str, builder: &str, program: &Path, version: &str, into: &Path) {
    let mut build = Command::new("sh");
    build.args(["-c", &format!("umask {umask} && exec \"$0\" \"$@\"")]);
    build.arg(root().join("systemd").join(builder)).arg(program).arg(into).arg(version);
    run(build.env("NOUBA_DEB_COMPRESSION", "none"));
}

fn package(version: &str, into: &Path) {
    build("deb/build", daemon(), version, into);
    let from = std::fs::read_dir(into).expect("a directory").map(|e| e.expect("an entry").path());
    let built = from.into_iter().find(|p| p.to_string_lossy().contains(&format!("_{version}_")));
    std::fs::rename(built.expect("a package"), into.join(format!("{version}.deb"))).expect("a name");
}

#[test]
fn the_package_installs_starts_upgrades_goes_back_and_leaves_nothing_but_the_journal() {
    let packages = tempfile::tempdir().expect("a directory");
    package("0.1.0", packages.path());
    package("0.2.0", packages.path());
    std::fs::write(packages.path().join("office.toml"), office_toml()).expect("a file");
    let script = r#"
export DEBIAN_FRONTEND=noninteractive
serve() {
  runuser -u noubad -- noubad serve --config /etc/nouba/office.toml --data /var/lib/nouba --listen 127.0.0.1:0 >/tmp/url 2>/tmp/log &
  for _ in $(seq 300); do [ -s /tmp/url ] && break; sleep 0.1; done
  url=$(head -n1 /tmp/url); [ -n "$url" ] || { cat /tmp/log; exit 1; }
  for _ in $(seq 300); do curl -sf "${url}api/v1/services" | grep -q '"open":true' && return; sleep 0.1; done
  cat /tmp/log; exit 1
}
issue() {
  curl -sf -X POST "${url}api/v1/tickets" -H 'content-type: application/json' -H "idempotency-key: $1" -d '{"service":"birth"}' \
    | grep -o '"number":"[^"]*"'
}
stop() { kill "$(pgrep -u noubad -x noubad)"; wait; : >/tmp/url; }

cp -a /var/lib/dpkg/info /tmp/info-before
dpkg -i /packages/0.1.0.deb
install -o root -g noubad -m 640 /packages/office.toml /etc/nouba/office.toml
echo "user $(id -un noubad) $(stat -c '%a %U' /var/lib/nouba) $(stat -c '%a %U:%G' /etc/nouba)"
id nouba-screen >/dev/null
runuser -u noubad -- noubad check-config /etc/nouba/office.toml
serve; echo "first $(issue a)"; stop
dpkg -i /packages/0.2.0.deb
serve; echo "upgraded $(issue a) $(issue b)"; stop
dpkg -i --force-downgrade /packages/0.1.0.deb 2>/dev/null
serve; echo "back $(issue b) $(issue c)"; stop
runuser -u noubad -- noubad verify --data /var/lib/nouba
dpkg -r noubad; [ ! -e /usr/bin/noubad ]
[ -e /var/lib/nouba/nouba.db ] && echo "removed, the journal stays"
dpkg -P noubad; rm -rf /etc/nouba
echo "left: $(find /usr /etc /var -xdev -name '*nouba*' -newer /tmp/info-before \
  | grep -v -e ^/var/lib/nouba -e ^/var/backups/nouba | sort | tr '\n' ' ')"
"#;
    let Some(said) = in_a_root_of_its_own(script, packages.path()) else { return };
    for line in [
        "user noubad 700 noubad 750 root:noubad",
        r#"first "number":"A001""#,
        r#"upgraded "number":"A001" "number":"A002""#,
        r#"back "number":"A002" "number":"A003""#,
        "removed, the journal stays",
    ] {
        assert!(said.lines().any(|l| l.trim() == line), "{line:?} is missing in\n{said}");
    }
    let left = said.lines().find(|l| l.starts_with("left:")).expect("what is left");
    assert_eq!(left.trim(), "left:", "the package leaves files behind");
}

#[test]
fn the_portals_package_and_its_guide_make_a_portal_on_debians_postgresql_without_a_password() {
    let packages = tempfile::tempdir().expect("a directory");
    build("deb/portal/build", portal(), "0.1.0", packages.path());
    // What systemd would do, and the commands of docs/portal.md as they stand there.
    let script = r#"
export DEBIAN_FRONTEND=noninteractive
cp -a /var/lib/dpkg/info /tmp/info-before
dpkg -i --force-depends /packages/nouba-portal_0.1.0_*.deb >/dev/null
bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n1)
mkdir -p /run/postgresql /tmp/pg && chown postgres: /run/postgresql /tmp/pg
as_postgres() { runuser -u postgres -- "$@"; }
as_portal() { runuser -u nouba-portal -- "$@"; }
cd /tmp
as_postgres "$bin/initdb" -A peer -E UTF8 --no-locale --no-sync -D /tmp/pg/data >/dev/null
as_postgres "$bin/pg_ctl" -s -w -D /tmp/pg/data -o "-k /run/postgresql -c listen_addresses= -c fsync=off" -l /tmp/pg/log start
trap 'as_postgres "$bin/pg_ctl" -s -m immediate -D /tmp/pg/data stop' EXIT
as_postgres createuser nouba-portal
as_postgres createdb -O nouba-portal nouba-portal
as_portal nouba-portal serve --listen 127.0.0.1:0 >/tmp/said 2>/tmp/log &
for _ in $(seq 300); do grep -q set-up /tmp/said && break; sleep 0.1; done
url=$(head -n1 /tmp/said); code=$(sed -n 's/.* with the code //p' /tmp/said); [ -n "$code" ] || { cat /tmp/log; exit 1; }
form() { curl -s -o /dev/null -w '%{http_code} %{redirect_url}' -H "origin: ${url%/}" "$@"; }
echo "set up: $(form --data-urlencode "code=$code" -d account=it -d password=four-plain-words "${url}set-up")"
as_portal nouba-portal office add sale-medina >/tmp/credential
as_portal nouba-portal office place sale-medina 34.0389 -6.8166 --address "Bab Mrissa, Salé"
password=$(as_portal nouba-portal account add wali)
echo "sign in: $(form -d account=wali --data-urlencode "password=$password" "${url}sign-in")"
for _ in $(seq 300); do curl -s "$url" >/tmp/page; grep -q Mrissa /tmp/page && break; sleep 0.1; done
echo "the page: $(grep -o 'Bab Mrissa, Salé' /tmp/page)"
echo "owns: $(stat -c '%a %U:%G' /etc/nouba-portal /etc/nouba-portal/* | tr '\n' ' ')"
kill "$(pgrep -u nouba-portal -x nouba-portal)"; wait
dpkg -P nouba-portal
echo "left: $(find /usr /etc /var -xdev -name '*nouba-portal*' -newer /tmp/info-before | sort | tr '\n' ' ')"
"#;
    let Some(said) = in_a_root_of_its_own(script, packages.path()) else { return };
    let offices = "303 http://127.0.0.1:";
    for line in [
        &format!("set up: {offices}"),
        &format!("sign in: {offices}"),
        "the page: Bab Mrissa, Salé",
        "owns: 750 root:nouba-portal 640 root:nouba-portal 600 root:root",
    ] {
        assert!(said.lines().any(|l| l.starts_with(line)), "{line:?} is missing in\n{said}");
    }
    let left = said.lines().find(|l| l.starts_with("left:")).expect("what is left");
    assert_eq!(left.trim(), "left:", "the package leaves files behind");
}

#[test]
fn the_same_sources_make_the_same_package_whoever_builds_it() {
    let (one, two) = (tempfile::tempdir().expect("a directory"), tempfile::tempdir().expect("a directory"));
    for builder in ["deb/build", "deb/portal/build"] {
        // Whatever program it is, small is quick.
        build_as("022", builder, Path::new("/bin/sh"), "0.1.0", one.path());
        build_as("077", builder, Path::new("/bin/sh"), "0.1.0", two.path());
    }
    let packages = files(one.path(), &["deb"]);
    assert_eq!(packages.len(), 2, "{packages:?}");
    for package in packages {
        let other = two.path().join(package.file_name().expect("a name"));
        let read = |path: &Path| std::fs::read(path).expect("a package");
        assert!(read(&package) == read(&other), "two builds of {} differ", package.display());
    }
}
