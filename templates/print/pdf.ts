/** The printer of every document: our font alone, and nothing is fetched from anywhere. */
import pdfmake from "pdfmake";
import roboto from "pdfmake/fonts/Roboto.js";

pdfmake.setFonts(roboto);
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => Object.values(roboto.Roboto).includes(path));

export { pdfmake };
