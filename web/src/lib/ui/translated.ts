/** Keeps what changes on the page changing while the browser translates it.
 *
 * Translators replace each text by a `font` element with other words. A text that is gone from the page would be written
 * to, and removed, without effect: the clock would stand still. So each replaced text goes back to its place, empty, beside
 * its translation. When it is written to or removed, its translation goes. */
export function keepTextsInPlace(root: Node): () => void {
  const originals = new WeakMap<Node, { text: Text; words: string }>();
  const translations = new WeakMap<Node, HTMLElement>();

  function putBack(text: Text, font: HTMLElement): void {
    originals.set(font, { text, words: text.data });
    translations.set(text, font);
    // Some put the text itself into the element.
    if (font.contains(text)) text.replaceWith(text.data);
    font.before(text);
    text.data = '';
  }

  function forget(text: Node, font: HTMLElement): void {
    originals.delete(font);
    translations.delete(text);
    font.remove();
  }

  function afterRemoval(node: Node, { addedNodes, previousSibling, nextSibling }: MutationRecord): void {
    const original = originals.get(node);
    if (original && !node.isConnected) {
      // The page is shown as it was written.
      translations.delete(original.text);
      if (original.text.isConnected && original.text.data === '') original.text.data = original.words;
      return;
    }
    const font = translations.get(node);
    if (font && node.isConnected) (node as Text).after(font);
    else if (font) forget(node, font);
    else if (node instanceof Text && node.data.trim() !== '') {
      const around = [...addedNodes, previousSibling, nextSibling];
      const translation = around.find((one) => one?.nodeName === 'FONT' && one.isConnected && !originals.has(one));
      if (translation) putBack(node, translation as HTMLElement);
    }
  }

  const observer = new MutationObserver((records) => {
    for (const record of records) {
      if (record.type === 'childList') {
        for (const node of record.removedNodes) afterRemoval(node, record);
        continue;
      }
      const font = translations.get(record.target);
      if (font && (record.target as Text).data !== '') forget(record.target, font);
    }
    // What was done here is no news.
    observer.takeRecords();
  });
  observer.observe(root, { childList: true, characterData: true, subtree: true });
  return () => {
    observer.disconnect();
  };
}
