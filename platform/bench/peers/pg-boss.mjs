// pg-boss in this process, a hundred jobs a call.
import { PgBoss } from "pg-boss";
import { carryOut, now, prompt } from "./orders.mjs";

const LOOPS = Number(process.env.LOOPS ?? 4);
const SIZE = 100;
const CHUNK = 10_000;
const QUEUE = "bench";

const boss = new PgBoss({
  host: process.env.PGHOST,
  port: Number(process.env.PGPORT),
  user: process.env.PGUSER,
  password: process.env.PGPASSWORD,
  database: process.env.PGDATABASE,
  max: LOOPS + 2,
  schedule: false,
});
boss.on("error", console.error);
await boss.start();
await boss.createQueue(QUEUE);

async function add(jobs, size) {
  for (let left = jobs; left > 0; left -= size) {
    await boss.insert(
      QUEUE,
      Array.from({ length: Math.min(left, size) }, () => ({ data: { prompt } })),
    );
  }
}

// Answers how many jobs were completed, in how many seconds.
async function drain({ jobs }) {
  await add(jobs, CHUNK);
  let completed = 0;
  const loop = async () => {
    for (;;) {
      const batch = await boss.fetch(QUEUE, { batchSize: SIZE });
      if (batch.length === 0) {
        return;
      }
      const { affected } = await boss.complete(
        QUEUE,
        batch.map((job) => job.id),
      );
      completed += affected;
    }
  };
  const start = now();
  await Promise.all(Array.from({ length: LOOPS }, loop));
  const seconds = now() - start;
  const found = await boss.getDb().executeSql(
    "select count(*)::int as left from pgboss.job where name = $1 and state < 'completed'",
    [QUEUE],
  );
  return { jobs: completed, seconds, left: found.rows[0].left };
}

await carryOut({ drain });
