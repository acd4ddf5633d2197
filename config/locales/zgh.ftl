### ⵜⴰⵎⴰⵣⵉⵖⵜ. Only words taken from CLDR's zgh data (days, months, language names). Everything else is
### absent on purpose: pages then show French and Arabic together. See README.md in this folder.

## Names
lang-ar = العربية
lang-fr = Français
lang-zgh = ⵜⴰⵎⴰⵣⵉⵖⵜ
lang-en = English

## Time (CLDR 44)
weekday-0 = ⴰⵙⴰⵎⴰⵙ
weekday-1 = ⴰⵢⵏⴰⵙ
weekday-2 = ⴰⵙⵉⵏⴰⵙ
weekday-3 = ⴰⴽⵕⴰⵙ
weekday-4 = ⴰⴽⵡⴰⵙ
weekday-5 = ⴰⵙⵉⵎⵡⴰⵙ
weekday-6 = ⴰⵙⵉⴹⵢⴰⵙ
month-1 = ⵉⵏⵏⴰⵢⵔ
month-2 = ⴱⵕⴰⵢⵕ
month-3 = ⵎⴰⵕⵚ
month-4 = ⵉⴱⵔⵉⵔ
month-5 = ⵎⴰⵢⵢⵓ
month-6 = ⵢⵓⵏⵢⵓ
month-7 = ⵢⵓⵍⵢⵓⵣ
month-8 = ⵖⵓⵛⵜ
month-9 = ⵛⵓⵜⴰⵏⴱⵉⵔ
month-10 = ⴽⵜⵓⴱⵔ
month-11 = ⵏⵓⵡⴰⵏⴱⵉⵔ
month-12 = ⴷⵓⵊⴰⵏⴱⵉⵔ
date-full = { $weekday } { $day } { $month }
