// The editor of a text has no name of its own: it gets that of the field, or of the block that it stands in.
(() => {
  const UNNAMED = '.public-DraftEditor-content:not([aria-labelledby])';
  let number = 0;

  // A text in several languages has the name of its field and that of its language.
  const labelsOf = (text) => {
    const field = text.closest('.w-field__wrapper')?.querySelector('.w-field__label');
    const name = field ?? text.closest('.w-panel')?.querySelector('.w-panel__heading');
    return [name, text.closest('.hub-localised__part')?.querySelector('label')].filter(Boolean);
  };

  const idOf = (label) => {
    if (!label.id) {
      number += 1;
      label.id = `text-name-${number}`;
    }
    return label.id;
  };

  const nameTexts = () => {
    document.querySelectorAll(UNNAMED).forEach((text) => {
      const labels = labelsOf(text);
      if (labels.length) text.setAttribute('aria-labelledby', labels.map(idOf).join(' '));
    });
  };

  // Rows and blocks that are added later bring their editors with them.
  let waiting = false;
  const soon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      nameTexts();
    });
  };
  new MutationObserver(soon).observe(document.documentElement, { childList: true, subtree: true });
  soon();
})();
