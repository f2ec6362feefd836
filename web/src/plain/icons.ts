/** Strokes on a field of 24 by 24. */
export const ICONS = {
  home: 'M4 11 12 4l8 7M6 10v9h4v-5h4v5h4v-9',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Zm-6 9c0-3.3 2.7-5.5 6-5.5s6 2.2 6 5.5M16 4.5a3.5 3.5 0 0 1 0 6.4M17.5 15c2.1.7 3.5 2.5 3.5 5',
  log: 'M5 4h14v16H5zM9 4v16M12 9h4M12 13h4',
  note: 'M6 3h9l4 4v14H6zM14 3v5h5M9 12h7M9 16h5',
  back: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  plus: 'M12 5v14M5 12h14',
  pencil: 'M4 20l1-4L16.5 4.5a2 2 0 0 1 3 3L8 19l-4 1Z',
  gear: 'M3 7h9M18 7h3M3 17h3M12 17h9M15 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM9 20a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM16 16l5 5',
  close: 'M6 6l12 12M18 6L6 18',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  sync: 'M20 11a8 8 0 0 0-14.3-4L3.5 9M3.5 4v5h5M4 13a8 8 0 0 0 14.3 4l2.2-2M20.5 20v-5h-5',
  cloudOff: 'M3 3l18 18M8 8a5 5 0 0 0-1 9.9h10M19.5 16.5A4 4 0 0 0 17 10.1 6 6 0 0 0 11 6',
  cloud: 'M7 18a4.5 4.5 0 0 1-.6-9A6 6 0 0 1 18 9.5 4.3 4.3 0 0 1 17.5 18ZM9.5 13l2 2 3.5-3.5',
  alert: 'M12 4 2.5 20h19ZM12 10v4M12 17v.3',
  archive: 'M4 5h16v4H4zM6 9v10h12V9M10 13h4',
  phone:
    'M6 3h4l1.5 5L9 10a12 12 0 0 0 5 5l2-2.5 5 1.5v4a2 2 0 0 1-2 2A16 16 0 0 1 4 5a2 2 0 0 1 2-2Z',
  mobile: 'M8 3h8a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1ZM11 18h2',
  chat: 'M4 20l1.3-4A8 8 0 1 1 8.5 19ZM9 10.5h6M9 13.5h4',
  mail: 'M3 6h18v12H3zM3.5 6.5 12 13l8.5-6.5',
  fork: 'M6 4v5c0 3 3 4 6 4M18 4v5c0 3-3 4-6 4v7M9 17l3 3 3-3',
  list: 'M9 6h11M9 12h11M9 18h11M4 6h.3M4 12h.3M4 18h.3',
  gavel: 'M13 4l7 7M10 7l7 7M11.5 5.5l-4 4 5 5 4-4M9 12l-6 6 2.5 2.5 6-6M13 20.5h8',
  flag: 'M6 21V4M6 5h12l-2.5 4L18 13H6',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v5M16 3v5',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5l3.5 2',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
} as const;
export type IconName = keyof typeof ICONS;
