import { audit } from "../audit.ts";
import type { Db, Prisma } from "../db.ts";
import { Conflict } from "../errors.ts";
import type { By } from "../outbox/events.ts";
import { inTurn } from "./turns.ts";

export type Room = Prisma.RoomGetPayload<object>;

/** @throws Conflict a room with this name, in whatever letters, is there already */
export async function createRoom(db: Db, name: string, by: By): Promise<Room> {
  return inTurn(db, async (tx) => {
    const same = await tx.room.findFirst({ where: { name: { equals: name, mode: "insensitive" } } });
    if (same) throw new Conflict(`Кабинет «${same.name}» уже есть. Возьмите его или назовите иначе.`, same);
    const room = await tx.room.create({ data: { name } });
    await audit(tx, by, { action: "room.created", objectId: room.id });
    return room;
  });
}
