# The accounts of the demonstration: who these invented people are.
demo-account-administrator = Site administrator
demo-account-pilot = Leader of the pôle
demo-account-academic-service = Education authority (State)
demo-account-authority-978 = Officer of the authority of Saint-Martin
demo-account-authority-977 = Officer of the authority of Saint-Barthélemy
demo-account-head = Head of a collège
demo-account-director = Head of a primary school
demo-account-teacher = Teacher
demo-account-reviewer = Reviewer
demo-account-reviewer-second = Another reviewer
demo-account-reviewer-third = A third reviewer
