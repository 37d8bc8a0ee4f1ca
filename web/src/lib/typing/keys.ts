type Key = Pick<KeyboardEvent, 'key' | 'code' | 'keyCode' | 'isComposing' | 'shiftKey'>;

/** The key belongs to an input method, which may still be choosing characters. */
export function isComposing(event: Pick<Key, 'isComposing' | 'keyCode'>): boolean {
  // Safari ends the composition before the Enter that ended it arrives: only the old key code still shows it.
  return event.isComposing || event.keyCode === 229;
}

/** Enter that sends what was typed, in fields where Shift and Enter begin a new line. */
export function isSendingEnter(event: Key): boolean {
  return event.key === 'Enter' && !event.shiftKey && !isComposing(event);
}

/** Sends the form of a field of several lines on Enter. */
export function sendOnEnter(event: KeyboardEvent): void {
  if (!isSendingEnter(event)) return;
  event.preventDefault();
  if (event.target instanceof HTMLTextAreaElement) event.target.form?.requestSubmit();
}

/** The key of a shortcut: a small letter, a digit, a sign, or a name such as `Escape`. Caps Lock makes no difference, and
 * where a layout has other letters, the place of the key counts. Empty while an input method is at work. */
export function shortcutOf(event: Key): string {
  if (isComposing(event)) return '';
  const { key, code, shiftKey } = event;
  if ([...key].length !== 1) return key;
  const small = key.toLowerCase();
  if (/^[a-z0-9]$/.test(small)) return small;
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  // On a French layout digits need Shift.
  if (digit && !shiftKey) return digit;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  return letter && !/^[ -~]$/.test(small) ? letter.toLowerCase() : small;
}
