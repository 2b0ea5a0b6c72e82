# Paj pou fanmi yo: fichye sa a konplè nan kat lang yo.

# Paj piblik la.
reports-public-title = Senk chif pwojè a
reports-public-translated = Paj sa a se yon tradiksyon. Se tèks ki nan paj an franse a ki ofisyèl.
reports-public-lead = Ki kote edikasyon nimerik la rive nan Sen Maten ak Sen Batelemi: chif ki fikse pou { $month }.
reports-public-dates = Sitiyasyon { $asof }, chif ki fikse { $moment }.
reports-public-table = Chif yo pa zile, pa kalite lekòl ak pa lekòl
reports-public-as-of = Sitiyasyon { $day }.
reports-public-csv = Done ouvè (CSV)
reports-public-read = Kijan pou w li chif sa yo
reports-public-s = « s » vle di sekrè estatistik: chif la pale de mwens pase { $count } moun, oswa li ta pèmèt moun jwenn yon lòt chif. Nou pa pibliye l.
reports-public-flags = Yon chif « pasyèl » oswa « frajil » chita sou enfòmasyon ki pa konplè. Yon chif « deklare » chita an pati sou deklarasyon pèsonn pa mezire.
reports-public-frozen = Nou fikse chif yo yon fwa chak mwa, epi yo pa chanje apre sa. Si nou jwenn yon erè pita, w ap wè koreksyon an nan mwa ki vini apre a.
reports-public-sources = Chif yo soti nan repons lekòl yo bay apèl pwojè yo, nan sal yo ak mezi vitès entènèt yo, nan fèy prezans fòmasyon yo, nan vizit moun fè sou sèvis nimerik yo ak nan sètifikasyon Pix yo.
reports-public-none = Poko gen okenn chif ki pibliye. Premye yo ap parèt nan kòmansman mwa ki vini apre premye mwa konplè a.
reports-course-title = { $name }, jan sa chanje ak tan
reports-fictitious = Done envante
reports-place = Kote
reports-axis-basin = Toulède zile yo
reports-axis-island = Pa zile
reports-axis-type = Pa kalite lekòl
reports-axis-school = Pa lekòl

# De zile yo, ak lòt kote yo.
territory-978 = Sen Maten
territory-977 = Sen Batelemi
territory-other = Depatman { $code }
indicators-place-basin = Toulède zile yo ansanm
indicators-place-directory = Tout anyè a
indicators-group-ecole = Lekòl matènèl ak primè (écoles)
indicators-group-college = Kolèj (collèges)
indicators-group-lycee = Lise (lycées)

# Senk endikatè yo, ak chif piblik yo.
indicators-name-i1 = Lekòl yo chwazi
indicators-name-i2 = Sal klas ki gen entènèt rapid
indicators-name-i3 = Pwofesè ki resevwa fòmasyon
indicators-name-i4 = Itilizasyon sèvis nimerik yo
indicators-name-i5 = Sètifikasyon Pix
indicators-measure-selected-coverage = To kouvèti
indicators-measure-rooms-high-speed = Sal ki gen entènèt rapid
indicators-measure-teachers-trained = Pwofesè ki resevwa fòmasyon
indicators-measure-attendance-pupils = Elèv
indicators-measure-attendance-guardians = Paran ak responsab
indicators-measure-attendance-teachers = Pwofesè
indicators-measure-household-coverage = Fwaye nou rive jwenn
indicators-measure-certifications = Sètifikasyon
reports-short-selected-coverage = Yo chwazi
reports-short-rooms-high-speed = Entènèt rapid
reports-short-teachers-trained = Ki resevwa fòmasyon
reports-short-attendance-pupils = Elèv
reports-short-attendance-guardians = Paran ak responsab
reports-short-attendance-teachers = Pwofesè
reports-short-household-coverage = Fwaye nou rive jwenn
reports-short-certifications = Sètifikasyon
indicators-says-selected-coverage = Yo chwazi { $count } lekòl oswa kolèj sou { $all }.
indicators-says-rooms-high-speed = { $count } sal klas sou { $all }.
indicators-says-teachers-trained = { $count } moun swiv omwen { $hours } èdtan fòmasyon depi { $from }.
indicators-says-attendance-pupils = { $count } elèv antre nan mwa { $month }, sou { $all }.
indicators-says-attendance-guardians = { $count } paran oswa responsab antre nan mwa { $month }, sou { $all }.
indicators-says-attendance-teachers = { $count } pwofesè antre nan mwa { $month }, sou { $all }.
indicators-says-household-coverage = { $count } elèv gen yon paran oswa yon responsab ki antre nan mwa { $month }, sou { $all }.
indicators-says-certifications = { $count } sètifikasyon valide depi { $from }.
indicators-unit-percent = pousan
indicators-unit-persons = moun
indicators-unit-certifications = sètifikasyon

# Kalite yon chif.
common-suppressed = sekrè estatistik
common-unknown = nou pa konnen
indicators-flag-ok = konplè
indicators-flag-partiel = pasyèl
indicators-flag-fragile = frajil
indicators-flag-non-publiable = pa ka pibliye
indicators-flag-perime = ansyen
indicators-flag-declaratif = deklare
indicators-flag-estime = estime
indicators-flag-secret = sekrè estatistik
indicators-flag-sans-objet = pa konsène
indicators-flag-non-calculable = pa ka kalkile
indicators-flag-rectifie = korije
indicators-flag-exceptionnel = eksepsyonèl
indicators-flag-fictif = envante
indicators-flagged-partiel = pasyèl: { $count } nou pa konnen
indicators-flagged-fragile = frajil: { $count } nou pa konnen
indicators-flagged-non-publiable = pa ka pibliye: { $count } nou pa konnen
indicators-flagged-perime = { $count } prèv ki ansyen
indicators-flagged-declaratif = { $count } deklare, ki pa mezire
indicators-flagged-estime = { $count } kantite elèv estime
indicators-flagged-rectifie = korije: { $count } retire

# Koub yo.
indicators-course-description = Yon liy pou chak chif. Yon pwen vid vle di gen yon rezèv, yon twou se yon valè nou pa konnen oswa nou pwoteje, yon trè vètikal separe de definisyon. Tablo ki vini apre a bay menm valè yo.
indicators-course-break = definisyon { $version }
indicators-chart-flagged = ak yon rezèv
indicators-chart-none = pa gen chif
