declare module "pdfmake" {
  /** A piece of a document; pdfmake's own grammar, of which we use little. */
  export type Content = string | Content[] | { [property: string]: unknown };

  interface PdfMake {
    setFonts(fonts: Record<string, Record<string, string>>): void;
    setUrlAccessPolicy(mayFetch: (url: string) => boolean): void;
    setLocalAccessPolicy(mayRead: (path: string) => boolean): void;
    createPdf(document: { content: Content[]; [property: string]: unknown }): {
      getBuffer(): Promise<Buffer>;
    };
  }

  const pdfmake: PdfMake;
  export default pdfmake;
}

declare module "pdfmake/fonts/Roboto.js" {
  const fonts: { Roboto: Record<"normal" | "bold" | "italics" | "bolditalics", string> };
  export default fonts;
}
