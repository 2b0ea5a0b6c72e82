# Paj pou fanmi yo: fichye sa a konplè nan kat lang yo.

# Sa ki antoure chak paj.
common-language-name = Kreyòl ayisyen
common-language = Lang
common-basin = Sen Maten ak Sen Batelemi
common-skip = Ale nan kontni an
common-navigation = Meni prensipal
common-menu = Meni
common-done = Sa fèt
accounts-sign-in = Konekte
accounts-sign-out = Dekonekte
common-demo-label = Demonstrasyon
common-demo = Men sa ki envante: moun yo, sal yo ak mezi yo, fòmasyon yo, sètifikasyon yo, itilizasyon yo, kantite pwofesè yo, kòmand yo ak livrezon yo, apèl pou pwojè yo ak dosye yo ak desizyon yo, bezwen yo deklare yo. Lekòl yo, kantite elèv yo, endis pozisyon sosyal yo (IPS), edikasyon priyoritè a ak pozisyon yo se vrè done ouvè.
common-demo-sources = Gade sous yo
common-footer-sources = Sous done yo
common-footer-figures = Chif ki pibliye
common-footer-calendar = Kalandriye plan an
common-footer-results = Rezilta apèl yo
common-footer-api = Aksè pou lòt lojisyèl (API)
common-footer-licence = Pôle se yon lojisyèl lib, ki gen Lisans Piblik Inyon Ewopeyèn nan (EUPL 1.2).

# Meni prensipal la.
nav-overview = Apèsi jeneral
nav-schools = Lekòl
nav-plan = Plan
nav-strategy = Estrateji
nav-parameters = Paramèt
nav-indicators = Endikatè
nav-connectivity = Koneksyon
nav-training = Fòmasyon
nav-pix = Pix
nav-usage = Itilizasyon
nav-imports = Enpòtasyon
nav-calls = Apèl
nav-calls-below = Etap yon apèl
nav-dossiers = Dosye
nav-decisions = Komisyon
nav-agreements = Konvansyon
nav-accounts = Kont
nav-reviews = Evalyasyon mwen yo
nav-reviews-run = Evalyasyon
layout-messages = Mesaj
