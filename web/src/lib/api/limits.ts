// Generated from openapi.json by `npm run types`.

/** The most characters of each text. */
export const LENGTHS = {
  ActionText: 280,
  AnswerText: 280,
  BallotComment: 200,
  ChoiceText: 80,
  ColleagueName: 60,
  GroupTitle: 60,
  Link: 2000,
  LinkName: 60,
  MAX_BRIEF: 900,
  MAX_LINE: 120,
  MAX_SENTENCE: 500,
  MAX_TEXT: 6000,
  NoteText: 280,
  Password: 200,
  PersonName: 60,
  Place: 120,
  Question: 200,
  ReasonText: 200,
  Recurrence: 200,
  ReplyText: 1000,
  RunbookText: 20000,
  SlackSecret: 300,
  StepText: 500,
  SystemAbout: 300,
  SystemName: 60,
  TeamName: 60,
  Title: 120,
  WallName: 30,
  WebhookUrl: 500,
} as const;

/** The most items of each list. */
export const COUNTS = {
  evidence: 20,
  hints: 10,
  holders: 3,
  system_links: 12,
  systems: 8,
} as const;

/** The least and the most of each number. */
export const RANGES = {
  hint_minutes: { least: 0, most: 60 },
  minutes: { least: 5, most: 60 },
  password: { least: 10, most: 200 },
  reflection_minutes: { least: 15, most: 480 },
  release_minutes: { least: 1, most: 60 },
  votes: { least: 1, most: 10 },
  workshop_minutes: { least: 60, most: 480 },
} as const;
