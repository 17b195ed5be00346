/** How the page of metrics looks: light and dark, from 360 pixels on, and on paper. Words stand out from their ground by 4.5 to 1 at least. */
export const style = `
:root {
  color-scheme: light dark;
  --page: #ffffff; --ink: #1b1f24; --soft: #4f5862; --line: #c9d1d9; --card: #f4f6f8; --link: #0b57a8; --focus: #0b57a8;
  --well: #3a8f5c; --badly: #c0392b; --held: #b9c7d6; --alone: #3d6b99; --alarm: #fbe0dd; --alarm-ink: #7a1410;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #11151a; --ink: #e8ecf1; --soft: #a9b4c0; --line: #3a434d; --card: #1a2027; --link: #7cb8ff; --focus: #9accff;
    --well: #4fbf74; --badly: #ff7b6b; --held: #46566a; --alone: #7fb0e0; --alarm: #43191a; --alarm-ink: #ffc2bc;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
header, main { max-width: 70rem; margin: 0 auto; padding: 0 1rem; }
main { padding-bottom: 3rem; }
h1 { font-size: 1.7rem; margin: 1.4rem 0 0; }
h2 { font-size: 1.25rem; margin: 2rem 0 0.5rem; }
h3 { font-size: 0.95rem; margin: 0; color: var(--soft); font-weight: 600; }
p { margin: 0.3rem 0; }
a { color: var(--link); }
code { font: 0.92em ui-monospace, monospace; }
.diff { background: var(--card); border: 1px solid var(--line); border-radius: 0.5rem; padding: 0.6rem 0.8rem; margin: 0.6rem 0; }
.diff code { display: block; white-space: pre-wrap; min-height: 1em; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.about { font-size: 1.1rem; color: var(--soft); }
.aside, .notes, figcaption, summary, details p { color: var(--soft); font-size: 0.9rem; }
.notes { padding-left: 1.2rem; }
.alarms { background: var(--alarm); color: var(--alarm-ink); border-radius: 0.5rem; padding: 0.8rem 1rem; margin-top: 1rem; }
.alarms h2 { margin: 0 0 0.2rem; font-size: 1.1rem; }
.alarms ul { margin: 0; padding-left: 1.2rem; }
.alarms a { color: inherit; }
.alarm { color: var(--badly); font-weight: 600; }
.keys { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(13.5rem, 100%), 1fr)); gap: 1rem; }
.tile { background: var(--card); border: 1px solid var(--line); border-radius: 0.5rem; padding: 0.8rem 1rem; }
.tile .value { font-size: 1.7rem; font-weight: 700; margin: 0.1rem 0; }
.tile p { font-size: 0.9rem; }
summary { cursor: pointer; }
figure { margin: 1rem 0; }
svg { display: block; overflow: visible; }
svg text { font: 12px system-ui, sans-serif; fill: currentColor; }
.axis { stroke: var(--line); }
.reach { stroke: var(--badly); stroke-width: 3; opacity: 0.55; }
.well { fill: var(--well); } .badly { fill: var(--badly); } .held { fill: var(--held); } .alone { fill: var(--alone); }
.key { display: inline-block; width: 0.8rem; height: 0.8rem; border-radius: 0.15rem; }
.key.well { background: var(--well); } .key.badly { background: var(--badly); }
.key.held { background: var(--held); } .key.alone { background: var(--alone); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(26rem, 100%), 1fr)); gap: 0.5rem 2.5rem; align-items: start; }
.figures .wide { grid-column: 1 / -1; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; margin: 0.6rem 0; }
th, td { padding: 0.25rem 0.6rem 0.25rem 0; border-bottom: 1px solid var(--line); vertical-align: top; font-variant-numeric: tabular-nums; }
th { color: var(--soft); font-weight: 600; overflow-wrap: normal; }
td.right, .wide td:first-child { white-space: nowrap; }
.left { text-align: left; }
.right { text-align: right; }
th:last-child, td:last-child { padding-right: 0; }
@media (max-width: 34rem) {
  thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  tr { display: flex; flex-wrap: wrap; gap: 0 1rem; padding: 0.3rem 0; border-bottom: 1px solid var(--line); }
  td { padding: 0; border: 0; }
  td:first-child { flex: 1 0 100%; font-weight: 600; }
  td:not(:first-child)::before { content: attr(data-label) " "; color: var(--soft); }
}
@media print {
  :root { color-scheme: light; --page: #ffffff; --ink: #000000; --soft: #333333; --line: #999999; --card: #ffffff; --link: #000000; }
  @page { margin: 12mm; }
  html { font-size: 9pt; }
  body { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  header, main { max-width: none; padding: 0; }
  section, figure, tr, .tile { break-inside: avoid; }
  summary { display: none; }
}
`;
