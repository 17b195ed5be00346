// Expressions that look at a page from inside.

/** Elements that reach out of the window to the right, or that cut what they hold. */
export const overflowing = `(() => {
  const width = document.documentElement.clientWidth;
  const wide = [...document.querySelectorAll('body *')]
    .filter((each) => !each.closest('.skip') && each.getBoundingClientRect().right > width + 0.5)
    .map((each) => each.tagName + '.' + each.className);
  const cut = [...document.querySelectorAll('button.day')]
    .filter((each) => each.scrollWidth > each.clientWidth || each.scrollHeight > each.clientHeight)
    .map((each) => 'cut: ' + each.getAttribute('aria-label'));
  return [...(document.documentElement.scrollWidth > width ? ['the page'] : []), ...wide, ...cut];
})()`;

/** Words whose colour is less than 4.5 to 1 away from what stands behind them (WCAG 2.2, 1.4.3). */
export const contrastFaults = `(() => {
  const channels = (color) => (color.match(/[\\d.]+/g) ?? []).map(Number);
  const luminance = ([red, green, blue]) => {
    const linear = [red, green, blue].map((value) => value / 255).map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const groundOf = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const [red, green, blue, alpha = 1] = channels(getComputedStyle(each).backgroundColor);
      if (alpha === 1) return [red, green, blue];
      if (alpha !== 0) throw new Error('a see-through ground');
    }
    return [255, 255, 255];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const faults = new Set();
  let seen = 0;
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (walker.currentNode.data.trim() === '' || !element.checkVisibility() || element.tagName === 'SCRIPT') continue;
    seen += 1;
    const [one, other] = [luminance(channels(getComputedStyle(element).color)), luminance(groundOf(element))];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (ratio < 4.5) faults.add(ratio.toFixed(2) + ' ' + element.tagName + '.' + element.className);
  }
  return [...faults, ...(seen < 100 ? ['only ' + seen + ' texts seen'] : [])];
})()`;
