# Páginas para las familias: este archivo está completo en los cuatro idiomas.

# La página pública.
reports-public-title = Las cinco cifras del proyecto
reports-public-translated = Esta página es una traducción. El texto oficial es el de la página en francés.
reports-public-lead = Cómo avanza la educación digital en San Martín y San Bartolomé: las cifras cerradas de { $month }.
reports-public-dates = Situación al { $asof }; cifras cerradas el { $moment }.
reports-public-table = Las cifras por isla, por tipo y por centro educativo
reports-public-as-of = Situación al { $day }.
reports-public-csv = Datos abiertos (CSV)
reports-public-read = Cómo leer estas cifras
reports-public-s = «s» significa secreto estadístico: la cifra se refiere a menos de { $count } personas, o permitiría deducir otra. No se publica.
reports-public-flags = Una cifra «parcial» o «frágil» se basa en información incompleta. Una cifra «declarada» se basa en parte en declaraciones que no se han medido.
reports-public-frozen = Las cifras se cierran una vez al mes y después ya no cambian. Un error descubierto más tarde se ve en el mes siguiente.
reports-public-sources = Las cifras proceden de las respuestas a las convocatorias de proyectos, de las aulas y las mediciones de velocidad de internet, de las hojas de asistencia a las formaciones, de las visitas a los servicios digitales y de las certificaciones Pix.
reports-public-none = Todavía no se ha publicado ninguna cifra. Las primeras se publicarán a principios del mes que sigue al primer mes completo.
reports-course-title = { $name }, a lo largo del tiempo
reports-fictitious = Datos ficticios
reports-place = Lugar
reports-axis-basin = Las dos islas
reports-axis-island = Por isla
reports-axis-type = Por tipo de centro educativo
reports-axis-school = Por centro educativo

# Las dos islas, y los demás lugares.
territory-978 = San Martín
territory-977 = San Bartolomé
territory-other = Departamento { $code }
indicators-place-basin = Las dos islas juntas
indicators-place-directory = Todo el directorio
indicators-group-ecole = Escuelas infantiles y primarias (écoles)
indicators-group-college = Secundaria, primer ciclo (collèges)
indicators-group-lycee = Secundaria, segundo ciclo (lycées)

# Los cinco indicadores, y sus cifras públicas.
indicators-name-i1 = Centros educativos seleccionados
indicators-name-i2 = Aulas con internet de alta velocidad
indicators-name-i3 = Docentes formados
indicators-name-i4 = Uso de los servicios digitales
indicators-name-i5 = Certificaciones Pix
indicators-measure-selected-coverage = Tasa de cobertura
indicators-measure-rooms-high-speed = Aulas con alta velocidad
indicators-measure-teachers-trained = Docentes formados
indicators-measure-attendance-pupils = Alumnos
indicators-measure-attendance-guardians = Padres y responsables
indicators-measure-attendance-teachers = Docentes
indicators-measure-household-coverage = Hogares alcanzados
indicators-measure-certifications = Certificaciones
reports-short-selected-coverage = Seleccionados
reports-short-rooms-high-speed = Alta velocidad
reports-short-teachers-trained = Formados
reports-short-attendance-pupils = Alumnos
reports-short-attendance-guardians = Padres y responsables
reports-short-attendance-teachers = Docentes
reports-short-household-coverage = Hogares alcanzados
reports-short-certifications = Certificaciones
indicators-says-selected-coverage = { $count ->
    [one] { $count } escuela o collège seleccionado de { $all }.
   *[other] { $count } escuelas y collèges seleccionados de { $all }.
}
indicators-says-rooms-high-speed = { $count ->
    [one] { $count } aula de { $all }.
   *[other] { $count } aulas de { $all }.
}
indicators-says-teachers-trained = { $count ->
    [one] { $count } persona ha seguido al menos { $hours } h desde el { $from }.
   *[other] { $count } personas han seguido al menos { $hours } h desde el { $from }.
}
indicators-says-attendance-pupils = { $count ->
    [one] { $count } alumno entró en { $month }, de { $all }.
   *[other] { $count } alumnos entraron en { $month }, de { $all }.
}
indicators-says-attendance-guardians = { $count ->
    [one] { $count } responsable entró en { $month }, de { $all }.
   *[other] { $count } responsables entraron en { $month }, de { $all }.
}
indicators-says-attendance-teachers = { $count ->
    [one] { $count } docente entró en { $month }, de { $all }.
   *[other] { $count } docentes entraron en { $month }, de { $all }.
}
indicators-says-household-coverage = { $count ->
    [one] { $count } alumno con un responsable que entró en { $month }, de { $all }.
   *[other] { $count } alumnos con un responsable que entró en { $month }, de { $all }.
}
indicators-says-certifications = { $count ->
    [one] { $count } certificación validada desde el { $from }.
   *[other] { $count } certificaciones validadas desde el { $from }.
}
indicators-unit-percent = por ciento
indicators-unit-persons = personas
indicators-unit-certifications = certificaciones

# La calidad de una cifra.
common-suppressed = secreto estadístico
common-unknown = desconocido
indicators-flag-ok = completo
indicators-flag-partiel = parcial
indicators-flag-fragile = frágil
indicators-flag-non-publiable = no publicable
indicators-flag-perime = antiguo
indicators-flag-declaratif = declarado
indicators-flag-estime = estimado
indicators-flag-secret = secreto estadístico
indicators-flag-sans-objet = no procede
indicators-flag-non-calculable = no calculable
indicators-flag-rectifie = rectificado
indicators-flag-exceptionnel = excepcional
indicators-flag-fictif = ficticio
indicators-flagged-partiel = { $count ->
    [one] parcial: { $count } desconocido
   *[other] parcial: { $count } desconocidos
}
indicators-flagged-fragile = { $count ->
    [one] frágil: { $count } desconocido
   *[other] frágil: { $count } desconocidos
}
indicators-flagged-non-publiable = { $count ->
    [one] no publicable: { $count } desconocido
   *[other] no publicable: { $count } desconocidos
}
indicators-flagged-perime = { $count ->
    [one] { $count } prueba antigua
   *[other] { $count } pruebas antiguas
}
indicators-flagged-declaratif = { $count ->
    [one] { $count } declarado y no medido
   *[other] { $count } declarados y no medidos
}
indicators-flagged-estime = { $count ->
    [one] { $count } número de alumnos estimado
   *[other] { $count } números de alumnos estimados
}
indicators-flagged-rectifie = { $count ->
    [one] rectificado: { $count } retirado
   *[other] rectificado: { $count } retirados
}

# Las curvas.
indicators-course-description = Una línea por cifra. Un punto hueco lleva una reserva, un hueco es un valor desconocido o protegido, y una raya vertical separa dos definiciones. La tabla que sigue da los mismos valores.
indicators-course-break = definición { $version }
indicators-chart-flagged = con una reserva
indicators-chart-none = sin cifra
