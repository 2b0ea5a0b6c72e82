# What could not be done, and what to do.
problem-title = We could not answer
problem-home = Back to the home page
problem-status = Code { $status }
problem-not-found = This page does not exist, or is not open to you. Check the address.
problem-sign-in = Sign in to continue.
problem-denied = Your role does not let you do this. If you need to, ask the person who runs the site.
problem-forgery = The page was open for too long, or your sign-in has changed. Go back, reload the page and try again.
problem-if-match = This change must say which version it starts from (If-Match header). Read the resource again, then send its ETag back.
problem-too-large = This is too large to send. Compress the file (.gz) or split it, then try again.
problem-too-many = { $seconds ->
    [one] Too many attempts. Wait { $seconds } second, then try again.
   *[other] Too many attempts. Wait { $seconds } seconds, then try again.
}
problem-upload-cut = The file was cut off on its way and nothing was kept. Check your connection, then try again.
problem-busy = Many people are saving at the same time. Wait a few seconds, then try again.
problem-disk-full = The server’s disk is full: nothing was saved. Tell the person who runs the site.
problem-database-away = The database is not answering for now. Try again in a few minutes; if this goes on, tell the person who runs the site.
problem-failure = Something broke on our side. Try again in a moment; if this goes on, give this number to the person who runs the site: { $incident }.
problem-bad-query = This request is not well formed. Check the values given in the address.
problem-bad-json = What was sent is not the expected JSON. Compare it with the description of the API.
problem-files-away = The store of files does not answer: nothing was kept. Try again in a few minutes.
