/** How far something has come. */
export const tick = {
  draft: 'Sedang ditulis',
  pending: 'Menyimpan…',
  phone: 'Tersimpan di HP',
  relay: 'Sampai di kecamatan',
  all: 'Diterima semua HP',
  refused: 'Tertahan',
  received: (n: number, m: number) => `diterima ${n} dari ${m} HP`,
};
