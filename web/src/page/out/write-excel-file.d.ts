// What the package does not say of the file that writes without workers of its own.
declare module '*writeXlsxFileUniversal.js' {
  export function generateXlsxFileSync(
    sheets: {
      data: unknown[][];
      sheet: string;
      columns: { width: number }[];
      stickyRowsCount: number;
    }[],
    options: object,
    unused: undefined,
    content: (file: unknown) => Promise<Uint8Array>,
  ): Promise<Blob>;
}
