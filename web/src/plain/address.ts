/** The names of documents and records have slashes, and parts of an address do not. */
export const toAddress = (name: string): string => name.replaceAll('/', '~');
export const fromAddress = (part: string): string => part.replaceAll('~', '/');
