// Tests run in a British locale.
Object.defineProperty(navigator, 'languages', { value: ['en-GB'], configurable: true });

// What happy-dom lacks: popovers. They open and close at once, and send the browser's events.
if (!('showPopover' in HTMLElement.prototype)) {
  const toggle = (element: HTMLElement, state: 'open' | 'closed'): void => {
    element.dispatchEvent(Object.assign(new Event('toggle'), { newState: state }));
  };
  Object.assign(HTMLElement.prototype, {
    showPopover(this: HTMLElement) {
      toggle(this, 'open');
    },
    hidePopover(this: HTMLElement) {
      toggle(this, 'closed');
    },
  });
}
