use pole_kernel::{Day, vocabulary};

vocabulary! {
    /// Which premises a line of coverage counts.
    PremisesKind, "kind of premises" {
        /// All of them.
        All = "all",
        /// Dwellings.
        Dwellings = "log",
        /// Premises of businesses and others.
        Others = "loc",
    }
}

vocabulary! {
    /// What premises are eligible to. Classes of speed are cumulative: whoever has 100 Mbit/s has 30.
    CoverageMeasure, "measure of coverage" {
        /// Not even high-speed internet.
        NotEligible = "inel_hd",
        /// 0.5 Mbit/s and more.
        Hd05 = "hd05",
        /// 3 Mbit/s and more.
        Hd3 = "hd3",
        /// 8 Mbit/s and more.
        Bhd8 = "bhd8",
        /// 30 Mbit/s and more.
        Thd30 = "thd30",
        /// 100 Mbit/s and more.
        Thd100 = "thd100",
        /// 1 Gbit/s.
        Thd1g = "thd1g",
        /// Fibre to the home.
        Ftth = "ftth",
        /// Cable.
        Coax = "coax",
        /// Copper.
        Copper = "cu",
        /// Very high-speed radio.
        RadioThd = "thdr",
        /// Fixed 4G.
        Fixed4g = "4gf",
        /// High-speed radio.
        RadioHd = "hdr",
        /// Satellite.
        Satellite = "sat",
    }
}

/// How many premises of a commune are eligible to what, on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverageFact {
    /// The INSEE code of the commune, that of today.
    pub commune: String,
    /// Which premises.
    pub premises_kind: PremisesKind,
    /// How many there are.
    pub premises: u32,
    /// How many are eligible; what the file does not tell is absent.
    pub eligible: Vec<(CoverageMeasure, u32)>,
    /// The day of the edition.
    pub observed_on: Day,
}
