import { on } from 'svelte/events';
import { t } from '$lib/i18n/index.ts';
import { excessOf } from './lengths.ts';

/** What a person reads about a text that is too long; nothing where it fits, or where there is no limit. */
export function tooLong(text: string, most: number | undefined): string | undefined {
  const excess = most === undefined ? 0 : excessOf(text, most);
  return excess === 0 ? undefined : t.ui.tooLong(excess, most ?? 0);
}

type TextField = HTMLInputElement | HTMLTextAreaElement;

/** Keeps a text that is too long in its field, and keeps its form from being sent. `maxlength` would cut what is pasted. */
export function limited(most: () => number | undefined, value: () => string) {
  return (field: TextField): void => {
    $effect(() => {
      field.setCustomValidity(tooLong(value(), most()) ?? '');
    });
    // The page shows the message beside the field already; the browser's own bubble would cover it.
    $effect(() =>
      on(field, 'invalid', (event) => {
        if (!field.validity.customError) return;
        event.preventDefault();
        field.focus();
      }),
    );
  };
}
