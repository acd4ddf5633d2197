### English words of the pages of the town's portal.

town-app = Nouba
town-title = The town’s offices
town-wait-title = How long is the wait where?
town-wait-lead = The wait right now in each office. The figures come from the offices themselves and renew by themselves.
town-updated = As of { $time }
town-open-data = Open data (JSON)
town-for-staff = For staff
town-nav-wait = Waits
town-nav-offices = Offices
town-nav-devices = Devices
town-nav-compare = Compare
town-nav-figures = Figures
town-map = Map of the offices
town-map-about = Each dot is an office; its colour tells the wait. The same offices are in the list.
town-band-short = below 15 min
town-band-middle = 15 to 45 min
town-band-long = above 45 min
town-band-closed = closed, or no news
town-office = Office
town-state = State
town-door-open = Open
town-door-break = On a break
town-door-closed = Closed
town-silent = No news
town-never = Never heard of
town-until = until { $time }
town-waiting = Waiting
town-people = { PLURAL($n) ->
    [one] { $n } person waits
   *[other] { $n } people wait
}
town-nobody = Nobody waits
town-longest = Longest wait
town-counters-open = Counters open
town-of = { $n } of { $what }
town-today = Today
town-arrived = Arrivals
town-served = Served
town-no-shows = No-shows
town-mean-wait = Mean wait
town-last-contact = Last contact
town-troubles = Devices in trouble
town-trouble-count = { PLURAL($n) ->
    [one] { $n } device in trouble
   *[other] { $n } devices in trouble
}
town-all-well = Everything works
town-offices-open = Offices open
town-offices-silent = Offices without news
town-no-offices = No office is registered yet: nouba-portal office add.
town-link = Link
town-link-well = Everything has arrived up to event { $number }
town-link-fork = The journal { $id } contradicts the one before at event { $number }: a cloned box, or a restored copy. Nothing more is taken until somebody decides (nouba-portal office adopt, nouba-portal office release).
town-clock-wrong = The office’s clock is wrong by { $duration }
town-services = Services
town-wait-now = Wait of whoever comes now
town-devices = Devices
town-fleet = All devices
town-worst = Out of order longest in the last 30 days
town-every-kind = All
town-device = Device
town-kind = Kind
town-since = Since
town-since-when = { $time } ({ $duration })
town-cause = Cause
town-remedy = What to do
town-details = Details
town-behind = { PLURAL($n) ->
    [one] { $n } other device waits for this one
   *[other] { $n } other devices wait for this one
}
town-devices-well = { PLURAL($n) ->
    [one] { $n } device works
   *[other] { $n } devices work
}
town-devices-more = { PLURAL($n) ->
    [one] { $n } more device is not shown
   *[other] { $n } more devices are not shown
}
town-compare-title = Compare the offices
town-compare-lead = Ranked by service level: served within the target ÷ (served + no-shows + left after the target). Closed days only.
town-rank = Rank
town-level = Service level
town-half = Half wait at most
town-nine-in-ten = Nine in ten wait at most
town-abandoned = Left
town-unserved = Unserved
town-service-time = Service time, half at most
town-utilisation = Counters busy
town-too-few = fewer than 5
town-figures-title = The town’s figures
town-figures-of = Figures of { $what }
town-whole-town = The whole town
town-from = From
town-to = to (included)
town-by = By
town-by-all = all together
town-by-day = day
town-by-week = week
town-by-month = month
town-by-year = year
town-by-service = service
town-by-class = class
town-by-hour = hour
town-show = Show
town-csv = Table (CSV)
town-json = JSON
town-no-figures = No closed day in this period.
town-span = There are figures from { $day } to { $what }.
town-before = before: { $what }
town-before-about = “Before” is { $day } to { $what }.
town-chart-level = Service level, in per cent
town-period-wrong = The period is empty: its end comes before its beginning.
town-last-days = The last days
town-day = Day
town-unknown-office = There is no such office.
town-sign-in-wrong = Account and password do not fit.
town-sign-in-wait = Too many tries: try again in { $n } seconds.
town-sign-in-locked = The account is locked: an operator opens it (nouba-portal account reset).
town-sign-in-code-wrong = The code is wrong, used or too old. The portal shows a new one when it starts.
town-sign-in-weak = A name has 1 to 32 of a-z, 0-9 and “-”, a password 12 to 128 characters that vary enough.
town-skip = Skip to the content
town-days-hours = { $n } d { $h } h
