/** How the page of a calendar looks: light and dark, from 360 pixels on, and on paper. Words stand out from their ground by 4.5 to 1 at least. */
export const style = `
:root {
  color-scheme: light dark;
  --page: #ffffff; --ink: #1b1f24; --soft: #4f5862; --line: #c9d1d9; --card: #f4f6f8; --link: #0b57a8; --focus: #0b57a8;
  --open: #dff3e4; --open-ink: #0b4a21; --open-bar: #2c8a4b;
  --partly: #fff1c4; --partly-ink: #553800;
  --closed: #fbe0dd; --closed-ink: #7a1410; --closed-bar: #d9a19c;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #11151a; --ink: #e8ecf1; --soft: #a9b4c0; --line: #3a434d; --card: #1a2027; --link: #7cb8ff; --focus: #9accff;
    --open: #12351f; --open-ink: #b4ecc3; --open-bar: #4fbf74;
    --partly: #3b2e0a; --partly-ink: #f6dd96;
    --closed: #43191a; --closed-ink: #ffc2bc; --closed-bar: #7d4443;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 1rem/1.45 system-ui, sans-serif; overflow-wrap: anywhere; }
header, main { max-width: 90rem; margin: 0 auto; padding: 0 1rem; }
main { padding-bottom: 3rem; }
h1 { font-size: 1.6rem; margin: 1.2rem 0 0.2rem; }
h2 { font-size: 1.25rem; margin: 1.8rem 0 0.5rem; }
h3 { font-size: 1.05rem; margin: 0 0 0.4rem; }
h4 { font-size: 1rem; margin: 0 0 0.4rem; }
p { margin: 0.2rem 0; }
a { color: var(--link); }
code { font: 0.92em ui-monospace, monospace; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.skip { position: absolute; left: 1rem; top: -5rem; padding: 0.5rem 1rem; background: var(--page); color: var(--link); z-index: 1; }
.skip:focus { top: 0.5rem; }
.aside, .hint, .kind { color: var(--soft); font-size: 0.9rem; }
.kind { border: 1px solid var(--line); border-radius: 1rem; padding: 0 0.5rem; white-space: nowrap; }
.now { border-radius: 0.5rem; padding: 0.8rem 1rem; margin-top: 1rem; }
.now.open { background: var(--open); color: var(--open-ink); }
.now.closed { background: var(--closed); color: var(--closed-ink); }
.now h2 { margin: 0 0 0.2rem; }
.now a, .now .aside { color: inherit; }
.turn { font-weight: 600; }
.legend { display: flex; flex-wrap: wrap; gap: 0.4rem 1.2rem; list-style: none; margin: 0; padding: 0; }
.key { display: inline-block; min-width: 1.7rem; text-align: center; border: 1px solid var(--line); border-radius: 0.25rem; padding: 0 0.3rem; }
.open.key, .day.open { background: var(--open); color: var(--open-ink); }
.partly.key, .day.partly { background: var(--partly); color: var(--partly-ink); }
.closed.key, .day.closed { background: var(--closed); color: var(--closed-ink); }
.today.key, .day[aria-current] { box-shadow: inset 0 0 0 2px currentColor; font-weight: 700; }
.months { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(20rem, 100%), 1fr)); gap: 1.5rem; margin-top: 1rem; }
table { width: 100%; table-layout: fixed; border-collapse: separate; border-spacing: 2px; }
th { color: var(--soft); font-size: 0.8rem; font-weight: 600; padding: 0; white-space: nowrap; }
td { padding: 0; text-align: center; height: 3.8rem; vertical-align: top; }
td.unseen { color: var(--soft); padding-top: 0.3rem; }
button.day { display: flex; flex-direction: column; align-items: flex-start; width: 100%; height: 100%; padding: 0.25rem 0.3rem; border: 0; border-radius: 0.25rem; font: inherit; font-size: 0.9rem; line-height: 1.3; cursor: pointer; overflow: hidden; }
.bar { display: block; width: 100%; height: 0.4rem; border-radius: 0.1rem; margin-top: auto; }
.bar rect { fill: var(--open-bar); }
.bar .shut { fill: var(--closed-bar); }
.details { max-width: min(30rem, 92vw); padding: 1rem; border: 1px solid var(--line); border-radius: 0.5rem; background: var(--page); color: var(--ink); box-shadow: 0 0.5rem 2rem rgb(0 0 0 / 0.35); }
.details ul { list-style: none; margin: 0 0 0.5rem; padding: 0; }
.rules { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(22rem, 100%), 1fr)); gap: 0.8rem; list-style: none; margin: 0; padding: 0; }
.rules li { background: var(--card); border-left: 0.3rem solid var(--line); border-radius: 0.25rem; padding: 0.6rem 0.8rem; }
.rules li.open { border-color: var(--open-bar); }
.rules li.closed { border-color: var(--closed-bar); }
.rules li:target { outline: 3px solid var(--focus); }
summary { cursor: pointer; padding: 0.3rem 0; }
.stretches { margin: 0; padding-left: 3.5rem; font-size: 0.92rem; }
li > .mark, p > .mark { font-weight: 700; }
@media print {
  :root {
    color-scheme: light;
    --page: #ffffff; --ink: #000000; --soft: #333333; --line: #999999; --card: #ffffff; --link: #000000;
    --open: #e6f5ea; --open-ink: #000000; --open-bar: #2c8a4b;
    --partly: #fff6da; --partly-ink: #000000;
    --closed: #fdeae8; --closed-ink: #000000; --closed-bar: #d9a19c;
  }
  @page { margin: 12mm; }
  html { font-size: 9pt; }
  body { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  header, main { max-width: none; padding: 0; }
  .skip, .hint, .details { display: none; }
  .months { grid-template-columns: repeat(3, 1fr); gap: 5mm; }
  .rules { grid-template-columns: repeat(2, 1fr); }
  .month, .rules li, .now { break-inside: avoid; }
  h2 { break-after: avoid; }
  td { height: 10mm; }
  button.day { font-size: 8pt; line-height: 1.1; padding: 0.7mm; }
}
`;
