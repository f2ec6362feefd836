/** What others wrote since somebody last looked, Indonesian. Fetched with the pages. */
export const fresh = {
  one: 'baru',
  by: (name: string, when: string) => `dari ${name}, ${when}`,
  some: (names: string) => `Ada yang baru dari ${names} sejak terakhir Anda buka.`,
  whole: (names: string) => `Baru bagi Anda: ditulis ${names}, belum pernah Anda buka.`,
  record: (names: string) => `Baru sejak terakhir Anda buka, dari ${names}.`,
  look: 'Lihat yang baru',
  read: 'Sudah dibaca',
};

export type FreshWords = typeof fresh;
