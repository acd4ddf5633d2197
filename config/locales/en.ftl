### English. One catalogue for all pages. Numbers choose their form with PLURAL($n) only:
### a bare numeric selector gives different Arabic in Rust and in the browser (tests refuse it).

## Names
app-name = Nouba
lang-ar = العربية
lang-fr = Français
lang-zgh = ⵜⴰⵎⴰⵣⵉⵖⵜ
lang-en = English
choose-language = Language

## Time
weekday-0 = Sunday
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
date-full = { $weekday } { $day } { $month }
minutes = { PLURAL($n) ->
    [one] { $n } minute
   *[other] { $n } minutes
}
less-than-minute = less than a minute
hours-minutes = { $h } h { $m } min
ago = { $duration } ago
wait-under = less than { $hi } min
wait-between = { $lo } to { $hi } min
wait-between-hours = { $lo } to { $hi } hours
wait-unknown = wait not known yet

## Words used everywhere
people-ahead = { PLURAL($n) ->
    [one] { $n } person before you
   *[other] { $n } people before you
}
nobody-ahead = Nobody before you
waiting-count = { $n } waiting
counter-label = Counter { $label }
counter = Counter
ticket = Ticket
number = Number
service = Service
priority = Priority
appointment = Appointment
normal = Ordinary
back = Back
cancel = Cancel
close = Close
confirm = Confirm
retry = Try again
wait-about = Estimated wait
opens-at = Opens at { $time }
closes-at = Closes at { $time }
link-live = Connected
link-connecting = Connecting…
link-stale = Connection lost

## Kiosk
kiosk-title = Take a ticket
kiosk-question = What do you need?
kiosk-touch-service = Touch a service
kiosk-more = More services
kiosk-previous = Previous
kiosk-page = Page { $page } of { $pages }
kiosk-larger = Larger letters
kiosk-contrast = Strong contrast
kiosk-low = Lower the buttons
kiosk-papers-title = Papers to bring
kiosk-papers-none = No papers are listed for this service. Ask at the desk if you are unsure.
kiosk-papers-check = Do you have these papers with you?
kiosk-take = Take a ticket
kiosk-take-priority = Priority ticket
kiosk-priority-who = Elderly, disabled, pregnant, or with an infant
kiosk-elsewhere-tag = Not in this office
kiosk-elsewhere-title = This is not done here
kiosk-elsewhere-go = You do not need a ticket. Go to:
kiosk-service-closed = Closed now
kiosk-cap-reached = No more tickets today
kiosk-issuing = One moment…
kiosk-your-number = Your number
kiosk-paper-coming = Your ticket is being printed…
kiosk-paper-printed = Take your ticket below
kiosk-paper-missing = No paper today: remember this number
kiosk-paper-missing-more = Write it down or take a photo. Your place is kept, even without paper.
kiosk-paper-unsure = If no paper comes, remember this number. Your place is kept.
kiosk-reprint = Print again
kiosk-reprint-asked = Printing again…
kiosk-follow = Follow your turn on your phone
kiosk-follow-wifi = Works on the office's Wi-Fi
kiosk-watch-board = Wait for your number on the screen
kiosk-done = Finished
kiosk-still-there = Do you need more time?
kiosk-reset-in = Back to the start in { PLURAL($n) ->
    [one] { $n } second
   *[other] { $n } seconds
}
kiosk-more-time = More time
kiosk-printer-out = The printer has no paper or does not work. You can still take a number: remember it or photograph it.
kiosk-closed-title = The office is closed
kiosk-closed-opens = It opens { $day } at { $time }
kiosk-closed-later = Please come back during opening hours
kiosk-break = Break until { $time }
kiosk-lost-title = This machine has lost its connection
kiosk-lost-what = Please go to the reception desk. Tickets already given stay valid.
kiosk-starting = Starting…
kiosk-unknown-title = We did not get an answer
kiosk-unknown-what = Touch “Try again”: you will get one ticket only, never two.
kiosk-refused-title = No ticket could be given
kiosk-home = Back to the start
kiosk-appointment = I have an appointment
kiosk-appointment-title = Your appointment
kiosk-appointment-how = Hold your QR code under the reader, or type the 8 digits of your code.
kiosk-appointment-code = Code
kiosk-appointment-delete = Delete
kiosk-appointment-go = I have arrived

## Board
board-now = Now called
board-number = Number
board-counter = Counter
board-last = Called before
board-waiting = Waiting
board-last-number = Last called
board-nobody = No call yet
board-welcome = Welcome
board-stale = Connection lost — these numbers may be out of date. Listen to the staff.
board-closed = The office is closed
board-priority = Priority
board-out-of-order = Called out of order, for a reason noted
board-recalled = Called again
board-no-sound = Sound is off: touch the screen once
board-setup-small = At this distance a larger screen is needed for the largest letters

## Counter
counter-pick-title = Choose your counter
counter-state-open = Open
counter-state-paused = Paused
counter-state-closed = Closed
counter-open = Open the counter
counter-next = Call next
counter-start = Start service
counter-finish-next = Finish and call next
counter-finish = Finish
counter-nobody = Nobody is waiting
counter-resume-work = Resume
counter-recall = Call again
counter-no-show = Did not come
counter-park = Set aside
counter-transfer = Transfer
counter-return = Put back
counter-pause = Pause
counter-close = Close counter
counter-undo = Undo
counter-undo-done = Undone
counter-help = Keys
counter-next-service = Other service for this person
counter-in-hand = In hand
counter-no-ticket = No ticket in hand
counter-who-next = Who is next, and why
counter-parked = Set aside
counter-missed = Did not come, may return
counter-none = Nobody
counter-today = Today
counter-served = Served
counter-missed-count = Did not come
counter-transferred = Transferred
counter-mean-wait = Mean wait
counter-mean-service = Mean service
counter-waiting = Waiting
counter-waited = Waited
counter-serving-for = In service for
counter-called-for = Called
counter-recalls = Called { PLURAL($n) ->
    [one] { $n } time again
   *[other] { $n } times again
}
counter-over-target = Beyond the target of { $duration }
counter-language = Speaks
counter-note = Note
counter-call-this = Call now
counter-bring-back = Back to the queue
counter-resume-ticket = Resume
counter-park-why = Why set aside?
counter-transfer-where = Transfer where?
counter-to-service = To a service
counter-to-counter = To a counter
counter-note-label = Note for the colleague (no names, no identity numbers)
counter-return-where = Put back where?
counter-return-first = First in line
counter-return-own = Own place
counter-return-last = End of the line
counter-pick-why = Why call out of order?
counter-pick-hint = Noted in the journal. No names.
counter-pick-urgent = Urgent
counter-pick-returning = Came back with a missing paper
counter-pick-helper = A colleague asked
counter-pause-why = Why pause?
counter-pause-break = Break
counter-pause-prayer = Prayer
counter-pause-errand = Archive or colleague
counter-close-hand = A ticket is in hand. What becomes of it?
counter-close-finish = It is finished
counter-close-return = Put it back in the queue
counter-close-no-show = The person did not come
counter-close-sure = Close this counter?
counter-printer = Printer
counter-pad = Call box
counter-recall-wait = Again in { $n } s
counter-recall-limit = Called often enough. Mark “Did not come”?
counter-paper-missing = This ticket has no paper
counter-undo-what = { $what } — undo within { $n } s
counter-unknown-outcome = No answer yet. Trying again with the same press; nothing is done twice.
counter-unknown-failed = No answer. Use paper, then press again: nothing is done twice.
counter-stale = Connection lost. What you see may be out of date.
counter-loading = Loading the counter…
counter-bring-in = Set aside and missed
counter-bring-in-whom = Bring back whom?
counter-call-key = Call one of the next out of order
counter-help-call = Call for help
counter-help-sure = Call your colleagues to this counter?
counter-help-yes = Yes, call them now
counter-help-asked = Your colleagues are called. Nobody has answered yet.
counter-help-coming = Counter { $label } is coming
counter-help-end = Help is no longer needed
counter-help-needed = Counter { $label } needs help now
counter-help-answer = I am coming
key-space = Space
key-enter = Enter
event-ticket-called = Called
event-ticket-recalled = Called again
event-service-started = Service started
event-service-finished = Finished
event-ticket-no-show = Marked “did not come”
event-ticket-parked = Set aside
event-ticket-resumed = Resumed
event-ticket-reinstated = Back in the queue
event-ticket-transferred = Transferred
event-ticket-returned = Put back
event-ticket-cancelled = Cancelled
event-counter-opened = Counter opened
event-counter-paused = Counter paused
event-counter-closed = Counter closed

## Why a ticket is next
reason-score = { $class }, waited { $waited }
reason-cap-reached = { $class }, waited { $waited }: longest wait allowed reached
reason-interleave = { $class }, its turn in the rotation, waited { $waited }
reason-appointment = Appointment, its time has come
reason-returned-first = Was put back first in line
reason-for-counter = Sent to this counter
reason-picked = Picked by a clerk
reason-behind = passes { PLURAL($n) ->
    [one] { $n } earlier ticket
   *[other] { $n } earlier tickets
}

## Refusals
problem-day-closed = The office day is closed.
problem-service-closed = This service is closed now.
problem-cap-reached = No more tickets for this service today.
problem-counter-closed = The counter is closed. Open it first.
problem-counter-paused = The counter is paused. Resume first.
problem-nobody-waiting = Nobody is waiting.
problem-no-ticket-in-hand = No ticket in hand.
problem-ticket-in-hand = A ticket is still in hand.
problem-wrong-state = This ticket has moved on meanwhile.
problem-recall-too-soon = Just called. Wait { $n } s before calling again.
problem-recall-limit = Called often enough. Mark “did not come”.
problem-not-eligible = This ticket cannot be called at this counter.
problem-reason-needed = A reason is needed.
problem-grace-over = Too late to bring this ticket back. Give a new one.
problem-nothing-to-undo = Nothing to undo.
problem-undo-too-late = Too late to undo.
problem-press-too-soon = Second press ignored.
problem-unknown-service = This service does not exist any more.
problem-unknown-counter = This counter does not exist.
problem-unknown-ticket = This ticket is not known.
problem-busy = The system is very busy. Try again.
problem-journal-unavailable = The system cannot write now. Use paper, then try again.
problem-no-printer = This office has no printer.
problem-no-such-print-job = This ticket is being printed already.
problem-counter-unchanged = The counter is in this state already.
problem-too-early = It is too early for this appointment.
problem-service-elsewhere = This is not done in this office.
problem-not-allowed = This is not allowed.
problem-text-too-long = The text is too long.
problem-command-id-reused = Please try again.
problem-stopping = The system is restarting. Try again in a moment.
problem-no-answer = No answer from the system.
problem-other = Not possible ({ $code }).
problem-unknown-appointment = This code is not known. Check the digits, or ask at the reception desk.
problem-already-checked-in = You have arrived already: your number is { $number }.
problem-too-early-until = It is too early for this appointment. Come back here from { $time }.

## Devices
devices-title = Devices
devices-all-well = Everything works
devices-attention = { PLURAL($n) ->
    [one] { $n } device needs someone
   *[other] { $n } devices need someone
}
devices-since = since { $time } ({ $duration })
devices-cause = Cause
devices-remedy = What to do
devices-behind = { PLURAL($n) ->
    [one] { $n } device waits for it
   *[other] { $n } devices wait for it
}
devices-details = Details
devices-tickets = Last tickets printed
devices-none = No device is configured
kind-printer = Printer
kind-pad = Call box
kind-button = Button
kind-panel = Panel
kind-line = Serial line
kind-camera = Camera
kind-portal = Town portal
kind-clock = Clock
kind-journal = Journal
kind-broker = MQTT broker
kind-voice = Voices
kind-speaker = Sound card
state-starting = Starting
state-ready = Works
state-ok = Works
state-degraded = Works partly
state-lost = No answer
state-out-of-paper = Out of paper
state-near-end = Paper nearly out
state-out-of-order = Out of order
state-cover-open = Cover open
state-none = None
state-waiting = Waiting
state-behind = Behind
state-open = Open
state-closed = Closed
state-paused = Paused

## Phone
phone-title = Your ticket
phone-your-number = Your number
phone-waiting = You are waiting
phone-come = Come now
phone-come-counter = Come to counter { $label }
phone-serving = You are being served at counter { $label }
phone-parked = Set aside. You keep your ticket; the clerk will take you again.
phone-no-show = You were called and did not come. Go to the desk soon.
phone-finished = Finished. Thank you.
phone-cancelled = This ticket was cancelled.
phone-expired = This ticket is no longer valid.
phone-booked = Your appointment is booked. Take your place at the kiosk when you arrive.
phone-updated = Updated at { $time }
phone-stale = No connection. Watch the screen in the hall.
phone-keep-open = Keep this page open. It needs the office's Wi-Fi.
phone-unknown = This ticket is not known here.
phone-alert = Alert me with sound and vibration
phone-near = Your turn is near: come back to the hall now
phone-come-say = Number { $number }, counter { $label }
phone-code = Your code for the kiosk
phone-qr = Or hold this code under the kiosk’s reader
phone-leave = I am leaving
phone-leave-sure = Give your place up? It cannot be taken back.
phone-leave-yes = Yes, I give my place up
phone-leave-no = No, I stay
phone-refresh = Refresh

## Index
index-title = Pages of this office
index-kiosk = Kiosk: citizens take tickets
index-board = Board: who is called where
index-counter = Counter: the clerk's page
index-devices = Devices: for the technician

## Why a device does not do its work, and what to do about it
state-incompatible = Speaks another version
state-conflict = Two at one address
state-unknown = Not configured
state-stuck = Button stuck
state-quarantined = Not listened to
state-unverified = Works, as far as one can tell
state-quiet = Not pressed for long
state-missing = Not plugged in
state-busy = Used by another program
state-misconfigured = Wrongly configured
state-cutter-error = Cutter blocked
state-overheated = Too hot
state-mechanical-error = Jammed
state-unrecoverable = Needs service
state-blocked = Does not print
state-suspect = Clock not believed
cause-paper-end = The paper is used up.
cause-paper-near-end = The paper roll is nearly used up.
cause-cover-open = The cover is open.
cause-cutter-error = The cutter is stuck.
cause-overheated = The print head is too hot.
cause-mechanical-error = Paper is jammed, or another part is stuck.
cause-unrecoverable = The printer reports an error it cannot clear.
cause-offline = The printer says that it is offline.
cause-silent = The printer does not answer.
cause-link-lost = The cable or the network connection is gone.
cause-not-confirmed = The printer never said that the ticket came out.
cause-busy = An earlier ticket is not out yet.
cause-player-missing = No program for sound is installed.
cause-sound-card-refuses = The sound card refuses the sound.
cause-sound-card-stuck = The sound card does not finish what it plays.
remedy-paper-end = Put a new roll in. What was being printed comes out by itself.
remedy-paper-near-end = Have a new roll ready.
remedy-cover-open = Close the cover until it clicks.
remedy-cutter-error = Open the cover, free the blade, switch the printer off and on.
remedy-overheated = Wait some minutes; it goes on by itself.
remedy-mechanical-error = Clear the paper path, then press the feed button.
remedy-unrecoverable = Switch the printer off and on. If it comes back, call service.
remedy-check-printer = Check that the printer is on and its cable is in.
remedy-look-at-ticket = Look whether the ticket came out.
remedy-wait = Nothing: it goes on by itself.
remedy-line-missing = Plug the adapter in, or correct the path in the configuration.
remedy-line-busy = Stop the other program that has the port open (often ModemManager).
remedy-line-lost = Check the cable and the adapter.
remedy-line-misconfigured = Correct the devices of this line in the configuration.
remedy-device-degraded = Check the cable, the termination and the supply.
remedy-device-lost = Check the supply and the cable of the device.
remedy-device-incompatible = Update the firmware of the device.
remedy-device-conflict = Give each device on the line its own address.
remedy-device-unknown = Add the device to the configuration, or take it off the line.
remedy-device-stuck = Free the button; it is ignored until it is let go.
remedy-device-quarantined = Look for a jammed or wet button. The device is heard again by itself once it is quiet.
remedy-device-quiet = Press the button once. If nothing comes, change its battery.
remedy-device-battery = Change the battery.
remedy-button-unplugged = Plug it in again, at the same socket.
remedy-button-rights = Let noubad read it: the rule of systemd/60-nouba.rules gives the right after it is plugged in again.
remedy-button-busy = Stop the other program that has taken this device.
remedy-button-gpio = Check chip, line and wiring; another program may hold the line.
remedy-button-offline = Check its power and its way to the broker.
remedy-unverified = This display never answers: look whether it shows the number.
remedy-broker-lost = Check that the broker (mosquitto) runs, can be reached, and knows the daemon’s name and password.
remedy-clock-suspect = Set the clock, or wait for the network’s time. If it is right, restart noubad.
remedy-player-missing = Install the package alsa-utils.
remedy-sound-card = Check that the card is plugged in, and its name in the configuration (aplay -L lists them).
remedy-voice-pack = Run noubad voice check on the recorded voice; the built-in one speaks meanwhile.

## Signing in
sign-in-title = Sign in
sign-in-account = Account
sign-in-pin = PIN
sign-in-password = Password
sign-in-new-password = A password of at least 12 characters
sign-in-otp = One-time password, if the account has one
sign-in-go = Sign in
sign-in-code = Code
sign-in-enrol-title = Is this a kiosk, a board or a counter?
sign-in-enrol-hint = The technician gives a code that works once.
sign-in-enrol-go = Enrol this machine
sign-in-setup-title = The first account
sign-in-setup-hint = The set-up code stands in the service’s log and on its terminal.
sign-in-setup-go = Make the account
sign-in-as = Signed in: { $account }
sign-in-machine = This machine: { $id }
sign-in-out = Sign out
sign-in-on = Go on
sign-in-open = No sign-in is needed on this machine
role-clerk = Clerk
role-supervisor = Supervisor
role-technician = Technician
role-manager = Manager
role-auditor = Auditor
problem-sign-in = Sign in first.
problem-wrong-secret = Account and secret do not fit.
problem-wait = Too many attempts. Wait { $n } s.
problem-locked = This account is locked. Ask the technician.
problem-not-here = A PIN works only at an enrolled counter.
problem-wrong-code = The code is wrong, used or too old.
problem-weak-secret = Choose a longer password: at least 12 characters.
problem-foreign-page = Open this page from the office’s own address.
problem-accounts-unavailable = Accounts cannot be read now. Ask the technician.
