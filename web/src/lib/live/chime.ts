import type { Moment } from '$lib/timer.ts';

/** Notes in hertz, each with the seconds after which it begins. Soft and few, so that nobody is startled. */
export const CHIMES: Record<Moment, readonly (readonly [hertz: number, after: number])[]> = {
  soon: [[523.25, 0]],
  ending: [
    [523.25, 0],
    [659.25, 0.25],
  ],
  stop: [
    [659.25, 0],
    [523.25, 0.25],
    [392, 0.5],
  ],
  graceOver: [
    [523.25, 0],
    [392, 0.25],
  ],
  over: [
    [392, 0],
    [523.25, 0.25],
    [392, 0.5],
  ],
};

const LOUDNESS = 0.14;
const ATTACK_S = 0.02;
const RING_S = 1.1;

/** Plays a chime: sine tones that swell at once and fade. */
export function chime(audio: AudioContext, moment: Moment): void {
  for (const [hertz, after] of CHIMES[moment]) {
    const at = audio.currentTime + after;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(LOUDNESS, at + ATTACK_S);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + RING_S);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    tone.stop(at + RING_S);
  }
}
