# Signing in.
accounts-name = Sign-in name
accounts-password = Password
accounts-lost-password = Forgotten your password? The person who runs the site can give you a new one.
accounts-refused-sign-in = The sign-in name or the password is not right. Check them, then try again.
accounts-demo-title = Demonstration accounts
accounts-demo-text = Choose a role and sign in with the name and password shown. These people do not exist.

# One’s own account.
accounts-own-title = My account
accounts-display-name = Displayed name
accounts-roles = Roles
accounts-no-role = No role
accounts-change-password = Change password
accounts-password-present = Present password
accounts-password-new = New password
accounts-password-hint = At least twelve characters, without the sign-in name. A sentence you can remember works well.
accounts-tokens = Access tokens
accounts-tokens-text = A token lets other software, such as a spreadsheet, act in your name. It lasts one year. Keep it to yourself, like a password.
accounts-tokens-none = You have no token.
accounts-token-secret = Here is your new token. Copy it now: it will not be shown again.
accounts-token-label = What this token is for
accounts-token-label-hint = For example: follow-up table of the education authority
accounts-token-rights = Rights
accounts-token-reads = Read only
accounts-token-writes = Read and change
accounts-token-expires = Ends
accounts-token-used = Last used
accounts-token-never = Never used
accounts-token-revoke = Withdraw
accounts-token-revoked = Withdrawn
accounts-token-add = Create a token

# Everybody’s accounts.
accounts-title = Accounts
accounts-intro = Each person has an account and one or more roles, each between two dates. A closed account stays in the history.
accounts-count = { $count ->
    [one] { $count } account
   *[other] { $count } accounts
}
accounts-account = Account
accounts-state = State
accounts-state-open = Open
accounts-state-closed = Closed
accounts-close = Close the account
accounts-reopen = Reopen the account
accounts-add = Create an account
accounts-name-hint = 3 to 40 letters without accents, digits, dots or hyphens, for example marie.dupont
accounts-password-first = First password
accounts-role = Role
accounts-role-hint = You can add others afterwards.
accounts-scope = Scope
accounts-scope-hint = For an officer of an island’s authority: 978 (Saint-Martin) or 977 (Saint-Barthélemy). For a head or a teacher: the UAI code of the school. Otherwise, leave empty.
accounts-from = First day
accounts-to = Last day
accounts-to-hint = Leave empty if the end is not known.
accounts-more = Complete an account
accounts-role-grant = Give this role
accounts-role-end = End
accounts-role-since = { $role }, from { $from }
accounts-role-between = { $role }, from { $from } to { $to }
accounts-role-ended = { $role }, ended on { $day }
accounts-reset = Give a new password
accounts-trail = Latest recorded actions

# Refusals.
accounts-refused-password-short = This password is too short. Choose at least twelve characters.
accounts-refused-password-easy = This password is too easy to guess. Use neither the sign-in name nor one repeated character.
accounts-refused-password-wrong = This is not your present password. Check it, then try again.
accounts-refused-name = This sign-in name does not work. Use 3 to 40 letters without accents, digits, dots or hyphens.
accounts-refused-name-taken = This sign-in name is taken. Choose another one.
accounts-refused-scope = This scope does not go with this role. For an officer of an island’s authority, give 978 (Saint-Martin) or 977 (Saint-Barthélemy).
accounts-refused-school = This school is not in the directory. Check its UAI code: seven digits and a letter.
accounts-refused-dates = The last day is before the first. Correct one of the two dates.
accounts-refused-last-administrator = This is the last administrator of the site. Give the role to somebody else first.

# What was just done.
notice-signed-out = You are signed out.
notice-password-changed = Your password is changed. Your other sessions are closed.
notice-token-revoked = The token is withdrawn: it no longer works.
notice-account-added = The account is created.
notice-account-closed = The account is closed.
notice-account-reopened = The account is open again.
notice-role-granted = The role is given.
notice-role-ended = The role is ended.
notice-password-reset = The new password is saved. Hand it to the person, who can then change it.
