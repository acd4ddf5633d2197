// For browsers too old for the pages: the ticket's page renews itself, as its <noscript> does elsewhere.
setTimeout(function () { location.reload(); }, 20000);
