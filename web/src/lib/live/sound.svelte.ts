import { createContext } from 'svelte';
import type { Moment } from '$lib/timer.ts';
import { chime } from './chime.ts';
import type { Face } from './types.ts';

const KEY = 'readyroom.sound';
/** The faces that speak for the room; the others are silent until somebody turns their sound on. */
const LOUD: readonly Face[] = ['room', 'desk'];

export interface SoundParts {
  audio: () => AudioContext;
  /** Somebody has touched this page, so its browser lets it sound. */
  touched: () => boolean;
}

const browserParts: SoundParts = {
  audio: () => new AudioContext(),
  touched: () => 'userActivation' in navigator && navigator.userActivation.hasBeenActive,
};

/** Whether this device plays a sound when time is short. Browsers keep a page silent until somebody has touched it. */
export class Sound {
  on = $state(false);
  #touched = $state(false);
  /** It is on and would be heard, if only somebody touched the page. */
  readonly blocked = $derived(this.on && !this.#touched);
  #parts: SoundParts;
  #audio: AudioContext | null = null;

  constructor(face: Face, parts: SoundParts = browserParts) {
    this.#parts = parts;
    this.#touched = parts.touched();
    const chosen = read();
    this.on = chosen === null ? LOUD.includes(face) : chosen === 'on';
  }

  toggle(): void {
    this.on = !this.on;
    try {
      localStorage.setItem(KEY, this.on ? 'on' : 'off');
    } catch {
      // A browser that keeps nothing forgets it with the page.
    }
    if (!this.on) return;
    this.touch();
    this.play('soon');
  }

  /** Somebody touched the page. Some browsers let sound begin only while that happens. */
  touch(): void {
    this.#touched = true;
    if (this.on) this.#wake();
  }

  play(moment: Moment): void {
    if (this.on && this.#touched) chime(this.#wake(), moment);
  }

  #wake(): AudioContext {
    this.#audio ??= this.#parts.audio();
    if (this.#audio.state === 'suspended') void this.#audio.resume();
    return this.#audio;
  }

  close(): void {
    void this.#audio?.close();
    this.#audio = null;
  }
}

function read(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export const [useSound, provideSound] = createContext<Sound>();
