import pg from "pg";

/** Creates the database named in the url where it is missing; true when it did. */
export async function ensureDatabase(url: string): Promise<boolean> {
  const client = new pg.Client(url);
  const missing = await client.connect().then(
    () => false,
    (error) => {
      if (error.code === "3D000") return true;
      throw error;
    },
  );
  await client.end();
  if (!missing) return false;

  const admin = await connectBeside(url);
  try {
    // Under the C locale alone a Russian ILIKE finds nothing, hence ICU.
    await admin.query(`create database ${pg.escapeIdentifier(nameIn(url))} template template0 encoding 'UTF8'
      locale 'C' locale_provider icu icu_locale 'ru-RU'`);
    return true;
  } catch (error) {
    // 42P04, 23505: somebody else created it in this very moment.
    if (!["42P04", "23505"].includes((error as pg.DatabaseError).code ?? "")) throw error;
    return false;
  } finally {
    await admin.end();
  }
}

/** Drops the database named in the url, throwing out whoever is still connected to it. */
export async function dropDatabase(url: string): Promise<void> {
  const admin = await connectBeside(url);
  try {
    await admin.query(`drop database if exists ${pg.escapeIdentifier(nameIn(url))} with (force)`);
  } finally {
    await admin.end();
  }
}

async function connectBeside(url: string): Promise<pg.Client> {
  const server = new URL(url);
  server.pathname = "/postgres";
  const client = new pg.Client(server.href);
  await client.connect();
  return client;
}

function nameIn(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}
