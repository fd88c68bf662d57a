// Carries out orders that come as lines of JSON, one at a time, and answers each with a line of JSON.
import { createInterface } from "node:readline";

export const prompt = "a prompt of an ordinary length, give or take a few words";

export async function carryOut(orders) {
  for await (const line of createInterface({ input: process.stdin })) {
    const { order, ...details } = JSON.parse(line);
    process.stdout.write(JSON.stringify(await orders[order](details)) + "\n");
  }
  process.exit(0);
}

// Seconds since some moment of the past
export const now = () => performance.now() / 1000;
