import type { Server } from "node:http";
import type { Socket } from "node:net";

/**
 * Browsers open connections in advance and may never ask anything on them. Node takes such a one for a request whose head is
 * on its way: a server that is closing would wait a minute for it, longer than those who stop us allow.
 *
 * @returns ends the connections on which nothing was asked yet
 */
export function watchSpareConnections(server: Server): () => void {
  const spare = new Set<Socket>();
  server.on("connection", (socket) => {
    spare.add(socket);
    socket.once("close", () => spare.delete(socket));
  });
  server.on("request", ({ socket }) => spare.delete(socket));
  return () => {
    for (const socket of spare) socket.destroy();
  };
}
