import { readMaterial } from "../../materials/materials.ts";
import { Id } from "../api/shapes.ts";
import { sendFile } from "../uploads.ts";
import type { App, Web } from "../web.ts";

/** A teacher's file of a lesson, and a pupil's own work, as the diary links to them (R49). */
export async function materialRoutes(app: App, { db, config: { dataDir } }: Web): Promise<void> {
  for (const [url, access, of] of [
    ["/materials/:id", "material.read", "teachers"],
    ["/pupil-works/:id", "work.read", "work"],
  ] as const)
    app.get(
      url,
      { config: { access, about: "material", showsPersonal: true }, schema: { params: Id } },
      async ({ params: { id } }, reply) => {
        const { name, ...kept } = await readMaterial(db, { id, dataDir, of });
        return sendFile(reply, kept, name);
      },
    );
}
