import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** The system's Chromium: what CHROMIUM names, else the first that PATH has. */
export function chromium(): string {
  const named = process.env['CHROMIUM'];
  if (named) return named;
  for (const name of names) {
    for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
      const program = join(folder, name);
      if (isProgram(program)) return program;
    }
  }
  throw new Error(`No browser: install Chromium, or name it in CHROMIUM. Looked in PATH for ${names.join(', ')}.`);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
