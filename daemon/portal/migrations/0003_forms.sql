-- Days of another form are looked for each time days are worked out: among millions of days of this one.
create index office_day_form on office_day (form);
