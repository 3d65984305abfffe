import { listForPupil, type Material, readMaterial, removeMaterial } from "../../src/materials/materials.ts";
import type { Act, Button, Feature, OwnTalk, Reply, Screen } from "../feature.ts";
import { byOf, cut, inPairs, label, plain, saysAll, wordsOf } from "../screens.ts";
import { handActs, handButton, handSteps, tasks } from "./family-hand.ts";
import { ownPupil, type Pupil, type PupilScreen, pupilCommand, showPupil, titleOf } from "./family-pupil.ts";
import { openerOf } from "./laying.ts";

// In: a family taps the files of a lesson or of a homework. Out: what the teacher laid there and the pupil's own work, and
// a file itself as a document. A file taken away is gone; the same tap once more finds nothing.

const LONGEST_NAME = 80;

const files: PupilScreen = {
  act: "files.list",
  ofAnother: "homework.list",
  async show(talk, pupil, [lessonId = ""]) {
    const materials = await listForPupil(talk.db, { lessonIds: [lessonId], pupilId: pupil.id });
    const isOpen = saysAll(talk);
    return {
      html: [
        titleOf(talk, pupil, talk.word("bot-files", { n: materials.length })),
        ...(isOpen ? materials.map((material) => plain(fileLine(talk, material))) : [onSite(talk)]),
      ].join("\n"),
      buttons: [
        ...(isOpen ? inPairs(materials.map(buttonOf)) : [[siteButton(talk, pupil)]]),
        [handButton(talk, pupil.id, lessonId)],
        [{ label: talk.word("bot-family-to-menu"), act: "menu.of", args: [pupil.id] }],
      ],
    };
  },
};

export const familyFiles: Feature = {
  name: "files",
  commands: [pupilCommand("hand", "bot-hand-menu", tasks)],
  acts: {
    list: {
      access: "materials.ofPupil",
      about: ([pupil = ""]) => ({ pupil }),
      run: (talk, [pupilId = "", ...args]) =>
        showPupil(talk, ownPupil(talk, pupilId), { screen: files, args }),
    },
    open: sending("material.read", "teachers"),
    work: sending("work.read", "work"),
    remove: { access: "material.remove", about: ([material = ""]) => ({ material }), run: remove },
    ...handActs,
  },
  steps: handSteps,
};

/** What the files of these lessons add to a screen; where free words stay inside, only that there are some. */
export async function withFiles(
  talk: OwnTalk,
  pupil: Pupil,
  lessons: { lessonId: string | null; subject: string }[],
): Promise<{ lines: string[]; buttons: Button[][] }> {
  const lessonIds = lessons.flatMap(({ lessonId }) => lessonId ?? []);
  if (lessonIds.length === 0) return { lines: [], buttons: [] };
  const materials = await listForPupil(talk.db, { lessonIds, pupilId: pupil.id });
  if (materials.length === 0) return { lines: [], buttons: [] };
  if (!saysAll(talk)) return { lines: [onSite(talk)], buttons: [[siteButton(talk, pupil)]] };
  const buttons = lessons.flatMap(({ lessonId, subject }) => {
    const n = materials.filter((material) => material.lessonId === lessonId).length;
    if (n === 0) return [];
    const words = talk.word("bot-files-of", { subject: wordsOf(talk).subject(subject), n });
    return [{ label: label(words), act: "files.list", args: [pupil.id, lessonId!] }];
  });
  return { lines: [], buttons: inPairs(buttons) };
}

/** «§ 14.pdf, 240 КБ», «моя работа.jpg, 1,2 МБ: своя работа» */
function fileLine(talk: OwnTalk, { name, bytes, kind }: Material): string {
  const isLarge = bytes >= 1024 * 1024;
  const size = talk.word("bot-files-size", {
    unit: isLarge ? "mb" : "kb",
    n: isLarge ? Math.round(bytes / 104_857.6) / 10 : Math.max(1, Math.round(bytes / 1024)),
  });
  return talk.word("bot-files-one", { name: cut(name, LONGEST_NAME), size, kind });
}

function buttonOf(material: Material): Button {
  const { name, ...to } = openerOf(material);
  return { label: label(name), ...to };
}

/** What else is sent goes where the one before it went. */
async function remove(talk: OwnTalk, [id = ""]: string[]): Promise<Reply> {
  await removeMaterial(talk.db, { id, dataDir: talk.dataDir }, byOf(talk));
  const menu = { label: talk.word("bot-family-to-menu"), act: "menu.open" };
  return { screen: { html: plain(talk.word("bot-file-removed")), buttons: [[menu]] } };
}

/** A file may name anybody: it leaves only by a channel that may know all. */
function sending(access: "material.read" | "work.read", of: "teachers" | "work"): Act {
  return {
    access,
    about: ([material = ""]) => ({ material }),
    async run(talk, [id = ""]): Promise<Reply> {
      if (!saysAll(talk)) return { screen: onSiteAlone(talk), below: true };
      const { name, bytes, kind } = await readMaterial(talk.db, { id, dataDir: talk.dataDir, of });
      return { file: { name: `${name}.${kind}`, bytes } };
    },
  };
}

function onSite(talk: OwnTalk): string {
  return plain(talk.word("bot-files-on-site"));
}

function onSiteAlone(talk: OwnTalk): Screen {
  return { html: onSite(talk), buttons: [[{ label: talk.word("open-diary"), url: talk.publicUrl }]] };
}

function siteButton(talk: OwnTalk, pupil: Pupil): Button {
  return { label: talk.word("open-diary"), url: `${talk.publicUrl}/pupils/${pupil.id}/diary` };
}
