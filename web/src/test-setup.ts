// The reader of the tests lives in Britain.
Object.defineProperty(navigator, 'languages', { value: ['en-GB'], configurable: true });

// What happy-dom lacks: popovers. They open and close at once, and tell it as the browser does.
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
