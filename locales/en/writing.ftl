# Filling a dossier in together: tasks, answers, members, comments, versions, documents.
writing-tabs = Parts of the dossier
writing-tab-dossier = Dossier
writing-tab-tasks = To fill in
writing-tab-documents = Documents
writing-tab-members = Members
writing-tab-comments = Comments
writing-tab-versions = Versions
writing-whole = The whole dossier
writing-own-title = My dossiers
writing-own-none = Nobody has invited you to fill a dossier in yet. The head of the school can do so from the page “Members” of the dossier.
writing-own-calls = See the calls for projects
writing-own-closed = Closed

writing-tasks-title = Filling the dossier in
writing-deadline-on = To be sent by { $day }, 23:59
writing-progress = { $done } of { $all }
writing-complete = Complete
writing-yours = for you to write
writing-missing = { $count ->
    [0] Nothing is missing.
    [one] { $count } item is missing.
   *[other] { $count } items are missing.
}
writing-documents-other = Other documents
writing-filled-by = Who fills this part in: { $part }
writing-read-only = This part is filled in by others: you can read it and comment on it.
writing-closed-wave = The wave is not open: answers no longer change, the draft stays.
writing-closed-frozen = The school has validated this dossier: its answers no longer change, unless a recorded correction opens it again.
writing-attach-there = Attach the document
writing-financing-there = See the financing plan
writing-save-back = Save and go back to the list
writing-next = Next part: { $title }
writing-saved-by = Saved on { $when } by { $who }
writing-saved-at = Saved at { $time }
writing-history-link = History
writing-history-title = History of the answer
writing-history-none = Nobody has answered yet.
writing-revision = version { $number }

# What each field says while it is written.
writing-state-typing = Being typed
writing-state-saving = Saving…
writing-state-offline = Offline: kept on this device
writing-state-restored = Taken back from this device
writing-state-compare = Compare both texts and choose
writing-state-signed-out = Your session is over: the text is kept on this device. Sign in again, then reload this page.
writing-state-refused = The text is not saved: it is kept on this device.
writing-state-left = Characters left: { $n }
writing-state-over = Characters too many: { $n }
writing-conflict-words = Somebody else changed this field. { $kept }

# Two people wrote in the same field.
writing-conflict-title = Two texts for the same field
writing-conflict-help = Somebody else saved a text while you were writing. Nothing is lost: choose what the dossier should say. Both texts stay in the history.
writing-conflict-mine = Your text
writing-conflict-theirs = The saved text
writing-conflict-choose = What should be kept?
writing-choose-mine = Your text
writing-choose-theirs = The saved text
writing-choose-merged = One text out of both, written below
writing-merged = Merged text
writing-conflict-settle = Keep this choice

# Members.
writing-members-title = Who fills this dossier in
writing-members-now = People invited
writing-members-none = Nobody is invited for now.
writing-members-ended = Invitations that ended
writing-member-since = since { $day }
writing-member-ended = from { $from } to { $to }
writing-member-end = End
writing-invite-title = Invite somebody
writing-search-account = Search by name
writing-search-none = No account of these schools, of this authority or of the academy has that name.
writing-search-more = Other accounts match: type more of the name.
writing-invite-who = Person
writing-invite-part = Part to fill in
writing-invite-part-hint = A teacher or a head fills in the parts of the school, an agent that of the authority, the academic services that of the delegate.
writing-invite = Invite
writing-people-title = What is missing, on whose side
writing-people-none = No account is concerned by this dossier.
writing-remind = Remind
writing-lacks = Missing items
writing-lacks-none = Nothing is missing.
writing-column-what = Item
writing-column-school = School
writing-column-part = Part
writing-column-who = On the side of

# Comments.
writing-comments-title = Comments
writing-comments-open = { $count ->
    [one] { $count } open comment
   *[other] { $count } open comments
}
writing-comments-none = No comment.
writing-comments-about = About: { $about }.
writing-comments-all = See all comments
writing-comment-link = Comment
writing-comment-new = New comment
writing-comment-about = About what
writing-comment-text = Your comment
writing-comment-send = Publish
writing-reply = Reply
writing-reply-send = Send the reply
writing-thread-resolved = Resolved
writing-thread-resolve = Mark as resolved
writing-thread-reopen = Open again
writing-resolved-by = Resolved on { $when } by { $who }

# Versions.
writing-versions-title = Versions
writing-versions-help = A version is a moment of the dossier that got a name. It never changes. Each validation makes one.
writing-versions-none = No version yet.
writing-version-new = Name the present version
writing-version-name = Name
writing-version-name-hint = For example: before the school board
writing-version-keep = Keep this version
writing-compare-title = What changed
writing-compare-now = now
writing-compare-with = Compare with
writing-compare = Compare
writing-compare-same = No answer differs.
writing-restore = Take this answer back

# Documents.
writing-documents-title = Documents of the dossier
writing-documents-help = PDF, office documents or images, at most 20 MB.
writing-documents-none = The call asks for no document.
writing-document-missing = To attach
writing-document-optional = Optional
writing-document-there = Attached
writing-document-words = { $size } kB, attached on { $when }
writing-document-remove = Remove
writing-document-choose = Choose a file
writing-document-replace = Replace with another file
writing-document-attach = Attach
writing-documents-former = Documents replaced or removed
writing-document-former = { $name }, until { $when }

# What is refused.
writing-refused-wave = The wave is not open: nothing is saved, the draft stays.
writing-refused-frozen = The school has validated this dossier: its answers no longer change.
writing-refused-answer = The answer is not of the expected kind.
writing-refused-invited = This person fills that part in already.
writing-refused-reach = The role of this person does not let them fill that part in.
writing-refused-reminded = This person was reminded today already.
writing-refused-nothing = Nothing is missing on this person’s side.
writing-refused-text = Write a comment of at most 4,000 characters.
writing-refused-no-file = Choose a file.
writing-refused-label = Give a name of at most 120 characters.
writing-refused-stale = Somebody else changed this field: reload the page to see their text.

# What is done.
notice-writing-saved = The answers are saved.
notice-writing-settled = Your choice is saved.
notice-writing-invited = The invitation is sent.
notice-writing-ended = The invitation has ended.
notice-writing-reminded = The reminder is sent.
notice-writing-commented = The comment is published.
notice-writing-resolved = The thread is marked as resolved.
notice-writing-reopened = The thread is open again.
notice-writing-named = The version is kept.
notice-writing-restored = The answer is taken back.
notice-writing-removed = The document is removed.
notice-writing-attached = The document is attached.

# Messages.
writing-invited-subject = Invitation to fill in the dossier of { $college }
writing-invited-body = You are invited to fill in a part of the dossier of { $college } for the call “{ $call }” ({ $wave }).
writing-ended-subject = End of your invitation to the dossier of { $college }
writing-ended-body = You no longer fill in the dossier of { $college } for the call “{ $call }” ({ $wave }).
writing-nudge-subject = Dossier of { $college }: items are waiting for you
writing-nudge-body = { $who } reminds you of the dossier of { $college } for the call “{ $call }” ({ $wave }). Missing on your side: { $missing }.
writing-deadline-subject = { $when ->
    [today] Dossier of { $college }: last day
    [tomorrow] Dossier of { $college }: one day left
   *[later] Dossier of { $college }: { $days } days left
}
writing-deadline-body = { $state ->
    [complete] The dossier of { $college } for the call “{ $call }” ({ $wave }) is still a draft. It must be sent by { $deadline }, 23:59. Nothing is missing on your side: it remains to be validated.
   *[incomplete] The dossier of { $college } for the call “{ $call }” ({ $wave }) is still a draft. It must be sent by { $deadline }, 23:59. Missing on your side: { $missing }.
}
