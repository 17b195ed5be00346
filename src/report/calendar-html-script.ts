/**
 * Arrow keys among the days of a calendar: each month is then one stop of the Tab key. Without it every day is a stop, and
 * the page works all the same.
 */
export const script = `
const days = [...document.querySelectorAll('button.day')];
const months = [...document.querySelectorAll('.month')].map((month) => [...month.querySelectorAll('button.day')]).filter((list) => list.length > 0);
const stop = (list, day) => list.forEach((each) => { each.tabIndex = each === day ? 0 : -1; });
months.forEach((list) => stop(list, list.find((day) => day.hasAttribute('aria-current')) ?? list[0]));
const go = (day) => {
  if (!day) return;
  stop(months.find((list) => list.includes(day)), day);
  day.focus();
};
const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
document.addEventListener('keydown', (event) => {
  const at = days.indexOf(document.activeElement);
  if (at === -1 || event.altKey || event.ctrlKey || event.metaKey) return;
  const month = months.findIndex((list) => list.includes(days[at]));
  const place = months[month].indexOf(days[at]);
  const nearby = (list) => list && (list[place] ?? list.at(-1));
  const target = {
    PageUp: () => nearby(months[month - 1]),
    PageDown: () => nearby(months[month + 1]),
    Home: () => months[month][0],
    End: () => months[month].at(-1),
  }[event.key] ?? (event.key in steps ? () => days[at + steps[event.key]] : null);
  if (target === null) return;
  event.preventDefault();
  document.querySelectorAll('[popover]:popover-open').forEach((open) => open.hidePopover());
  go(target());
});
document.addEventListener('focusin', ({ target }) => {
  const list = months.find((each) => each.includes(target));
  if (list) stop(list, target);
});
`;
