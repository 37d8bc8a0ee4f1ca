// Generated from openapi.json by `npm run types`.

/** The most characters of each text. */
export const LENGTHS = {
  ActionText: 280,
  AnswerText: 280,
  BallotComment: 200,
  ChoiceText: 80,
  ColleagueName: 60,
  GroupTitle: 60,
  GuessText: 280,
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

/** The live commands that are kept while there is no connection. Every other one is given with the others in the room, or not at
 * all. */
export const KEPT_OFFLINE = [
  'add_note',
  'edit_note',
  'move_note',
  'remove_note',
  'restore_note',
  'colour_note',
  'group_note',
  'make_group',
  'name_group',
  'move_group',
  'remove_group',
  'restore_group',
  'add_step',
  'edit_step',
  'remove_step',
  'restore_step',
  'move_step',
  'set_step_picture',
  'ask_colleague',
  'answer_colleague',
  'add_answer',
  'edit_answer',
  'remove_answer',
  'restore_answer',
  'write_guess',
  'withdraw_guess',
  'add_note_from_step',
  'add_note_from_answer',
  'commit_action',
  'spread_note',
  'edit_action',
  'review_action',
  'remove_action',
  'restore_action',
] as const;
