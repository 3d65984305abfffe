import { openPostgres } from "../../prisma/postgres.ts";

// A second program for the tests: opens the database of a folder, says where it is and stays until told to leave.
const postgres = await openPostgres({ dataDir: process.argv[2]!, durable: false });
process.once("SIGTERM", async () => {
  await postgres.close();
  process.exit(0);
});
process.stdout.write(`ready ${postgres.url("postgres")}\n`);
setInterval(() => {}, 60_000);
