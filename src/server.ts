import { RuleBroken } from "./errors.ts";
import { buildApp } from "./http/app.ts";
import type { Web } from "./http/web.ts";
import { keepToday } from "./lessons/today.ts";

/** Another program listens there; the sentence says what to do. */
export class PortBusy extends RuleBroken {
  override name = "PortBusy";
}

export interface Server {
  /** Where it really listens: `PORT=0` takes any free port. */
  url: string;
  port: number;
  /** Takes no new requests, ends those under way; the database stays open. */
  close(): Promise<void>;
}

/** Opens the port of the settings. @throws PortBusy */
export async function startServer(web: Web): Promise<Server> {
  const app = await buildApp(web);
  try {
    await listen(app, web.config.port);
  } catch (error) {
    await app.close();
    throw worded(error, web.config.port);
  }
  const today = keepToday(web.db);
  const address = app.server.address();
  const port = typeof address === "object" && address ? address.port : web.config.port;
  return {
    url: `http://localhost:${port}`,
    port,
    async close() {
      await app.close();
      await today.stop();
    },
  };
}

/** On both families of addresses, where the machine has both. */
async function listen(app: Awaited<ReturnType<typeof buildApp>>, port: number): Promise<void> {
  try {
    await app.listen({ port, host: "::" });
  } catch (error) {
    if (!["EAFNOSUPPORT", "EADDRNOTAVAIL"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
    await app.listen({ port, host: "0.0.0.0" });
  }
}

function worded(error: unknown, port: number): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE")
    return new PortBusy(
      `Порт ${port} занят: закройте ту программу или запустите с другим, например PORT=${port + 1} npm start.\n` +
        `Port ${port} is in use: stop that program or take another one, for example PORT=${port + 1} npm start.`,
    );
  if (code === "EACCES")
    return new PortBusy(
      `На порт ${port} у этого пользователя нет прав: возьмите номер выше 1023, например PORT=3000 npm start.\n` +
        `This user may not open port ${port}: take one above 1023, for example PORT=3000 npm start.`,
    );
  return error;
}
