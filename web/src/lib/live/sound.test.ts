import { beforeEach, expect, test } from 'vitest';
import { CHIMES } from './chime.ts';
import { Sound } from './sound.svelte.ts';
import type { Face } from './types.ts';

/** An audio context that only remembers what it was asked to play. */
class FakeAudio {
  played: number[] = [];
  state: AudioContextState = 'suspended';
  currentTime = 0;
  destination = {};
  resume(): Promise<void> {
    this.state = 'running';
    return Promise.resolve();
  }
  close(): Promise<void> {
    return Promise.resolve();
  }
  createGain(): unknown {
    const ramp = (): void => undefined;
    const gain = { setValueAtTime: ramp, linearRampToValueAtTime: ramp, exponentialRampToValueAtTime: ramp };
    return { gain, connect: () => undefined };
  }
  createOscillator(): unknown {
    const frequency = { value: 0 };
    const start = (): void => {
      this.played.push(frequency.value);
    };
    return { frequency, start, stop: () => undefined, connect: (to: unknown) => to };
  }
}

function on(face: Face, touched = true): { sound: Sound; audio: FakeAudio } {
  const audio = new FakeAudio();
  const parts = { audio: () => audio as unknown as AudioContext, touched: () => touched };
  return { sound: new Sound(face, parts), audio };
}

beforeEach(() => {
  localStorage.clear();
});

test.each<[Face, boolean]>([
  ['room', true],
  ['desk', true],
  ['bench', false],
  ['sheet', false],
  ['seat', false],
])('on the %s it is on by itself: %s', (face, expected) => {
  expect(on(face).sound.on).toBe(expected);
});

test('a device keeps its choice on every face', () => {
  const { sound } = on('seat');
  sound.toggle();
  expect(on('bench').sound.on).toBe(true);
  sound.toggle();
  expect(on('room').sound.on).toBe(false);
});

test('it plays what the moment asks for, and nothing when it is off', () => {
  const { sound, audio } = on('desk');
  sound.play('stop');
  expect(audio.played).toEqual(CHIMES.stop.map(([hertz]) => hertz));
  expect(audio.state).toBe('running');
  sound.toggle();
  sound.play('over');
  expect(audio.played).toHaveLength(CHIMES.stop.length);
});

test('a page that nobody touched stays silent, and shows that', () => {
  const { sound, audio } = on('room', false);
  expect(sound.blocked).toBe(true);
  sound.play('soon');
  expect(audio.played).toEqual([]);
  sound.touch();
  expect(sound.blocked).toBe(false);
  sound.play('soon');
  expect(audio.played).toHaveLength(1);
});
