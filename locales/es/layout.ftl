# Páginas para las familias: este archivo está completo en los cuatro idiomas.

# Lo que rodea cada página.
common-language-name = Español
common-language = Idioma
common-basin = San Martín y San Bartolomé
common-skip = Ir al contenido
common-navigation = Menú principal
common-menu = Menú
common-done = Hecho
accounts-sign-in = Iniciar sesión
accounts-sign-out = Cerrar sesión
common-demo-label = Demostración
common-demo = Son inventados: las personas, las aulas y sus mediciones, las formaciones, las certificaciones, los usos, el número de docentes, los pedidos y las entregas, las convocatorias con sus expedientes y decisiones, las necesidades declaradas. Los centros educativos, el número de alumnos, los índices de posición social (IPS), la educación prioritaria y las ubicaciones son datos abiertos reales.
common-demo-sources = Ver las fuentes
common-footer-sources = Fuentes de los datos
common-footer-figures = Cifras publicadas
common-footer-calendar = Calendario del plan
common-footer-results = Resultados de las convocatorias
common-footer-api = Acceso para otros programas (API)
common-footer-licence = Pôle es un programa libre, con la Licencia Pública de la Unión Europea (EUPL 1.2).

# El menú principal.
nav-overview = Vista general
nav-schools = Centros educativos
nav-plan = Plan
nav-strategy = Estrategia
nav-parameters = Parámetros
nav-indicators = Indicadores
nav-connectivity = Conectividad
nav-training = Formación
nav-pix = Pix
nav-usage = Usos
nav-imports = Importaciones
nav-calls = Convocatorias
nav-calls-below = Etapas de una convocatoria
nav-dossiers = Expedientes
nav-decisions = Comisiones
nav-agreements = Convenios
nav-accounts = Cuentas
nav-reviews = Mis evaluaciones
nav-reviews-run = Evaluación
layout-messages = Mensajes
