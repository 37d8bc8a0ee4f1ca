/** What the three teams write: nothing, what people usually write, and what nobody expects of them. */
export interface Words {
  team: string;
  people: [string, string, string, ...string[]];
  system: string;
  link: string;
  workshop: string;
  place: string;
  cards: string[];
  brief: (title: string) => string;
  notes: string[];
  steps: string[];
  actions: string[];
  runbook: string;
  /** Planned besides the one that is held. */
  workshops: number;
}

const WORD = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(3).slice(0, 200);
const ARABIC = 'لا أحد يعرف أي طابور امتلأ ولماذا لم يصل الإنذار إلى المناوب في الليل';
const HEBREW = 'ההתראה לא אומרת באיזה תור מדובר, והלוח עצמו לא נפתח מחוץ למשרד';
const LINK = `https://dashboards.corvid.example/d/${'application-events-dead-letters-'.repeat(6)}?from=now-6h&to=now`;
const EMOJI = '👩🏽‍🚒🔥 the pager went 📟📟📟 and nobody was there 🙈';
const some = <T>(count: number, one: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => one(n));
const pick = (from: readonly string[], n: number): string => from[n % from.length] ?? '';

export const ordinary: Words = {
  team: 'Corvid support',
  people: ['Mei Tanaka', 'Jonas Weber', 'Priya Nair', 'Tomasz Wójcik', 'Delia Okafor'],
  system: 'employer-notify',
  link: 'https://dashboards.corvid.example/lag',
  workshop: 'November workshop',
  place: 'Room Crow’s Nest',
  cards: [
    'Applications arrive, employers hear nothing',
    'Search finds nothing since lunch',
    'Statements are slow on Monday',
    'A certificate runs out at midnight',
    'Somebody deleted the wrong bucket',
    'Two thirds of the sign-ins fail',
  ],
  brief: () =>
    'Customer care forwards three calls from this morning. Employers say that applications are on their page, but no mail has come since Saturday.',
  notes: [
    'The alarm says nothing about where to look',
    'The dashboard is two clicks too deep',
    'The log search took four minutes',
    'Asking customer care early',
    'The runbook had the very command',
    'Nobody could open the queue console',
  ],
  steps: [
    'read the card out',
    'opened the consumer’s lag',
    'the oldest message is 71 minutes old',
    'read one dead letter',
  ],
  actions: ['Name the queue in the alarm', 'Link the runbook from the alarm', 'Give everyone access to the console'],
  runbook: 'Dead letters pile up',
  workshops: 3,
};

/** Without a letter of English, so that a page has English letters only from its own texts. */
export const greek: Words = {
  team: 'Ομάδα υποστήριξης',
  people: ['Μελίνα', 'Γιώργος', 'Πηνελόπη', 'Θωμάς'],
  system: 'ειδοποιήσεις',
  link: 'https://dashboards.corvid.example/lag',
  workshop: 'Εργαστήριο Νοεμβρίου',
  place: 'Αίθουσα',
  cards: ['Οι αιτήσεις δεν φτάνουν', 'Η αναζήτηση δεν βρίσκει τίποτα', 'Το πιστοποιητικό λήγει', 'Αργές αναφορές'],
  brief: () => 'Τρεις πελάτες τηλεφώνησαν το πρωί.',
  notes: ['Ο συναγερμός δεν λέει πού', 'Ο πίνακας είναι μακριά', 'Ρωτήσαμε νωρίς', 'Σύνδεσμος στον συναγερμό'],
  steps: ['διάβασε την κάρτα', 'άνοιξε τον πίνακα', 'το μήνυμα είναι παλιό', 'διάβασε ένα μήνυμα'],
  actions: ['Σύνδεσμος για κάθε συναγερμό', 'Πρόσβαση για όλους', 'Όνομα της ουράς', 'Νέος πίνακας'],
  runbook: 'Μηνύματα που δεν παραδίδονται',
  workshops: 2,
};

export const overflowing: Words = {
  team: 'Application Events, Employer Notifications & Reconciliation',
  people: [
    'Maximiliane-Theodora Wolfeschlegelsteinhausenbergerdorff III.',
    'عبد الرحمن بن محمد الخوارزمي القرشي البغدادي أبو الحسن الطويل',
    'Priya 🦜🦜🦜🦜🦜🦜🦜🦜🦜🦜🦜🦜🦜🦜🦜🦜🦜🦜🦜🦜 Nair',
    'אברהם בן יצחק הלוי כהן־צדק מירושלים עיר הקודש תובב״א אמן סלה',
    'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Jr',
    'Hubert Blaine Wolfe­schlegel­stein­hausen­berger­dorff Senior',
    'Ana',
  ],
  system: 'employer-notification-fan-out-reconciliation-eu-central-1',
  link: LINK,
  workshop: 'The quarterly, extraordinary and cross-departmental production support workshop of all teams in Vienna',
  place: 'Building 7, third floor, behind the canteen, the room with the broken blinds, not the one beside it',
  cards: some(40, (n) =>
    pick(
      [
        'Applications arrive, employers hear nothing, and the dashboard that would tell why asks for a password',
        ARABIC.slice(0, 100),
        'Wiederherstellungspunktverzeichnisaktualisierungsfehlermeldung im Nachtlauf',
        HEBREW.slice(0, 100),
        '📟 Three pages at once 📟',
        'Short',
      ],
      n,
    ).concat(` ${n + 1}`),
  ),
  brief: () =>
    `${ARABIC}. ${WORD} ${LINK} `.concat('It has gone on since Saturday, and grows. '.repeat(12)).slice(0, 900),
  notes: some(300, (n) =>
    pick(['The alarm does not say which queue', WORD, ARABIC, LINK.slice(0, 240), HEBREW, EMOJI, 'Slow'], n),
  ),
  steps: some(40, (n) => pick(['read the card out', WORD, ARABIC, LINK, EMOJI, HEBREW], n)),
  actions: some(
    60,
    (n) => `${pick(['Name the queue in the alarm', WORD.slice(0, 180), ARABIC, EMOJI, HEBREW], n)} ${n + 1}`,
  ),
  runbook: `What to do when ${WORD}`.slice(0, 110),
  workshops: 30,
};
