# Messages to people, mails and documents.

messages-title = Messages
messages-unread = { $count ->
    [0] No unread message.
    [one] { $count } unread message.
   *[other] { $count } unread messages.
}
messages-none = No message yet. Reminders and decisions that concern you will appear here.
messages-new = new
messages-read-all = Mark all as read
messages-settings-title = Receive mails too
messages-settings-text = Every message can be read here. Give an address to receive a mail too.
messages-settings-hours = Nothing is sent from { $from }:00 to { $until }:00 nor at the week-end: the mail waits for the next morning.
messages-no-server = No mail server is set up on this installation: messages can be read here only.
messages-address = Mail address
messages-address-hint = For instance: first.last@ac-guadeloupe.fr
messages-wants-mail = Receive a mail for each message
messages-save = Save
messages-refused-address = This is not a mail address. Check the @ sign and the end of the address.
messages-refused-no-address = Give an address, or untick the box.
messages-outgoing-title = Waiting mails
messages-outgoing-text = A mail that the server does not take is tried again for three days, then given up. The message can still be read in the application.
messages-outgoing-none = No mail is waiting.
messages-to = To
messages-state = State
messages-due = Next attempt
messages-attempts = Attempts
messages-error = What the server says
messages-try-again = Try the mails given up again
messages-mail-hello = Hello { $name },
messages-mail-why = You receive this mail because your account of the pôle asks for it. To stop:
mail-state-none = no mail
mail-state-waiting = waiting
mail-state-sent = sent
mail-state-given-up = given up
messages-trial = Send me a trial message
messages-trial-subject = Trial message for { $name }
messages-trial-body = If you read this in your mailbox, the mails of the pôle reach you.
notice-messages-trial = The trial message is written. Its mail leaves within a minute, outside quiet hours.
notice-messages-read = The messages are marked as read.
notice-messages-settings = The setting is saved.
notice-messages-again = The mails given up will be tried again.

documents-refused-empty = This file is empty. Choose another one.
documents-refused-type = This type of file is not taken. Bring a PDF, an office document (docx, xlsx, pptx, odt, ods, odp, doc, xls, ppt) or a picture (jpg, png, webp, heic).
documents-refused-name = The content of this file is not what its name says. Save it again in the right format.
documents-refused-size = This file is over 20 MB. Make it smaller or split it.
documents-refused-infected = The virus scanner refuses this file. It was not kept.
documents-scanner-away = The virus scanner does not answer: no file is taken for now. Try again later.
