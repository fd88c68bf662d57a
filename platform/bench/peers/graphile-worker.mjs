// graphile-worker in this process. Its own advice for throughput is a local queue, and completions in batches.
import { Logger, makeWorkerUtils, run } from "graphile-worker";
import pg from "pg";
import { carryOut, now, prompt } from "./orders.mjs";

const CONCURRENCY = Number(process.env.CONCURRENCY ?? 10);
const BATCHES = { localQueue: { size: 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 };
const CHUNK = 10_000;

const pgPool = new pg.Pool({ max: CONCURRENCY + 4 });
pgPool.on("error", console.error);
pgPool.on("connect", (client) => client.on("error", console.error));
const logger = new Logger(() => (level, message) => {
  if (level === "error") {
    console.error(message);
  }
});
const utils = await makeWorkerUtils({ pgPool, logger });
await utils.migrate();

function work(concurrency, batched, task) {
  const worker = batched ? BATCHES : {};
  return run({
    pgPool,
    logger,
    noHandleSignals: true,
    taskList: { bench: task },
    crontab: "",
    preset: { worker: { ...worker, concurrentJobs: concurrency } },
  });
}

async function queue(jobs) {
  for (let left = jobs; left > 0; left -= CHUNK) {
    const count = Math.min(left, CHUNK);
    await utils.addJobs(Array.from({ length: count }, () => ({ identifier: "bench", payload: { prompt } })));
  }
}

async function left() {
  const { rows } = await pgPool.query("select count(*)::int as jobs from graphile_worker._private_jobs");
  return rows[0].jobs;
}

// A task that has returned is not yet deleted.
async function noneLeft() {
  const end = now() + 30;
  while ((await left()) > 0 && now() < end);
}

// Answers how many tasks ran, in how many seconds from the first's start until no job was left.
async function drain({ jobs, batched }) {
  await queue(jobs);
  let ran = 0;
  let start;
  let allRan;
  const ended = new Promise((resolve) => (allRan = resolve));
  const runner = await work(CONCURRENCY, batched, async () => {
    start ??= now();
    if (++ran === jobs) {
      allRan();
    }
  });
  await ended;
  await noneLeft();
  const seconds = now() - start;
  await runner.stop();
  return { jobs: ran, seconds, left: await left() };
}

// The same while the jobs are still being added: a hundred a call, or one.
async function flow({ jobs, batched }) {
  let ran = 0;
  let allRan;
  const ended = new Promise((resolve) => (allRan = resolve));
  const runner = await work(CONCURRENCY, batched, async () => {
    if (++ran === jobs) {
      allRan();
    }
  });
  const start = now();
  let added = 0;
  const add = async () => {
    while (added < jobs) {
      const count = batched ? Math.min(100, jobs - added) : 1;
      added += count;
      await (batched ? queue(count) : utils.addJob("bench", { prompt }));
    }
  };
  await Promise.all(Array.from({ length: batched ? 2 : 8 }, add));
  await ended;
  await noneLeft();
  const seconds = now() - start;
  await runner.stop();
  return { jobs: ran, seconds, left: await left() };
}

// Answers milliseconds from the call that adds a job until its task starts, at a steady pace.
async function wake({ jobs, perSecond, concurrency }) {
  const millis = [];
  let allRan;
  const ended = new Promise((resolve) => (allRan = resolve));
  const runner = await work(concurrency, false, async ({ sent }) => {
    millis.push(performance.now() - sent);
    if (millis.length === jobs) {
      allRan();
    }
  });
  await new Promise((resolve) => setTimeout(resolve, 500));
  const start = performance.now();
  for (let i = 0; i < jobs; i++) {
    const wait = start + (i * 1000) / perSecond - performance.now();
    if (wait > 0) {
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
    await utils.addJob("bench", { sent: performance.now(), prompt });
  }
  await ended;
  await noneLeft();
  await runner.stop();
  return { millis, left: await left() };
}

await carryOut({ drain, flow, wake });
