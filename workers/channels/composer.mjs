// A thread of its own: to draw a letter's picture and to encode the whole is a third of the work on it, and everything else would wait.
import { parentPort } from "node:worker_threads";
import { Resvg } from "@resvg/resvg-js";
import MailComposer from "nodemailer/lib/mail-composer";

const CLOSED = { disableFileAccess: true, disableUrlAccess: true };
// Looking for the fonts of the machine would cost ten times the picture, in which there are no letters.
const DRAWING = { font: { loadSystemFonts: false }, logLevel: "off" };

parentPort.on("message", async ({ id, letter: { pictures, ...parts } }) => {
  try {
    const attachments = pictures.map(({ cid, filename, svg }) => ({
      cid,
      filename,
      content: new Resvg(svg, DRAWING).render().asPng(),
      contentType: "image/png",
      contentDisposition: "inline",
    }));
    const bytes = await new MailComposer({ ...parts, ...CLOSED, attachments }).compile().build();
    parentPort.postMessage({ id, bytes });
  } catch (error) {
    parentPort.postMessage({ id, error });
  }
});
