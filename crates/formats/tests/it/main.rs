//! Whole files through the door: the real ones, the traps, the hostile ones, any bytes at all.

#[cfg(test)]
mod coverage;
#[cfg(test)]
mod demarche;
#[cfg(test)]
mod door;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod mapped;
#[cfg(test)]
mod people;
#[cfg(test)]
mod pix;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod real;
#[cfg(test)]
mod rooms;
#[cfg(test)]
mod traps;
