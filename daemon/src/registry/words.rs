//! The words of the technician's page that drivers choose: each stands in `config/locales` in every language, and no
//! driver can report another. What a library or a device said in its own words goes beside them, for logs and support.

use crate::printer::status;

/// Makes a list of words out of its variants, so that list and words cannot drift apart.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[allow(missing_docs, reason = "each is explained by its sentence in the catalogue")]
        pub enum $name { $($variant,)+ }

        impl $name {
            /// Every word.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// Returns the word as the interface, the journal and (with `-` for `_`) the catalogue have it.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }
    };
}

words! {
    /// Why a device is as it is: `cause-…` in the catalogue.
    Cause {
        PaperEnd = "paper_end",
        PaperNearEnd = "paper_near_end",
        CoverOpen = "cover_open",
        TicketNotTaken = "ticket_not_taken",
        CutterError = "cutter_error",
        Overheated = "overheated",
        MechanicalError = "mechanical_error",
        Unrecoverable = "unrecoverable",
        Offline = "offline",
        Silent = "silent",
        LinkLost = "link_lost",
        NotConfirmed = "not_confirmed",
        Busy = "busy",
        NotPermitted = "not_permitted",
        Restarted = "restarted",
        PlayerMissing = "player_missing",
        SoundCardRefuses = "sound_card_refuses",
        SoundCardStuck = "sound_card_stuck",
        VoicePack = "voice_pack",
        CameraAuthWanted = "camera_auth_wanted",
        CameraAuthRefused = "camera_auth_refused",
        CameraNoCredential = "camera_no_credential",
        CameraNotFound = "camera_not_found",
        CameraUnreachable = "camera_unreachable",
        CameraWrongAnswer = "camera_wrong_answer",
        CameraHung = "camera_hung",
        CameraBadCodec = "camera_bad_codec",
        CameraNoPicture = "camera_no_picture",
        CameraSamePicture = "camera_same_picture",
        LineMissing = "line_missing",
        LineBusy = "line_busy",
        LineLost = "line_lost",
        LineMisconfigured = "line_misconfigured",
        LineClosed = "line_closed",
        DeviceSilent = "device_silent",
        DeviceRestless = "device_restless",
        DeviceDamaged = "device_damaged",
        DeviceMisses = "device_misses",
        DeviceOther = "device_other",
        DeviceTwo = "device_two",
        DeviceVersion = "device_version",
        DeviceStranger = "device_stranger",
        DeviceStorm = "device_storm",
        DeviceStuck = "device_stuck",
        UnitFault = "unit_fault",
        BridgeSilent = "bridge_silent",
        BridgeLeft = "bridge_left",
        BridgeRestless = "bridge_restless",
        BridgeLine = "bridge_line",
        BridgeLost = "bridge_lost",
        TwoLinks = "two_links",
        BrokerLost = "broker_lost",
        ButtonUnplugged = "button_unplugged",
        ButtonRights = "button_rights",
        ButtonBusy = "button_busy",
        ButtonGpio = "button_gpio",
        ButtonOffline = "button_offline",
        ButtonQuiet = "button_quiet",
        BatteryLow = "battery_low",
        ClockBehind = "clock_behind",
        ClockLongPast = "clock_long_past",
        ClockLeapt = "clock_leapt",
        MessagesRefused = "messages_refused",
        MessagesFailed = "messages_failed",
        PortalUnreachable = "portal_unreachable",
        PortalCertificate = "portal_certificate",
        PortalCredential = "portal_credential",
        PortalCredentialOpen = "portal_credential_open",
        PortalAddress = "portal_address",
        PortalRefuses = "portal_refuses",
        PortalOther = "portal_other",
        PortalAgain = "portal_again",
        PortalAhead = "portal_ahead",
        PortalFork = "portal_fork",
        PortalEpoch = "portal_epoch",
        PortalBroken = "portal_broken",
        JournalUnread = "journal_unread",
    }
}

words! {
    /// What a person can do about it: `remedy-…` in the catalogue.
    Remedy {
        PaperEnd = "paper_end",
        PaperNearEnd = "paper_near_end",
        CoverOpen = "cover_open",
        TakeTicket = "take_ticket",
        CutterError = "cutter_error",
        Overheated = "overheated",
        MechanicalError = "mechanical_error",
        Unrecoverable = "unrecoverable",
        CheckPrinter = "check_printer",
        LookAtTicket = "look_at_ticket",
        Wait = "wait",
        LineMissing = "line_missing",
        LineBusy = "line_busy",
        LineLost = "line_lost",
        LineMisconfigured = "line_misconfigured",
        DeviceDegraded = "device_degraded",
        DeviceSupply = "device_supply",
        DeviceLost = "device_lost",
        DeviceIncompatible = "device_incompatible",
        DeviceConflict = "device_conflict",
        DeviceOther = "device_other",
        DeviceUnknown = "device_unknown",
        DeviceStuck = "device_stuck",
        DeviceQuarantined = "device_quarantined",
        DeviceQuiet = "device_quiet",
        DeviceBattery = "device_battery",
        DeviceTwoLinks = "device_two_links",
        ButtonUnplugged = "button_unplugged",
        ButtonRights = "button_rights",
        ButtonBusy = "button_busy",
        ButtonGpio = "button_gpio",
        ButtonOffline = "button_offline",
        Unverified = "unverified",
        BrokerLost = "broker_lost",
        BridgeLost = "bridge_lost",
        BridgeIncompatible = "bridge_incompatible",
        ClockSuspect = "clock_suspect",
        PlayerMissing = "player_missing",
        SoundCard = "sound_card",
        VoicePack = "voice_pack",
        CameraAuthWanted = "camera_auth_wanted",
        CameraAuthRefused = "camera_auth_refused",
        CameraNoCredential = "camera_no_credential",
        CameraNotFound = "camera_not_found",
        CameraUnreachable = "camera_unreachable",
        CameraWrongAnswer = "camera_wrong_answer",
        CameraHung = "camera_hung",
        CameraBadCodec = "camera_bad_codec",
        CameraNoPicture = "camera_no_picture",
        CameraSamePicture = "camera_same_picture",
        Messages = "messages",
        PortalCredential = "portal_credential",
        PortalCredentialOpen = "portal_credential_open",
        PortalAddress = "portal_address",
        PortalRefuses = "portal_refuses",
        PortalVersion = "portal_version",
        PortalCertificate = "portal_certificate",
        PortalRelease = "portal_release",
        PortalAdopt = "portal_adopt",
        JournalVerify = "journal_verify",
    }
}

impl From<status::Cause> for Cause {
    fn from(cause: status::Cause) -> Self {
        match cause {
            status::Cause::PaperEnd => Self::PaperEnd,
            status::Cause::PaperNearEnd => Self::PaperNearEnd,
            status::Cause::TicketNotTaken => Self::TicketNotTaken,
            status::Cause::CoverOpen => Self::CoverOpen,
            status::Cause::CutterError => Self::CutterError,
            status::Cause::Overheated => Self::Overheated,
            status::Cause::MechanicalError => Self::MechanicalError,
            status::Cause::Unrecoverable => Self::Unrecoverable,
            status::Cause::Offline => Self::Offline,
            status::Cause::Silent => Self::Silent,
            status::Cause::LinkLost => Self::LinkLost,
            status::Cause::NotConfirmed => Self::NotConfirmed,
            status::Cause::Busy => Self::Busy,
            status::Cause::NotPermitted => Self::NotPermitted,
            status::Cause::Restarted => Self::Restarted,
        }
    }
}

/// States of devices, as drivers report them: `state-…` in the catalogue.
pub const STATES: &[&str] = &[
    "starting",
    "ready",
    "degraded",
    "lost",
    "out_of_paper",
    "near_end",
    "cover_open",
    "ticket_not_taken",
    "cutter_error",
    "overheated",
    "mechanical_error",
    "unrecoverable",
    "offline",
    "blocked",
    "busy",
    "behind",
    "incompatible",
    "conflict",
    "unknown",
    "stuck",
    "quarantined",
    "unverified",
    "quiet",
    "missing",
    "misconfigured",
    "suspect",
    "auth_failed",
    "not_found",
    "unreachable",
    "hung",
    "bad_codec",
    "frozen",
];

/// Facts of devices: `detail-…` in the catalogue. The voice's are languages, which have names of their own.
pub const DETAILS: &[&str] = &[
    "acknowledged",
    "address",
    "battery_percent",
    "baud",
    "bridge",
    "broker",
    "card",
    "codec",
    "commands_expired",
    "connected",
    "connections",
    "events_incompatible",
    "events_lost",
    "events_of_another_device",
    "events_retained",
    "family",
    "firmware",
    "fps",
    "frames_damaged",
    "frames_dropped",
    "ignored_last",
    "input",
    "last_press",
    "line",
    "link",
    "message_bad",
    "messages_bad",
    "messages_dropped",
    "messages_expired",
    "messages_lost",
    "messages_of_strangers",
    "messages_oversize",
    "messages_refused",
    "model",
    "path",
    "payloads_ignored",
    "place",
    "presses_dropped",
    "presses_ignored",
    "presses_lost",
    "presses_repeated",
    "presses_retained",
    "presses_stale",
    "receipt",
    "refused",
    "retention_days",
    "sign_posted",
    "size",
    "software",
    "source",
    "still",
    "stranger",
    "subscriptions_refused",
    "tickets_left",
    "told",
    "topic",
    "topics_unknown",
    "uid",
    "unknown_device",
    "uptime_s",
    "url",
    "waiting",
];

/// What is noted of a device beside a name or a number of its own: `note-…` in the catalogue, with that as `$what`.
pub const NOTES: &[&str] = &["not_configured", "own_line", "too_long", "too_many", "unmapped", "unreadable"];

#[cfg(test)]
mod tests {
    use super::*;

    /// The keys of one family in a language's catalogue.
    fn keys(source: &str, family: &str) -> Vec<String> {
        let keys = source.lines().filter_map(|line| line.split_once(" = ").map(|(key, _)| key));
        let own = keys.filter_map(|key| key.strip_prefix(family)?.strip_prefix('-'));
        let mut own: Vec<String> = own.map(str::to_owned).collect();
        own.sort_unstable();
        own
    }

    fn check(family: &str, words: Vec<&str>) {
        let mut words: Vec<String> = words.into_iter().map(|word| word.replace('_', "-")).collect();
        words.sort_unstable();
        // Amazigh has no words of its own for these yet: pages say them in French and in Arabic.
        let sources = [
            ("ar", include_str!("../../../config/locales/ar.ftl")),
            ("fr", include_str!("../../../config/locales/fr.ftl")),
            ("en", include_str!("../../../config/locales/en.ftl")),
        ];
        for (locale, source) in sources {
            assert_eq!(keys(source, family), words, "{family}-… in {locale}.ftl");
        }
        for locale in display::words::locales() {
            for word in &words {
                let key = format!("{family}-{word}");
                let said = display::words::say(locale, &key, &[]);
                assert!(said.iter().all(|said| said.text != key && !said.text.is_empty()), "{locale}: {key}");
            }
        }
    }

    #[test]
    fn every_cause_and_remedy_has_words_and_every_word_is_somebodys() {
        check("cause", Cause::ALL.iter().map(|cause| cause.word()).collect());
        check("remedy", Remedy::ALL.iter().map(|remedy| remedy.word()).collect());
        check("detail", DETAILS.to_vec());
        check("note", NOTES.to_vec());
    }

    #[test]
    fn every_place_of_a_camera_has_words() {
        check("place", crate::config::CAMERA_PLACES.to_vec());
    }

    #[test]
    fn every_state_a_driver_reports_has_words() {
        for state in STATES {
            let key = format!("state-{}", state.replace('_', "-"));
            for locale in display::words::locales() {
                assert!(display::words::say(locale, &key, &[]).iter().all(|said| said.text != key), "{key}");
            }
        }
    }
}
