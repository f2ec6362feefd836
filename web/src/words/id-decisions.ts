/** What waits for somebody's decision, Indonesian. Fetched after the first page. */
export const decisions = {
  title: (n: number) => `Menunggu keputusan Anda · ${n}`,
  same: (a: string, b: string) => `${a} dan ${b}`,
  sameText: 'Sepertinya orang yang sama. Bandingkan kartunya.',
  approval: 'Diubah setelah disahkan. Periksa, lalu sahkan lagi.',
  post: (position: string, village: string) => `${position} ${village}`,
  postText: 'Tercatat lebih dari satu orang. Pilih yang benar.',
};

export type DecisionWords = typeof decisions;
