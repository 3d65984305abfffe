declare module "mjml" {
  export default function mjml2html(
    source: string,
    options: { fonts: Record<string, string>; validationLevel: "strict" },
  ): Promise<{ html: string }>;
}
