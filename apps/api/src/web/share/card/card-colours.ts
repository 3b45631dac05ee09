/** Those of the pages in daylight: a picture does not know where it will be shown. */
export const CARD_COLOURS = {
  ground: '#fdf8f4',
  surface: '#ffffff',
  text: '#2b2320',
  muted: '#6d5f58',
  line: '#e8dcd3',
  a: '#c9513a',
  b: '#24757c',
  aSoft: '#fbe6e0',
  bSoft: '#def0f1',
} as const;
