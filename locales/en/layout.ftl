# Pages for families: this file is complete in the four languages.

# What surrounds every page.
common-language-name = English
common-language = Language
common-basin = Saint-Martin and Saint-Barthélemy
common-skip = Skip to content
common-navigation = Main menu
common-menu = Menu
common-done = Done
accounts-sign-in = Sign in
accounts-sign-out = Sign out
common-demo-label = Demonstration
common-demo = Invented: people, rooms and their tests, training, certifications, usage, numbers of teachers, orders and deliveries, calls for projects with their dossiers and decisions, declared needs. The schools, their pupils, social indices, priority education and positions are real open data.
common-demo-sources = See the sources
common-footer-sources = Data sources
common-footer-figures = Published figures
common-footer-calendar = Calendar of the plan
common-footer-results = Results of the calls
common-footer-api = Access for other software (API)
common-footer-licence = Pôle is free software under the European Union Public Licence (EUPL 1.2).

# The main menu.
nav-overview = Overview
nav-schools = Schools
nav-plan = Plan
nav-strategy = Strategy
nav-parameters = Parameters
nav-indicators = Indicators
nav-connectivity = Connectivity
nav-training = Training
nav-pix = Pix
nav-usage = Usage
nav-imports = Imports
nav-calls = Calls
nav-calls-below = Stages of a call
nav-dossiers = Dossiers
nav-decisions = Commissions
nav-agreements = Agreements
nav-accounts = Accounts
nav-reviews = My reviews
nav-reviews-run = Reviews
layout-messages = Messages
