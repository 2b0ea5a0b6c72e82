//! Times an assignment: `cargo run --release -p pole-optimise --example assignment [tasks] [workers]`.
//!
//! Two workers for each task. Pairs are forbidden as where people do not judge their own place: tasks
//! and workers belong to 26 groups, and a worker never gets a task of their own group, nor a few others.

use std::process::ExitCode;
use std::time::Instant;

use pole_optimise::Limits;
use pole_optimise::assignment::{Assignment, AssignmentError, Capacity, Outcome};

fn main() -> ExitCode {
    let mut numbers = std::env::args().skip(1).filter_map(|word| word.parse::<usize>().ok());
    let tasks = numbers.next().unwrap_or(2_000);
    let workers = numbers.next().unwrap_or(300);
    for costs in [false, true] {
        if let Err(problem) = measure(tasks, workers, costs) {
            eprintln!("{problem}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn measure(tasks: usize, workers: usize, costs: bool) -> Result<(), Box<dyn std::error::Error>> {
    let problem = problem(tasks, workers, costs)?;
    let begin = Instant::now();
    let outcome = problem.solve(&Limits {
        seconds: 600.0,
        ..Limits::default()
    })?;
    let seconds = begin.elapsed().as_secs_f64();
    let words = if costs { "with costs" } else { "without costs" };
    match outcome {
        Outcome::Assigned(assigned) => {
            let least = assigned.loads.iter().min().copied().unwrap_or(0);
            let most = assigned.loads.iter().max().copied().unwrap_or(0);
            let fair = (2 * tasks).div_ceil(workers.max(1));
            println!(
                "{tasks} tasks × 2, {workers} workers, {words}: {seconds:.2} s, loads {least} to {most} \
                 (no plan is below {fair}), cost {}",
                assigned.cost
            );
        }
        other => println!("{words}: {seconds:.2} s, {other:?}"),
    }
    Ok(())
}

fn problem(tasks: usize, workers: usize, costs: bool) -> Result<Assignment, AssignmentError> {
    let most = u32::try_from(tasks).unwrap_or(u32::MAX);
    let mut problem = Assignment::new(vec![2; tasks], vec![Capacity { least: 0, most }; workers])?;
    let mut seed = 2026_u64;
    for task in 0..tasks {
        for worker in 0..workers {
            if task % 26 == worker % 26 || scattered(&mut seed, 20) == 0 {
                problem.forbid(task, worker)?;
            }
            if costs {
                let cost = i32::try_from(scattered(&mut seed, 1_000)).unwrap_or(0);
                problem.set_cost(task, worker, cost)?;
            }
        }
    }
    Ok(problem)
}

/// Numbers that look like chance and are the same each time.
fn scattered(seed: &mut u64, below: u64) -> u64 {
    *seed = seed
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    (*seed >> 33) % below
}
